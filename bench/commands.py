"""What is run: the program, and what a user would do instead, each as a whole process."""

from __future__ import annotations

PANDAS = """
import sys, zipfile, pandas
rows = words = characters = 0
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in archive.namelist():
        with archive.open(name) as entry:
            table = pandas.read_csv(entry, dtype=str, keep_default_na=False, on_bad_lines="skip",
                                    engine="c")
        rows += len(table)
        for column in table:
            words += table[column].str.split().str.len().sum()
            characters += table[column].str.len().sum()
print(rows, words, characters)
"""
DUCKDB = """
import pathlib, sys, tempfile, zipfile, duckdb
memory = pathlib.Path("/dev/shm")
with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
    with zipfile.ZipFile(sys.argv[1]) as archive:
        archive.extractall(folder)
    for path in sorted(pathlib.Path(folder).rglob("*.csv")):
        read = ("read_csv(?, all_varchar=true, header=true, quote='\\"', escape='\\"', "
                "strict_mode=false, ignore_errors=true, max_line_size=20000000)")
        told = duckdb.execute(f"describe from {read}", [str(path)]).fetchall()
        columns = [row[0] for row in told]
        each = ", ".join(
            f'sum(length("{c}")), sum(len(regexp_split_to_array(trim("{c}"), \\'\\\\s+\\')))'
            for c in columns
        )
        print(duckdb.execute(f"select count(*), {each} from {read}", [str(path)]).fetchall())
"""
_TUI = """
from inspector.cli.start import spare
spare()
import asyncio, os, sys, time
from pathlib import Path
from inspector.session.request import Request
from inspector.session.session import Session
session = Session(Request((Path(sys.argv[1]),)))
from inspector.tui.app import InspectApp
from inspector.tui.settings import Settings
def painted(app):
    lines = [strip.text.strip() for strip in app.screen._compositor.render_strips()]
    if lines and lines[0] and "Quit" in lines[-1]:
        os._exit(0)
if {paint}:
    InspectApp.post_display_hook = painted
async def main():
    app = InspectApp(session, Settings())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        while app.reading and app.is_running:
            await asyncio.sleep(0.01)
        os._exit(app.reading or app.fault is not None)
asyncio.run(main())
"""
FIRST_PAINT = _TUI.replace("{paint}", "True")
"""Until a frame with the line at the top and the keys at the bottom stands on screen."""
ALL_DATA = _TUI.replace("{paint}", "False")
USE = _TUI.replace("{paint}", "False").replace(
    "        os._exit(app.reading or app.fault is not None)\n",
    """\
        from inspector.tui.pages.explore import ExplorePage
        await pilot.press("2")
        explore = app.query_one(ExplorePage)
        while not explore.table.listing.height:
            await asyncio.sleep(0.01)
        def seconds(act):
            start = time.perf_counter()
            act()
            return time.perf_counter() - start
        from inspector.session.listing import Selection
        store, summary = session.store, app.summary
        def sort(key):
            return seconds(lambda: store.listing(summary, Selection(sort=key, descending=True)))
        columns = [sort(key) for key in ("words", "day", "verdict")]
        texts = sort("text")
        queries = ("bonjour", "résumé", "ba ce", "xyzzyq")
        searches = [seconds(lambda: session.index.search(summary, one)) for one in queries]
        listing = store.listing(summary, Selection(sort="words", descending=True))
        def key(number):
            rows = listing.slice(number, 40)
            store.previews(rows)
            session.record(*rows.select("entry", "at").row(0))
        step = max(listing.height // 20, 1)
        keys = [seconds(lambda: key(number)) for number in range(0, listing.height, step)]
        print(sorted(keys)[len(keys) // 2], max(keys), max(searches), max(columns), texts)
        sys.stdout.flush()
        os._exit(app.fault is not None)
""",
)
"""All records read, listed, sorted, searched and looked at; prints seconds: of a key that shows
forty other rows and a record, the middle one and the longest; of the longest search; of the
longest sort by a column; of the first sort by text."""
REJUDGING = """
from inspector.cli.start import spare
spare()
import msgspec, sys, time
from pathlib import Path
from inspector.session.request import Request
from inspector.session.session import Session
start = time.perf_counter()
session = Session(Request((Path(sys.argv[1]),)))
session.keep()
session.summary()
read = time.perf_counter() - start
start = time.perf_counter()
session.summary(msgspec.structs.replace(session.situation, region="us", under_18=True))
print(time.perf_counter() - start, read)
"""
