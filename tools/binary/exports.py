"""Archives that ask a binary for what is loaded only then: codecs, countries, rules of marks."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import phonenumbers

from fixtures.exports import NAMES, build

TEXTS = {
    "cp1251": "Сегодня мы открыли новую лабораторию и благодарим всех, кто помогал нам",
    "cp1253": "Σήμερα ανοίξαμε το νέο εργαστήριο και ευχαριστούμε όλους όσους βοήθησαν",
    "shift_jis": "本日、新しい研究室を開設しました。ご協力いただいた皆さまに感謝いたします",
    "gb18030": "今天我们开设了新的实验室，感谢所有帮助过我们的人，也感谢各位的耐心",
    "big5": "今天我們開設了新的實驗室，感謝所有幫助過我們的人，也感謝各位的耐心",
    "euc_kr": "오늘 새 연구실을 열었습니다. 도와주신 모든 분들께 감사드립니다",
    "utf-16": "Heute haben wir das neue Labor eröffnet und danken allen, die halfen",
}
"""What somebody writes, by the encoding that their table is saved in."""


def write(folder: Path) -> list[Path]:
    """Every export of invented members, a table in each encoding, and numbers of each country."""
    written = [build(name).write(folder) for name in NAMES]
    for encoding, text in TEXTS.items():
        rows = [f"{text} ({number})" for number in range(40)]
        written.append(_comments(folder / f"{encoding}.zip", rows, encoding))
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    numbers = [one for region in regions if (one := phonenumbers.example_number(region))]
    form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    rows = [f"Call me: {phonenumbers.format_number(one, form)}" for one in numbers]
    written.append(_comments(folder / "numbers.zip", rows, "utf-8"))
    return written


def _comments(path: Path, texts: list[str], encoding: str) -> Path:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(("Date", "Link", "Message"))
    for number, text in enumerate(texts):
        link = f"https://www.linkedin.com/feed/update/{number}"
        writer.writerow(("2024-05-06 10:00:00", link, text))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Comments.csv", table.getvalue().encode(encoding))
    return path
