"""Files of one source that are copies of one another, as machines and people make them.

By its name a file may be a copy (`Shares (1).csv`, a second folder of the same export); it is one
if at least half of its records stand in the file before it. Records that stand in both count once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from inspector.knowledge.catalogue import Catalogue
from inspector.reading.archive.entry import Archive
from inspector.reading.duplicates import Seen

if TYPE_CHECKING:
    import polars as pl


class Copies:
    """Which files of an export may be copies, and what was read of those before them."""

    def __init__(self, alike: Mapping[int, tuple[int, ...]]) -> None:
        """`alike`: by their positions, files that share a name, with those before them."""
        self._alike = alike
        self._read: dict[int, Seen] = {}

    def __bool__(self) -> bool:
        return bool(self._alike)

    def before(self, position: int) -> Sequence[int]:
        """Files read before one whose copy it may be."""
        return [one for one in self._alike.get(position, ()) if one in self._read]

    def original(self, position: int) -> Seen | None:
        """Where to keep the records of a file that later ones may repeat."""
        if position not in self._alike:
            return None
        return self._read.setdefault(position, Seen())

    def of(self, position: int, prints: pl.DataFrame) -> int | None:
        """The file of which records (`h1`, `h2`) are a copy; the first there is."""
        for one in self.before(position):
            common, every = self._read[one].common(prints), prints.height
            if every and 2 * common >= every:
                return one
        return None

    def seen(self, original: int) -> Seen:
        """The records of a file that another repeats."""
        return self._read[original]


NONE = Copies({})
"""No file shares its name with another."""


def by_names(archives: Iterable[Archive], catalogue: Catalogue) -> Copies:
    """Files of one archive that their names call copies of one another, whether they are or not."""
    alike: dict[int, tuple[int, ...]] = {}
    position = 0
    for archive in archives:
        groups: dict[object, list[int]] = {}
        for entry in archive.entries:
            if not entry.left_out and (key := catalogue.copy_key(entry.path)) is not None:
                groups.setdefault(key, []).append(position)
            position += 1
        for every in groups.values():
            if len(every) > 1:
                alike.update({one: tuple(every[:at]) for at, one in enumerate(every)})
    return Copies(alike)
