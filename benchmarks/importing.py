"""An address book imported into an empty book, beside plain sqlite3 writing the same rows in the same batches."""

from __future__ import annotations

import asyncio
import csv
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.book import NOW
from benchmarks.measure import Table, since
from benchmarks.people import COMPANIES, PLACES, Person, people
from benchmarks.started import ENV, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.measure import Books

SMALL, LARGE = 10_000, 100_000
BATCH = 500
SHARED = ("company", "tag")
PARTS = ("contact_point", "contact_tag", "contact_extra", "note", "outreach")
"""What an import writes beside contacts, history and what undo needs."""

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON", "cache_size=-16000")
"""As the book itself is written."""


class _Took(NamedTuple):
    """Milliseconds of one thing done in a process of its own, and its peak of memory in kilobytes."""

    ms: float
    peak: int


def run(_books: Books) -> Table:
    """Import small and large files, each step once: they are long enough."""
    rows: list[tuple[str, ...]] = []
    with TemporaryDirectory(prefix="wellkept-import-") as folder:
        peaks = {}
        for ending in ("csv", "vcf"):
            for size in (SMALL, LARGE):
                taken, raw = _steps(Path(folder), size, ending)
                peaks[ending, size] = taken["import"].peak
                rows += [_row(f"{step} {size:,} .{ending}", took, raw, size) for step, took in taken.items()]
                rows.append(_row(f"plain sqlite3, {size:,} .{ending}", raw, raw, size))
            grown = (peaks[ending, LARGE] - peaks[ending, SMALL]) / 1024
            rows.append((f"memory of {LARGE:,} beyond {SMALL:,} .{ending}", "", "", "", f"{grown:+.0f}"))
    heads = ("", "x sqlite3", "ms a row", "s", "peak MB")
    return Table("An import into an empty book, taken back, and done again", heads, rows)


def _row(name: str, took: _Took, raw: _Took, size: int) -> tuple[str, ...]:
    peak = f"{took.peak / 1024:.0f}" if took.peak else ""
    return name, f"{took.ms / raw.ms:.1f}x", f"{took.ms / size:.3f}", f"{took.ms / 1000:.1f}", peak


def _steps(folder: Path, size: int, ending: str) -> tuple[dict[str, _Took], _Took]:
    file, book = _written(folder / f"{size}.{ending}", size), folder / f"{size}-{ending}.db"
    taken = {"dry run": _in_child("dry_run", book, file), "import": _in_child("import", book, file)}
    raw = _raw(book, folder / f"raw-{size}-{ending}.db")
    taken["again"] = _in_child("again", book, file)
    taken |= {step: _in_child(step, book, file) for step in ("undo", "redo")}
    return taken, raw


def _in_child(step: str, book: Path, file: Path) -> _Took:
    code = f"from benchmarks.importing import child; child({step!r}, {str(book)!r}, {str(file)!r})"
    done = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, env=ENV, cwd=ROOT)
    ms, peak = done.stdout.split()
    return _Took(float(ms), int(peak))


def child(step: str, book: str, file: str) -> None:
    """Do one step, and print its milliseconds and the most memory that the process had."""
    ms = asyncio.run(_step(step, Path(book), Path(file)))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(ms, peak)


async def _step(step: str, book: Path, file: Path) -> float:
    import models  # noqa: PLC0415  (what it loads is no part of the time)
    from models import db  # noqa: PLC0415
    from models.exchange import importing  # noqa: PLC0415

    async with db.opened(book):
        by = await models.members.present("ada", at=NOW)
        start = perf_counter()
        if step in {"undo", "redo"}:
            await (models.undo.last if step == "undo" else models.undo.redo)(by=by, at=NOW)
        else:
            (report,) = await importing.import_files([file], by=by, at=NOW, dry_run=step == "dry_run")
            wrong = report.skipped if step != "again" else report.added
            if wrong or report.failed:
                raise RuntimeError(f"{step} of {file}: {report}")
        return since(start)


def _raw(book: Path, target: Path) -> _Took:
    """Write into an empty book what stands in an imported one: executemany, one transaction a batch of contacts."""
    from models import db  # noqa: PLC0415

    asyncio.run(db.up_to_date(target))
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("ATTACH ? AS imported", [str(book)])
        connection.execute("INSERT INTO member SELECT * FROM imported.member")
        taken = 0.0
        for batch in _batches(connection):  # what is read is no part of the time
            start = perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            for sql, rows in batch.items():
                connection.executemany(sql, rows)
            connection.execute("COMMIT")
            taken += since(start)
    return _Took(taken, 0)


def _batches(connection: sqlite3.Connection) -> Iterator[dict[str, list[tuple[object, ...]]]]:
    """Yield rows by the statement that writes them, as many contacts at a time as an import writes."""
    yield dict(_rows_of(connection, f"SELECT * FROM imported.{table} ORDER BY id", table) for table in SHARED)  # noqa: S608
    last: int = connection.execute("SELECT max(id) FROM imported.contact").fetchone()[0]
    runs = connection.execute("SELECT id FROM imported.history WHERE verb = 'import' ORDER BY id").fetchall()
    for start, (history_id,) in zip(range(0, last, BATCH), runs, strict=True):
        parts = dict.fromkeys(PARTS, f"contact_id > {start} AND contact_id <= {start + BATCH}")
        which = {
            "history": f"id = {history_id}",
            "contact": f"id > {start} AND id <= {start + BATCH}",
            **parts,
            "undo_value": f"history_id = {history_id}",
        }
        yield dict(
            _rows_of(connection, f"SELECT * FROM imported.{table} WHERE {condition} ORDER BY id", table)  # noqa: S608
            for table, condition in which.items()
        )


def _rows_of(connection: sqlite3.Connection, sql: str, table: str) -> tuple[str, list[tuple[object, ...]]]:
    found = connection.execute(sql)
    marks = ", ".join("?" * len(found.description))
    return f"INSERT INTO {table} VALUES ({marks})", found.fetchall()  # noqa: S608


def _written(path: Path, size: int) -> Path:
    """Write an address book of fictional people."""
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            rows = csv.writer(file)
            rows.writerow(("Name", "Company", "E-mail", "Phone", "Address", "Notes", "Tags"))
            rows.writerows(map(_cells, people(size)))
        else:
            file.writelines(map(_card, people(size)))
    return path


def _cells(person: Person) -> tuple[str, ...]:
    company = COMPANIES[person.company - 1] if person.company else ""
    tag, address, note = PLACES[person.id % len(PLACES)], f"{person.id} Mill Lane, York", f"likes the sea {person.id}"
    return person.name, company, person.email, person.phone, address, note, tag


def _card(person: Person) -> str:
    name, company, email, phone, address, note, tag = _cells(person)
    street, city = address.split(", ")
    lines = (
        *(
            "BEGIN:VCARD",
            "VERSION:4.0",
            f"UID:urn:x-bench:{person.id}",
            f"FN:{name}",
            *([f"ORG:{company}"] * bool(company)),
        ),
        *(f"EMAIL;TYPE=work:{email}", f"TEL;TYPE=cell:{phone}", f"ADR:;;{street};{city};;;", f"NOTE:{note}"),
        *(f"CATEGORIES:{tag}", "END:VCARD", ""),
    )
    return "\r\n".join(lines)
