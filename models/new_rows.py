"""Many new rows at once, by SQL: what an import of thousands can afford, where verbs write row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.history import KEEP_ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tortoise.models import Model

    from models.history import Change

    Row = Mapping[str, Any]
    """Values by column, as the database keeps them; all rows of a call have the same columns."""

_MOST_VALUES = 30_000
"""SQLite takes 32,766 in one statement."""


async def insert(table: type[Model], rows: Iterable[Row], *, change: Change) -> None:
    """Insert rows that need no undo value of their own."""
    if all_rows := list(rows):
        await change.connection.execute_many(_into(table, all_rows[0], 1), [list(row.values()) for row in all_rows])


async def made(
    table: type[Model], rows: Sequence[Row], *, returning: Sequence[str], change: Change
) -> list[dict[str, Any]]:
    """Insert rows, remember them for undo, and return their ids with these columns."""
    found: list[dict[str, Any]] = []
    for part in _parts(rows):
        values = [value for row in part for value in row.values()]
        sql = f"{_into(table, part[0], len(part))} RETURNING {', '.join(('id', *returning))}"
        found += [dict(row) for row in await change.connection.execute_query_dict(sql, values)]
    found.sort(key=lambda row: int(row["id"]))
    change.remember_made(table, found)
    return found


async def selected(
    table: type[Model], into: Sequence[str], select: str, values: Sequence[object], *, change: Change
) -> int:
    """Insert what a query selects into these columns, remember all of it for undo, and return how many rows it is.

    No outreach is worked out anew by this: they may be too many, and the caller knows whose it concerns.
    """
    name, ask = table._meta.db_table, change.connection.execute_query_dict
    last = (await ask(f"SELECT coalesce(max(id), 0) AS id FROM {name}"))[0]["id"]  # noqa: S608  (our own words)
    many, _ = await change.connection.execute_query(f"INSERT INTO {name} ({', '.join(into)}) {select}", [*values])
    history_id = await change.flush()
    kept = f"SELECT ?1, '{name}', id, NULL, '{{}}', ?2 FROM {name} WHERE id > ?3 ORDER BY id"  # noqa: S608
    await change.connection.execute_query(f"{KEEP_ALL} {kept}", [history_id, change.kept_until, last])
    return many


async def named(table: type[Model], key: str, wanted: Mapping[str, Row], *, change: Change) -> dict[str, int]:
    """Find the rows of these names, add those that are not there, and return all their ids."""
    ids: dict[str, int] = {}
    for part in _parts([{key: name} for name in wanted]):
        marks = ", ".join("?" * len(part))
        sql = f'SELECT id, {key} AS "key" FROM {table._meta.db_table} WHERE {key} IN ({marks})'  # noqa: S608  (our words)
        found = await change.connection.execute_query_dict(sql, [row[key] for row in part])
        ids |= {row["key"]: row["id"] for row in found}
    new = [row for name, row in wanted.items() if name not in ids]
    return ids | {row[key]: row["id"] for row in await made(table, new, returning=(key,), change=change)}


def _into(table: type[Model], row: Row, many: int) -> str:
    marks = f"({', '.join('?' * len(row))})"
    return f"INSERT INTO {table._meta.db_table} ({', '.join(row)}) VALUES {', '.join([marks] * many)}"  # noqa: S608  (our words)


def _parts(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    most = _MOST_VALUES // len(rows[0]) if rows else 1
    return (rows[start : start + most] for start in range(0, len(rows), most))
