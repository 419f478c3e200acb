"""The law on the bench: every pack as YAML has it, and a law made anew with one pack replaced."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from exportgate.catalog.vocabulary import vocabulary
from exportgate.catalog.yaml_source import read_yaml
from exportgate.engine.case_run import run_case
from exportgate.engine.lawbook import lawbook_of
from exportgate.errors import PackError
from exportgate.rules.case_files import read_cases
from exportgate.rules.checks import check_packs
from exportgate.rules.law import PROVISIONS, assemble
from exportgate.rules.loader import case_texts, pack_of, pack_texts
from exportgate.rules.procedure_checks import check_procedures
from exportgate.rules.status import changes_of, status_on
from exportgate.tests.mutants.mutant import Mutant, edited
from exportgate.tests.mutants.parts import faults_of_provision
from exportgate.tests.mutants.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date
    from pathlib import Path as Folder

    from exportgate.catalog.yaml_source import Path, YamlSource
    from exportgate.rules.cases import Case, CaseFile
    from exportgate.rules.law import Law
    from exportgate.rules.models import Pack

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Bench:
    """A law taken apart, so that one pack of it can be replaced and the rest is read only once.

    Args:
        folder: A folder of packs; None for the law that ships.
    """

    def __init__(self, folder: Folder | None = None) -> None:
        self.is_shipped = folder is None
        self.folder = folder
        self.texts: Mapping[str, bytes] = pack_texts(folder)
        self.case_texts: Mapping[str, bytes] = case_texts(folder)
        self.sources: dict[str, YamlSource] = {}
        self.packs: dict[str, Pack] = {}
        for name, content in self.texts.items():
            self.sources[name] = read_yaml(content.decode("utf-8"), name)
            self.packs[name] = pack_of(self.sources[name])
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
                        was = _value_at(source.content, change.path)
                        yield Mutant(name, pack, item["id"], place, change, was)

    @cached_property
    def reach(self) -> Reach:
        """Which cases a fault might show in; to be asked once failing cases are left out."""
        return Reach(self.law, self.books)

    def leave_out_failing(self, packs: Collection[str] | None = None) -> list[str]:
        """Leave out the cases that do not hold in the unchanged law: they would catch anything.

        Args:
            packs: The packs whose cases are looked at; None means all.

        Returns:
            Their names.
        """
        failing: list[str] = []
        for pack, book in [*self.books.items()]:
            if packs is not None and pack not in packs:
                continue
            held = tuple(case for case in book.cases if not run_case(case, self.law))
            failing += [case.name for case in book.cases if case not in held]
            self.books[pack] = book.model_copy(update={"cases": held})
        return failing

    def own_cases(self, mutant: Mutant) -> list[Case]:
        """The cases beside the pack that a fault might show in; see `Reach.cases`."""
        return [case for case in self.reach.cases(mutant) if id(case) in self._own(mutant)]

    def other_cases(self, mutant: Mutant) -> list[Case]:
        """The cases of other packs that a fault might show in."""
        return [case for case in self.reach.cases(mutant) if id(case) not in self._own(mutant)]

    def _own(self, mutant: Mutant) -> set[int]:
        book = self.books.get(mutant.pack)
        return set() if book is None else {id(case) for case in book.cases}

    def beside(self, name: str) -> dict[str, bytes]:
        """A file beside the packs, by its name in messages; empty where there is none."""
        root = files("exportgate.rules") / "cn" if self.folder is None else self.folder
        prefix = "rules/cn" if self.folder is None else self.folder.name
        file = root / name
        return {f"{prefix}/{name}": file.read_bytes()} if file.is_file() else {}

    def content_of(self, mutant: Mutant) -> Any:
        """The pack with the fault in it, as YAML has it."""
        return edited(self.sources[mutant.file].content, mutant.change.edits)

    def texts_with(self, mutant: Mutant) -> dict[str, bytes]:
        """The texts of all packs, one with the fault in it."""
        return {**self.texts, mutant.file: written(self.content_of(mutant)).encode()}

    def load(self, mutant: Mutant) -> Law:
        """The law with the fault in it.

        Raises:
            PackError: The loader refuses it.
        """
        source = replace(self.sources[mutant.file], content=self.content_of(mutant))
        pack = pack_of(source)
        packs = {**self.packs, mutant.file: pack}
        loaded = [
            (packs[name], self.sources[name] if name != mutant.file else source) for name in packs
        ]
        is_of_goods = mutant.owner in self.law.entries or mutant.owner in self.law.exclusions
        if mutant.kind == "deletion":
            faults = check_packs(loaded, vocabulary())
        elif is_of_goods:
            # Ids are what they were, and nothing but the provision itself need be looked at again.
            faults = check_packs([(_alone(pack, mutant), source)], vocabulary(), self._ids)
        else:
            near = [each for each in loaded if each[0] is pack or each[0].rules]
            near += [each for each in loaded if each[0].procedures and each not in near]
            faults = check_packs(near, vocabulary(), self._ids)
        if not faults:
            law = assemble(packs.values(), vocabulary(), mutant.name)
            faults = [] if is_of_goods else check_procedures(law, loaded)
            if not faults:
                points_alike = mutant.kind not in {"evidence", "code", "deletion"}
                lawbook_of(law, lawbook_of(self.law).index if points_alike else None)
                return law
        raise PackError(tuple(faults))

    def is_same_law(self, law: Law, mutant: Mutant) -> bool:
        """Whether a fault changes nothing that an answer reads: the pack reads as before.

        A wrong day is none where the instrument's own days leave the provision's life as it was. A
        wrong day of an instrument is none where all that it governs lives as it did: then only the
        status with which it is cited may differ, and that decides nothing.
        """
        before, after = self.packs[mutant.file], _pack(law, mutant.pack)
        if before == after:
            return True
        return (
            mutant.kind == "date"
            and mutant.change.path[2] == "effective"
            and all(_lives_alike(self.law, law, name) for name in self._living(mutant))
        )

    def _living(self, mutant: Mutant) -> Iterator[str]:
        """The provisions on whose days a fault bears."""
        if mutant.owner not in self.law.instruments:
            yield mutant.owner
            return
        for name, life in self.law.lives.items():
            if life.instrument == mutant.owner and name != mutant.owner:
                yield name


def _value_at(content: Any, path: Path) -> Any:
    for step in path:
        content = content.get(step) if isinstance(content, dict) else content[step]
    return content


def _alone(pack: Pack, mutant: Mutant) -> Pack:
    """The pack with nothing in it but the provision that has the fault."""
    kind, index = mutant.change.path[:2]
    assert isinstance(index, int)
    kept = dict.fromkeys(("instruments", *PROVISIONS), ())
    return pack.model_copy(update={**kept, str(kind): (getattr(pack, str(kind))[index],)})


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
