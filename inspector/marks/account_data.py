"""What an export says of its member and of others, to be looked for in its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from inspector.knowledge.mark_rules import MarkRules, OwnData
from inspector.marks.kept_texts import Texts
from inspector.session.session import Session

MOST_OWN = 24
"""Values of one kind of account data that are looked for."""
LONGEST_OWN = 200
"""Letters of one."""


@dataclass(frozen=True)
class AccountData:
    """Of the member, and names of others."""

    own: Mapping[OwnData, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """Each as the export has it, single ones too."""
    member: tuple[str, ...] = ()
    """Names of the member."""


def gather(session: Session, rules: MarkRules, texts: Texts | None = None) -> AccountData:
    """Out of the records that a session kept, or of `texts`; may raise what reading does."""
    texts = texts or session.store
    sources = rules.sources
    own: dict[OwnData, dict[str, None]] = {}
    names: dict[str, None] = {}
    for entry, dataset in entries(session, texts):
        for one in sources.own:
            if one.dataset == dataset:
                cells = _cells(texts, entry, (one.column,))
                short = (cell for cell in cells if len(cell) <= LONGEST_OWN)
                known = own.setdefault(one.what, {})
                known |= dict.fromkeys(
                    cell for _, cell in zip(range(MOST_OWN), short, strict=False)
                )
        for several in sources.names:
            if several.dataset == dataset:
                cells = _cells(texts, entry, several.columns)
                names |= dict.fromkeys(_apart(cells, several.apart))
    found = {what: tuple(values) for what, values in own.items()}
    return AccountData(found, tuple(names), session.owner.names)


def entries(session: Session, texts: Texts) -> Iterator[tuple[int, str | None]]:
    """The files of which records were kept, each with the id of its dataset."""
    assert session.export is not None
    for entry in sorted(texts.entries):
        dataset = session.export.files[entry].dataset
        yield entry, dataset.id if dataset is not None else None


def _cells(texts: Texts, entry: int, columns: Iterable[str]) -> list[str]:
    """Values of some columns, joined by a space, each once."""
    layout = texts.layout(entry)
    known = [one.name if one is not None else None for one in layout.columns]
    places = [f"c{known.index(column)}" for column in columns if column in known]
    if not places:
        return []
    frame = texts.frame(entry, places)
    joined = frame.select(pl.concat_str(places, separator=" ").str.strip_chars().alias("cell"))
    cells = joined["cell"].unique(maintain_order=True)
    return cells.filter(cells != "").to_list()


def _apart(cells: Iterable[str], apart: str) -> Iterator[str]:
    for cell in cells:
        yield from cell.split(apart) if apart else (cell,)
