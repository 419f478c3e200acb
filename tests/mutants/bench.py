"""The law on the bench: every pack as YAML has it, and a law made anew with one pack replaced."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from exportgate.catalog.vocabulary import vocabulary
from exportgate.catalog.yaml_source import read_yaml
from exportgate.engine.case_run import run_case
from exportgate.engine.checking import check, shipment_of
from exportgate.engine.facts import line_facts, shipment_facts
from exportgate.engine.lawbook import law_on, lawbook_of
from exportgate.engine.parties import screen_parties
from exportgate.errors import InputError, PackError
from exportgate.rules.case_files import read_cases
from exportgate.rules.checks import check_packs
from exportgate.rules.law import PROVISIONS, assemble
from exportgate.rules.loader import case_texts, pack_texts, read_pack
from exportgate.rules.procedure_checks import check_procedures
from exportgate.rules.status import changes_of, status_on
from exportgate.tests.mutants.mutant import Mutant, edited
from exportgate.tests.mutants.parts import faults_of_provision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from exportgate.catalog.yaml_source import YamlSource
    from exportgate.engine.lawbook import Lawbook
    from exportgate.rules.cases import Case, CaseFile
    from exportgate.rules.law import Law
    from exportgate.rules.models import Pack

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Bench:
    """A law taken apart, so that one pack of it can be replaced and the rest is read only once.

    Args:
        folder: A folder of packs; None for the law that ships.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.is_shipped = folder is None
        self.folder = folder
        self.texts: Mapping[str, bytes] = pack_texts(folder)
        self.case_texts: Mapping[str, bytes] = case_texts(folder)
        self.sources: dict[str, YamlSource] = {}
        self.packs: dict[str, Pack] = {}
        for name, content in self.texts.items():
            self.sources[name] = read_yaml(content.decode("utf-8"), name)
            self.packs[name] = read_pack(content.decode("utf-8"), name)
        self.books: dict[str, CaseFile] = {}
        for name, content in self.case_texts.items():
            book = read_cases(content.decode("utf-8"), name)
            before = self.books[book.pack].cases if book.pack in self.books else ()
            self.books[book.pack] = book.model_copy(update={"cases": (*before, *book.cases)})
        self._ids = frozenset(
            item.id
            for pack in self.packs.values()
            for kind in ("instruments", *PROVISIONS)
            for item in getattr(pack, kind)
        )
        self.law: Law = assemble(self.packs.values(), vocabulary(), "unchanged")

    def mutants(self) -> Iterator[Mutant]:
        """Every fault that can be made, file by file."""
        for name, source in self.sources.items():
            pack = self.packs[name].pack
            for kind in ("instruments", *PROVISIONS):
                for index, item in enumerate(source.content.get(kind) or ()):
                    path = (kind, index)
                    for change in faults_of_provision(kind, item, path, vocabulary()):
                        place = ".".join(str(step) for step in change.path[2:])
                        yield Mutant(name, pack, item["id"], place, change)

    @cached_property
    def asked(self) -> dict[str, list[Case]]:
        """The cases in which each entry is a candidate, by the entry's id."""
        found: dict[str, list[Case]] = {}
        book = lawbook_of(self.law)
        for case in (case for each in self.books.values() for case in each.cases):
            for name in sorted(_candidates(case, self.law, book)):
                found.setdefault(name, []).append(case)
        return found

    @cached_property
    def needing(self) -> dict[str, list[Case]]:
        """The cases in which each kind of requirement is needed or may be."""
        found: dict[str, list[Case]] = {}
        for case in (case for each in self.books.values() for case in each.cases):
            try:
                decision = check(case.shipment, on=case.on, law=self.law)
            except InputError:
                continue
            for kind in {need.kind for line in decision.lines for need in line.requirements}:
                found.setdefault(kind, []).append(case)
        return found

    def leave_out_failing(self) -> list[str]:
        """Leave out the cases that do not hold in the unchanged law: they would catch anything.

        Returns:
            Their names.
        """
        failing: list[str] = []
        for pack, book in self.books.items():
            held = tuple(case for case in book.cases if not run_case(case, self.law))
            failing += [case.name for case in book.cases if case not in held]
            self.books[pack] = book.model_copy(update={"cases": held})
        return failing

    def own_cases(self, mutant: Mutant) -> list[Case]:
        """The cases beside the pack that a fault might show in; see `other_cases`."""
        book = self.books.get(mutant.pack)
        own = set() if book is None else {id(case) for case in book.cases}
        return [case for case in self._within_reach(mutant) if id(case) in own]

    def other_cases(self, mutant: Mutant) -> list[Case]:
        """The cases of other packs that a fault might show in.

        What an entry says reaches only lines of which it is a candidate, and how a requirement is
        met only those that need it. Where a fault changes just that, every case is asked.
        """
        book = self.books.get(mutant.pack)
        own = set() if book is None else {id(case) for case in book.cases}
        return [case for case in self._within_reach(mutant) if id(case) not in own]

    def _within_reach(self, mutant: Mutant) -> Iterable[Case]:
        law, owner = self.law, mutant.owner
        if mutant.kind not in {"evidence", "code", "deletion"}:
            if owner in law.entries:
                return self.asked.get(owner, ())
            if owner in law.exclusions:
                entries = [e.id for e in law.entries.values() if owner in e.exclusions]
                found = [case for name in entries for case in self.asked.get(name, ())]
                return {id(case): case for case in found}.values()
            served = law.procedures.get(owner) or law.licence_kinds.get(owner)
            if served is not None and mutant.place != "requirement":
                return self.needing.get(served.requirement, ())
        return [case for book in self.books.values() for case in book.cases]

    def beside(self, name: str) -> dict[str, bytes]:
        """A file beside the packs, by its name in messages; empty where there is none."""
        root = files("exportgate.rules") / "cn" if self.folder is None else self.folder
        prefix = "rules/cn" if self.folder is None else self.folder.name
        file = root / name
        return {f"{prefix}/{name}": file.read_bytes()} if file.is_file() else {}

    def text_of(self, mutant: Mutant) -> str:
        """The text of the pack with the fault in it."""
        return written(edited(self.sources[mutant.file].content, mutant.change.edits))

    def texts_with(self, mutant: Mutant) -> dict[str, bytes]:
        """The texts of all packs, one with the fault in it."""
        return {**self.texts, mutant.file: self.text_of(mutant).encode()}

    def load(self, mutant: Mutant) -> Law:
        """The law with the fault in it.

        Raises:
            PackError: The loader refuses it.
        """
        text = self.text_of(mutant)
        pack = read_pack(text, mutant.file)
        packs = {**self.packs, mutant.file: pack}
        sources = {**self.sources, mutant.file: read_yaml(text, mutant.file)}
        loaded = [(packs[name], sources[name]) for name in packs]
        if mutant.kind == "deletion":
            faults = check_packs(loaded, vocabulary())
        else:
            # Ids are what they were: what refers to them elsewhere need not be looked at again.
            near = [each for each in loaded if each[0] is pack or each[0].rules]
            near += [each for each in loaded if each[0].procedures and each not in near]
            faults = check_packs(near, vocabulary(), self._ids)
        if not faults:
            law = assemble(packs.values(), vocabulary(), mutant.name)
            faults = check_procedures(law, loaded)
            if not faults:
                return law
        raise PackError(tuple(faults))

    def is_same_law(self, law: Law, mutant: Mutant) -> bool:
        """Whether a fault changes nothing that an answer reads: the pack reads as before.

        A wrong day is none where the instrument's own days leave the provision's life as it was.
        """
        before, after = self.packs[mutant.file], _pack(law, mutant.pack)
        if before == after:
            return True
        return (
            mutant.kind == "date"
            and mutant.change.path[2] == "effective"
            and all(
                _lives_alike(self.law, law, name)
                for name in (mutant.owner, *self._governed(mutant))
            )
        )

    def _governed(self, mutant: Mutant) -> Iterator[str]:
        for name, life in self.law.lives.items():
            if life.instrument == mutant.owner:
                yield name


def _candidates(case: Case, law: Law, book: Lawbook) -> set[str]:
    try:
        shipment = shipment_of(case.shipment)
        facts = shipment_facts(shipment, case.on, law.vocabulary)
        screened = screen_parties(shipment, facts, law_on(book, case.on), ())
    except InputError:
        return set()
    return {
        book.names[position]
        for line in shipment.lines
        for position in book.index.find(line, line_facts(screened.facts, line, law.vocabulary))
    }


def _pack(law: Law, name: str) -> Pack:
    return next(pack for pack in law.packs if pack.pack == name)


def _lives_alike(one: Law, other: Law, name: str) -> bool:
    days: set[date] = {day for law in (one, other) for day, _ in changes_of(law.lives[name])}
    return all(
        status_on(one.lives[name], day) == status_on(other.lives[name], day)
        for each in days
        for day in (each, each.fromordinal(each.toordinal() - 1))
    )


def written(content: Any) -> str:
    """Content as YAML text that reads as the same content."""
    return str(
        yaml.dump(content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    )
