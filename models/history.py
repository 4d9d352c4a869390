"""History: who did what and when, and for 30 days what it takes to undo it.

Every verb that writes does so inside `changing`: one transaction, one row of history, the outreach of every contact it
touched worked out anew. The values that undo needs lie apart, so that they can go without touching history.
"""

from __future__ import annotations

import json
import logging
import uuid
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from tortoise import fields
from tortoise.models import Model

from models import concerned, db, outreach, undo_json
from models.engine.fields import UTCField, link, written
from models.rules.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence

    from tortoise.backends.base.client import TransactionalDBClient

_LOG = logging.getLogger("wellkept.verbs")
Row = TypeVar("Row", bound=Model)
UNDO_DAYS = 30
_run: ContextVar[str | None] = ContextVar("run", default=None)
_LOGGED = 20
"""So many ids of a bulk verb stand in the log."""
_UNNAMED = frozenset({"search_text", "sort_key", "updated_at", "version"})
_LEFT = "SELECT 1 FROM member WHERE id = ?1 AND left_at IS NOT NULL"
KEEP_ALL = "INSERT INTO undo_value (history_id, table_name, row_id, before, after, kept_until)"
_KEEP = f"{KEEP_ALL} VALUES (?1, ?2, ?3, ?4, ?5, ?6)"


class History(Model):
    """One thing that was done. `verb` is noun.verb; `changed` names the fields, never their contents.

    For an undo, `changed` is the verb that was taken back.
    """

    id = fields.IntField(primary_key=True)
    at = UTCField()
    by_id: int
    by = link("Member")
    verb = fields.CharField(max_length=64)
    contact_id = fields.IntField(null=True)
    changed = fields.TextField(default="")
    run_id = fields.CharField(max_length=64, null=True, db_index=True)
    undone_at = UTCField(null=True)

    class Meta:
        """Where history is kept; a contact may be gone and its history stays."""

        table = "history"
        table_description = "Who did what and when"
        indexes = (("by_id", "id"), ("contact_id", "at", "id"))


class UndoValue(Model):
    """What one row was before a change and after it; `before` is null for a new row, `after` for a deleted one."""

    id = fields.IntField(primary_key=True)
    history = link("History")
    table_name = fields.CharField(max_length=64)
    row_id = fields.IntField()
    before = fields.JSONField[dict[str, Any] | None](null=True)
    after = fields.JSONField[dict[str, Any] | None](null=True)
    kept_until = UTCField(db_index=True)

    class Meta:
        """Where undo values are kept, for 30 days."""

        table = "undo_value"
        table_description = "What undo needs"
        indexes = (("table_name", "row_id"),)


class Change:
    """One verb under way: writes rows and remembers what undo and history need."""

    def __init__(self, verb: str, by: int, at: datetime, connection: TransactionalDBClient) -> None:
        self.verb, self.by, self.at, self.connection = verb, by, at, connection
        self.contacts: dict[int, None] = {}
        self.concerned: list[tuple[str, int]] = []
        self.run_id = _run.get()
        self.changed: list[str] = []
        self.kept_until = written(at + timedelta(days=UNDO_DAYS))
        self._row: History | None = None
        self._values: list[tuple[str, int, str | None, str | None]] = []

    async def create(self, table: type[Row], **values: Any) -> Row:
        """Insert a row."""
        row = await table.create(**values)
        self.remember(row, None, {name: getattr(row, name) for name in ("version",) if name in row._meta.fields_map})
        return row

    async def update(self, row: Row, **values: Any) -> bool:
        """Set the values that differ; say whether any did. A row with a version gets the next one."""
        before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
        if not before:
            return False
        after = {name: values[name] for name in before}
        if "version" in row._meta.fields_map:
            before["version"] = getattr(row, "version")  # noqa: B009  (not every table has one)
            after["version"] = before["version"] + 1
        await row.update_from_dict(after).save(update_fields=list(after))
        self.remember(row, plain(before), plain(after))
        self.name(before)
        return True

    async def delete(self, row: Row) -> None:
        """Delete a row."""
        before = {name: getattr(row, name) for name in row._meta.fields_db_projection}
        await row.delete()
        self.remember(row, plain(before), None)

    def name(self, fields_changed: Iterable[str]) -> None:
        """Have history name these fields."""
        self.changed += [name.removesuffix("_id") for name in fields_changed if name not in _UNNAMED]

    def touch(self, row: Model, names: Iterable[str] = ()) -> None:
        """Have the outreach of the contact that `row` is, or belongs to, worked out anew.

        For a row that many share it is that of everyone whom `names`, the fields that change, concern.
        """
        table = row._meta.db_table
        fields = concerned.BY_FIELD
        self.concerned += [(fields[table, name], row.pk) for name in names if (table, name) in fields]
        whose = concerned.whose(type(row))
        contact_id = getattr(row, whose) if whose else None
        if contact_id is not None:
            self.contacts[contact_id] = None

    async def flush(self) -> int:
        """Write what undo needs of the rows so far, so that a change of many needs no more memory than one of few.

        Returns the id of the row of history.
        """
        row = await self._said()
        values = [[row.id, *value, self.kept_until] for value in self._values]
        if values:
            await self.connection.execute_many(_KEEP, values)
        self._values.clear()
        return row.id

    async def remove_all(self, table: type[Model], ids: Sequence[int], *, of: str = "id") -> None:
        """Delete by SQL all rows that have one of these ids in the column `of`."""
        found, history_id = f"FROM {table._meta.db_table} WHERE {of} {undo_json.AMONG}", await self.flush()
        kept = f"'{table._meta.db_table}', id, {undo_json.as_json(table)}, NULL"
        among = json.dumps(ids)
        await self.connection.execute_query(
            f"{KEEP_ALL} SELECT ?2, {kept}, ?3 {found} ORDER BY id", [among, history_id, self.kept_until]
        )
        await self.connection.execute_query(f"DELETE {found}", [among])

    async def put_back_all(self, table: type[Model], value_ids: Sequence[int]) -> None:
        """Insert by SQL rows that were removed, by the undo values that keep them.

        They go in by their ids: for every row with a lower id than the last, search would write its index to the disk.
        """
        found, among = f"FROM undo_value WHERE id {undo_json.AMONG} ORDER BY row_id", json.dumps(value_ids)
        kept, history_id = await UndoValue.get(id=value_ids[0]), await self.flush()  # all have the same columns
        await self.connection.execute_query(f"{undo_json.insert(table, kept.before or {})} {found}", [among])
        await self.connection.execute_query(
            f"{KEEP_ALL} SELECT ?2, table_name, row_id, NULL, {undo_json.version(table)}, ?3 {found}",
            [among, history_id, self.kept_until],
        )

    async def touch_all(self, table: type[Model], ids: Sequence[int]) -> None:
        """Have the outreach worked out anew of the contacts that these rows are, or belong to."""
        if sql := concerned.by_rows(table):
            found = await self.connection.execute_query_dict(sql, [json.dumps(ids)])
            self.contacts |= {row["id"]: None for row in found}

    def forget(self, contact_ids: Iterable[int]) -> None:
        """Have nothing worked out of contacts that are gone; history stays about the first that was touched."""
        for contact_id in contact_ids:
            self.contacts.pop(contact_id, None)

    async def write(self) -> None:
        """Write the row of history, the undo values and the outreach; nothing if nothing was changed."""
        if not self._row and not self._values and not self.changed:
            return
        await self.flush()
        await UndoValue.filter(kept_until__lt=self.at).delete()
        await outreach.refresh(self.connection, [*self.contacts, *await self._others()], at=self.at)
        _LOG.info("%s", " ".join([self.verb, *map(str, islice(self.contacts, _LOGGED))]))

    async def _said(self) -> History:
        """Have the row of history say what is known by now."""
        said: dict[str, Any] = {
            "verb": self.verb,
            "contact_id": (self._row and self._row.contact_id) or next(iter(self.contacts), None),
            "changed": " ".join(dict.fromkeys(self.changed)),
            "run_id": self.run_id,
        }
        if self._row is None:
            self._row = await History.create(at=self.at, by_id=self.by, **said)
        elif any(getattr(self._row, name) != value for name, value in said.items()):
            await self._row.update_from_dict(said).save(update_fields=list(said))
        return self._row

    async def _others(self) -> list[int]:
        found: dict[int, None] = {}
        for sql, row_id in dict.fromkeys(self.concerned):
            found |= {row["id"]: None for row in await self.connection.execute_query_dict(sql, [row_id])}
        return [contact_id for contact_id in found if contact_id not in self.contacts]

    def remember(self, row: Model, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """Keep what undo needs to know of a row: its plain values before and after."""
        self.touch(row, before or ())
        self._values.append((row._meta.db_table, row.pk, _json(before), _json(after)))

    def remember_made(self, table: type[Model], rows: Iterable[Mapping[str, Any]]) -> None:
        """Keep what undo needs to know of rows that were made: id, contact and version, as far as they have them."""
        name = table._meta.db_table
        whose = concerned.whose(table)
        for row in rows:
            if whose in row:
                self.contacts[row[whose]] = None
            version = {"version": row["version"]} if "version" in row else {}
            self._values.append((name, row["id"], None, _json(version)))


@asynccontextmanager
async def changing(verb: str, *, by: int, at: datetime) -> AsyncIterator[Change]:
    """Do one thing: all of it, with its history and outreach, or nothing. `at` is aware; its zone says which day it is.

    Raises BookUnusable, and NotYours for an actor who left.
    """
    async with db.transaction() as connection:
        if await connection.execute_query_dict(_LEFT, [by]):
            message = "You are a member of this book no more. Ask an owner to add you again."
            raise NotYours(message)
        change = Change(verb, by, at, connection)
        yield change
        await change.write()


@contextmanager
def one_step(of: str = "") -> Iterator[str]:
    """Make one step of undo of all that is done in the block, each verb in a transaction of its own.

    It gives the run id that history keeps of it; `of` stands at its beginning.
    """
    run_id = f"{of}{uuid.uuid4()}"
    token = _run.set(run_id)
    try:
        yield run_id
    finally:
        _run.reset(token)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a row's values into what JSON can keep, in a form that compares: moments as ISO 8601 UTC to the second."""
    return {name: _plain(value) for name, value in values.items()}


def _json(values: Mapping[str, Any] | None) -> str | None:
    return None if values is None else json.dumps(values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(microsecond=0)
    return value.isoformat() if isinstance(value, date) else value
