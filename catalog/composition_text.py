"""Reads compositions as people write them; everything that is wrong is said at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .composition import NOTHING, Composition
from .elements import all_elements
from .faults import BadComposition
from .formula import parse_formula
from .ingredient_text import (
    Amount,
    AmountError,
    Basis,
    Name,
    parse_amount,
    parse_name,
    split_item,
)
from .interval import Interval
from .measure_text import number_text, plain_text

_SEPARATORS = re.compile(r"[;；、\n]+|,(?!\d{3}(?!\d))")
_CLOSED = re.compile(r"(?:closed|complete|封闭|完全列出)", re.IGNORECASE)
_EXPECTED = "for example `Nd 29.5, Dy 1.5 %, B 1, Fe bal` or `Dy2O3 99.9 %`"
_PRESENT = Amount("present", Interval(Fraction(0), Fraction(1), low_open=True))

CompositionValue = str | float | int | Decimal | Fraction | bool | None


@dataclass(frozen=True, slots=True)
class _Stated:
    name: Name
    amount: Amount


def composition_from_formula(text: str, *, purity: Interval | None = None) -> Composition:
    """What a formula, with or without a purity, says about a material.

    Args:
        text: A formula such as `Dy2O3` or `(Nd0.8Dy0.2)2Fe14B`, or an alloy without counts.
        purity: Mass fraction of the substance, 0 to 1. None means not known: the substance is
            there, and anything may be beside it, for a formula names a substance and not what else
            is in it.

    Raises:
        BadFormula: It is no formula.
        BadComposition: The purity is more than the whole, or not above nothing.

    >>> composition_from_formula("Dy2O3", purity=Interval.exactly(1)).is_closed
    True
    """
    name = parse_name(parse_formula(text).text)
    amount = _PRESENT.value if purity is None else purity
    if amount.is_at_most(Fraction(1)) is False or amount.is_above(Fraction(0)) is False:
        raise BadComposition(
            ("a purity is a fraction of the whole, above 0 and up to 1",),
            seen=text,
            expected="for example 0.999, or `99.9 %` read as a fraction",
            remedy="write the purity with its unit, as `99.9 %`",
        )
    return _built([_Stated(name, Amount("measure", amount))], says_closed=False)


def parse_composition(
    text: str | Mapping[str, CompositionValue], *, basis: Basis = "mass"
) -> Composition:
    """The composition that a text or a mapping states.

    A bare number is per cent by mass; so is `%`. Amounts may be ranges, bounds, `ND(<0.01 %)`,
    `balance` (also `余量`): the rest is this one; an ingredient without amount is present in an
    unknown amount above zero. The composition is closed when it says `closed`, when one ingredient
    is the balance, or when the amounts add up to 100 % within half a unit of the last digit of the
    coarsest one. Shares of atoms or moles are turned into mass when the whole is stated.

    Args:
        text: A list such as `Nd 29.5, Pr 1.2, Dy 1.5 %, B 1, Fe bal`, or a mapping such as
            `{Nd: 29.5, Dy: "<=0.1 %", Fe: balance, closed: true}`.
        basis: What `%`, `ppm` and bare numbers count.

    Raises:
        BadComposition: It cannot be read or does not add up; the error carries every fault.

    >>> parse_composition("Nd 30, B 1, Fe bal").element("Fe") == Interval.exactly("0.69")
    True
    """
    seen = text if isinstance(text, str) else _shown(text)
    faults: list[str] = []
    stated, says_closed = (
        _from_text(text, faults) if isinstance(text, str) else _from_mapping(text, faults)
    )
    if not stated and not faults:
        faults.append("no ingredient is named")
    _check_names(stated, faults)
    _check_percent(stated, faults)
    if not faults:
        used = _basis_of(stated, basis, faults)
        _check_sum(stated, says_closed=says_closed, faults=faults)
        if not faults and used != "mass":
            stated = _to_mass(stated, used, says_closed=says_closed, faults=faults)
            says_closed = True  # only a whole can be turned into mass
    if faults:
        raise BadComposition(
            tuple(faults),
            seen=seen,
            expected=_EXPECTED,
            remedy="correct the amounts; write `closed` if nothing else is in it",
        )
    return _built(stated, says_closed=says_closed)


def _shown(mapping: Mapping[str, CompositionValue]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in mapping.items())


def _from_text(text: str, faults: list[str]) -> tuple[list[_Stated], bool]:
    stated: list[_Stated] = []
    says_closed = False
    for raw in _SEPARATORS.split(text.replace("，", ",")):
        item = raw.strip().rstrip(".")
        if not item:
            continue
        if _CLOSED.fullmatch(plain_text(item)):
            says_closed = True
            continue
        try:
            name, amount = split_item(item)
            stated.append(_Stated(parse_name(name), _PRESENT if amount is None else amount))
        except AmountError as error:
            hint = "; a comma parts ingredients, write a point for decimals"
            faults.append(f"`{item}`: {error}{hint if item[0].isdigit() else ''}")
    return stated, says_closed


def _from_mapping(
    mapping: Mapping[str, CompositionValue], faults: list[str]
) -> tuple[list[_Stated], bool]:
    stated: list[_Stated] = []
    says_closed = False
    for key, value in mapping.items():
        if key == "closed":
            if not isinstance(value, bool) and value not in {"true", "false"}:
                faults.append("`closed` is true or false")
            says_closed = value is True or value == "true"
            continue
        try:
            stated.append(_Stated(parse_name(key), _amount_of(value)))
        except AmountError as error:
            faults.append(f"`{key}: {value}`: {error}")
    return stated, says_closed


def _amount_of(value: CompositionValue) -> Amount:
    if value is None:
        return _PRESENT
    if isinstance(value, bool):
        raise AmountError("an amount is a number with a unit, not yes or no")
    if isinstance(value, str):
        amount = parse_amount(value)
    else:
        try:
            written = number_text(value)
        except (ValueError, ArithmeticError):
            raise AmountError(f"{value} is no decimal number: write it as text") from None
        amount = parse_amount(written)
    if amount is None:
        raise AmountError("no amount: write for example `29.5 %`, `<=0.1 %` or `balance`")
    return amount


def _check_names(stated: list[_Stated], faults: list[str]) -> None:
    names = [part.name.text for part in stated]
    repeated = sorted({name for name in names if names.count(name) > 1})
    faults += [f"`{name}` stands more than once" for name in repeated]
    if sum(part.amount.form == "balance" for part in stated) > 1:
        faults.append("more than one ingredient is the balance")


def _check_percent(stated: list[_Stated], faults: list[str]) -> None:
    """Bare numbers that look like fractions: the user must say which is meant."""
    bare = [part.amount.bare for part in stated if part.amount.bare is not None]
    if len(bare) < len(stated) or not bare:
        return
    if max(bare) <= 1 and Fraction(9, 10) <= sum(bare) <= Fraction(11, 10):
        example = stated[0].name.text
        faults.append(
            "the numbers without unit add up to about 1: were fractions meant? write "
            f"`{example} 29.5 %` or `{example} 0.295 fraction`"
        )


def _basis_of(stated: list[_Stated], basis: Basis, faults: list[str]) -> Basis:
    """The one measure in which the shares are stated; the default where no unit says."""
    used = {part.amount.basis or basis for part in stated if part.amount.form == "measure"}
    if len(used) > 1:
        faults.append(
            "shares by mass, atoms or moles are mixed (a plain per cent is by "
            f"{basis}): state all in the same measure"
        )
    return next(iter(sorted(used)), basis)


def _low(part: _Stated) -> Fraction:
    return part.amount.value.low or Fraction(0)


def _high(part: _Stated) -> Fraction:
    high = part.amount.value.high
    return Fraction(1) if high is None else high


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g} %"


def _check_sum(stated: list[_Stated], *, says_closed: bool, faults: list[str]) -> None:
    measured = [part for part in stated if part.amount.form != "balance"]
    slack = sum((part.amount.step for part in measured), Fraction(0)) / 2
    least = sum((_low(part) for part in measured), Fraction(0))
    most = sum((_high(part) for part in measured), Fraction(0))
    has_balance = len(measured) < len(stated)
    if least > 1 + slack:
        faults.append(f"the ingredients add up to at least {_percent(least)}, more than 100 %")
    if says_closed and not has_balance and most < 1 - slack:
        faults.append(f"it says closed, but the ingredients add up to {_percent(most)} at most")


def _adds_up(stated: list[_Stated]) -> bool:
    """Whether the stated amounts leave nothing over, within the coarsest stated digit."""
    steps = [part.amount.step for part in stated]
    return sum((_low(part) for part in stated), Fraction(0)) >= 1 - max(steps, default=0) / 2


def _built(stated: list[_Stated], *, says_closed: bool) -> Composition:
    others = [part for part in stated if part.amount.form != "balance"]
    has_balance = len(others) < len(stated)
    is_closed = says_closed or has_balance or _adds_up(others)
    rest = _rest(others)
    parts = []
    for part in stated:
        if part.amount.form == "balance":
            amount = rest
        else:
            beside = [other for other in others if other is not part]
            amount = _narrowed(
                part.amount.value, _rest(beside), is_closed=is_closed and not has_balance
            )
        parts.append(part.name.with_amount(amount))
    return Composition(tuple(parts), NOTHING if is_closed else rest, is_closed)


def _rest(stated: list[_Stated]) -> Interval:
    """What the stated amounts leave of the whole."""
    least = max(1 - sum((_high(part) for part in stated), Fraction(0)), Fraction(0))
    most = max(1 - sum((_low(part) for part in stated), Fraction(0)), Fraction(0))
    if least == most:
        return Interval(least, most)
    return Interval(
        least,
        most,
        low_open=least > 0 and any(part.amount.value.high_open for part in stated),
        high_open=any(part.amount.value.low_open for part in stated),
    )


def _narrowed(amount: Interval, rest: Interval, *, is_closed: bool) -> Interval:
    """An amount that is stated in bounds, held to what the others leave; exact ones stay."""
    if amount.is_exact:
        return amount
    low, low_open = amount.low or Fraction(0), amount.low_open
    high, high_open = Fraction(1) if amount.high is None else amount.high, amount.high_open
    if rest.high is not None and rest.high < high:
        high, high_open = rest.high, rest.high_open
    if is_closed and rest.low is not None and rest.low > low:
        low, low_open = rest.low, rest.low_open
    if low > high or (low == high and (low_open or high_open)):
        return amount  # rounding leaves nothing for it: what was stated stands
    return Interval(low, high, low_open, high_open)


def _to_mass(
    stated: list[_Stated], basis: Basis, *, says_closed: bool, faults: list[str]
) -> list[_Stated]:
    """The same composition by mass; needs the whole, and formulas or elements only."""
    word = "atoms" if basis == "atom" else "moles"
    built = _built(stated, says_closed=says_closed)
    if not built.is_closed:
        faults.append(
            f"shares of {word} can be turned into mass only when the whole is stated: give all "
            "ingredients, up to 100 % or with a balance"
        )
    for part in stated:
        is_usable = part.name.kind == "element" or (basis == "mole" and len(part.name.elements) > 0)
        if not is_usable:
            needed = "an element" if basis == "atom" else "an element or a formula with counts"
            faults.append(f"`{part.name.text}`: a share of {word} needs {needed}")
    if faults:
        return stated
    amounts = {part.text: part.amount for part in built.ingredients}
    return [
        _Stated(
            part.name,
            Amount("measure", _by_mass(part.name.text, amounts), Fraction(1, 10**6)),
        )
        for part in stated
    ]


def _molar_mass(name: str) -> Fraction:
    element = all_elements().get(name)
    if element is not None:
        return element.mass
    atoms = parse_formula(name).atoms
    return sum((n * all_elements()[s].mass for s, n in atoms.items()), Fraction(0))


def _by_mass(name: str, amounts: Mapping[str, Interval]) -> Interval:
    """The mass fraction of one ingredient; exact where all amounts are."""
    own, mass = amounts[name], _molar_mass(name)
    others = {other: _molar_mass(other) for other in amounts if other != name}
    if not others:
        return Interval(Fraction(1), Fraction(1))
    own_low, own_high = own.low or Fraction(0), _bound(own)
    heavy = sum((_bound(amounts[other]) * m for other, m in others.items()), Fraction(0))
    light = sum(
        ((amounts[other].low or Fraction(0)) * m for other, m in others.items()), Fraction(0)
    )
    if not all(amount.is_exact for amount in amounts.values()):
        heavy = min(heavy, (1 - own_low) * max(others.values()))
        light = max(light, (1 - own_high) * min(others.values()))
    low = own_low * mass / (own_low * mass + heavy) if own_low else Fraction(0)
    high = own_high * mass / (own_high * mass + light) if own_high else Fraction(0)
    if low == high:
        return Interval(low, high)
    return Interval(low, high, low_open=own.low_open, high_open=own.high_open)


def _bound(amount: Interval) -> Fraction:
    return Fraction(1) if amount.high is None else amount.high
