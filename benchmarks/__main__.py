"""Runs the benchmarks, all or those named: python -m benchmarks [NAME …]. Prints ratios; asserts nothing."""

from __future__ import annotations

import asyncio
import importlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import book
from benchmarks.measure import Books, Table, lines

NAMES = (
    *("first_frame", "key_strokes", "journeys", "pages", "insight", "searching", "commands"),
    *("importing", "exporting", "confidences"),
)


def main() -> int:
    """Fill the books and run what was asked for."""
    names = sys.argv[1:] or NAMES
    if unknown := set(names) - set(NAMES):
        print(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
        return 2
    print("Ratios first: they hold on any machine; milliseconds are this one's.")
    with TemporaryDirectory(prefix="wellkept-bench-") as folder:
        books = _books(Path(folder))
        for name in names:
            table: Table = importlib.import_module(f"benchmarks.{name}").run(books)
            print("\n".join(lines(table)), flush=True)
    return 0


def _books(folder: Path) -> Books:
    home = folder / "home"
    home.mkdir()
    return Books(
        demo=asyncio.run(book.filled(folder / "demo.db", book.DEMO)),
        large=asyncio.run(book.filled(folder / "large.db", book.LARGE)),
        home=home,
    )


if __name__ == "__main__":
    sys.exit(main())
