"""What verdicts on files rest on: files with the same grounds stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.knowledge.vocabulary import BASES, Basis, Verdict
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.totals import Totals

_TOGETHER = ("disputed", "undecidable")
"""Bases that rest on more than one sentence."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """The basis of a verdict and the clauses it rests on, the deciding one first."""

    basis: Basis
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that stand under one verdict on the same grounds."""

    grounds: Grounds
    files: tuple[tuple[str, Totals], ...]
    """Names, most words first; articles and the like under their folder."""
    total: Totals


def grounds(file: JudgedFile, verdict: Verdict) -> Grounds:
    """Why a file has values under a verdict: by the strongest basis among its text."""
    rows = [row for row in file.rows if row.verdict == verdict]
    worded = [row for row in rows if row.totals.words] or rows
    basis = min((row.basis for row in worded), key=BASES.index)
    if basis == "silent":
        return Grounds(basis, ())
    weights: dict[str, int] = {}
    for row in worded:
        if row.basis == basis and row.clause is not None:
            weights[row.clause] = weights.get(row.clause, 0) + row.totals.words + 1
    deciding = max(weights, key=lambda clause: (weights[clause], clause))
    if basis not in _TOGETHER:
        return Grounds(basis, (deciding,))
    others = [
        clause
        for column in file.columns
        if column.verdict == verdict and column.basis == basis and deciding in column.clauses
        for clause in column.clauses
    ]
    return Grounds(basis, tuple(dict.fromkeys([deciding, *others])))


def grouped(files: Sequence[JudgedFile], verdict: Verdict) -> tuple[FileGroup, ...]:
    """The files with values under a verdict by their grounds, most words first."""
    found: dict[Grounds, dict[str, Totals]] = {}
    for file in files:
        total = file.totals[verdict]
        if total.values:
            named = found.setdefault(grounds(file, verdict), {})
            name = shown_name(file)
            named[name] = named.get(name, Totals()) + total
    groups = [
        FileGroup(
            why,
            tuple(sorted(named.items(), key=lambda item: (-item[1].words, item[0]))),
            sum(named.values(), Totals()),
        )
        for why, named in found.items()
    ]
    return tuple(sorted(groups, key=lambda one: (-one.total.words, -one.total.values)))


def shown_name(file: JudgedFile) -> str:
    """The file's path, or its folder where a dataset has a file for each record."""
    path, dataset = file.reading.path, file.reading.dataset
    if dataset is not None and any(files.paths for files in dataset.files):
        return path.rpartition("/")[0] + "/"
    return path
