"""Seeded archives of any size: one big table of messages in the dialect of 2025."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS\n"
)
PEOPLE = 2_000
WORDS = 20_000
BLOCK = 5_000
"""Rows written at a time."""
_SYLLABLES = """
ba ce di fo gu ha je ki lo mu ne pi qua ro sé ta ün vo wy zu ça œr
""".split()


def messages(target: Path, megabytes: int, seed: int = 1) -> int:
    """Write an archive whose messages.csv has about so many megabytes; returns its rows."""
    rng = random.Random(f"messages {megabytes} {seed}")
    lines = _lines(rng)
    rows = written = 0
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("messages.csv", "w", force_zip64=True) as entry,
    ):
        entry.write(HEADER.encode())
        while written < megabytes * 1_000_000:
            block = "".join(next(lines) for _ in range(BLOCK)).encode()
            entry.write(block)
            rows += BLOCK
            written += len(block)
    return rows


def _lines(rng: random.Random) -> Iterator[str]:
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(WORDS)]
    weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
    people = [f"{rng.choice(words).title()} {rng.choice(words).title()}" for _ in range(PEOPLE)]
    while True:
        one, other = rng.choices(people, k=2)
        size = min(int(rng.paretovariate(1.1) * 12), 900)
        text = " ".join(rng.choices(words, cum_weights=weights, k=size))
        if rng.random() < 0.5:
            text = f'"{text}, {rng.choice(words)} ""{rng.choice(words)}"""'
        when = (
            f"{rng.randint(2012, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02} "
            f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02} UTC"
        )
        token = rng.getrandbits(160).to_bytes(20, "big").hex()
        yield (
            f"2-{token}==,,{one},https://www.linkedin.com/in/{_slug(one)},{other},"
            f"https://www.linkedin.com/in/{_slug(other)},{when},,{text},INBOX,\n"
        )


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
