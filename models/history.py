"""History: who did what and when, and for 30 days what it takes to undo it.

Every verb that writes does so inside `changing`: one transaction, one row of history, the outreach of every contact it
touched worked out anew. The values that undo needs lie apart, so that they can go without touching history.
"""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from tortoise import fields
from tortoise.models import Model

from models import db, outreach
from models.engine.fields import UTCField, link

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from tortoise.backends.base.client import TransactionalDBClient

_LOG = logging.getLogger("wellkept.verbs")
Row = TypeVar("Row", bound=Model)
UNDO_DAYS = 30
RUN: ContextVar[str | None] = ContextVar("run", default=None)
"""The run that the verbs called now belong to: see models.bulk."""
_LOGGED = 20
"""So many ids of a bulk verb stand in the log."""
_UNNAMED = frozenset({"search_text", "sort_key", "updated_at", "version"})
_RULED = frozenset({"kind", "every_days"})
"""What of a stage the rules of outreach look at."""


class History(Model):
    """One thing that was done. `verb` is noun.verb; `changed` names the fields, never their contents.

    For an undo, `changed` is the verb that was taken back.
    """

    id = fields.IntField(primary_key=True)
    at = UTCField()
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
        self.contacts: list[int] = []
        self.stages: list[int] = []
        self.run_id = RUN.get()
        self._values: list[UndoValue] = []
        self.changed: list[str] = []

    async def create(self, table: type[Row], **values: Any) -> Row:
        """Insert a row."""
        row = await table.create(**values)
        self._remember(row, None, {"version": 1} if "version" in row._meta.fields_map else {})
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
        self._remember(row, plain(before), plain(after))
        self.changed += [name.removesuffix("_id") for name in before if name not in _UNNAMED]
        return True

    async def delete(self, row: Row) -> None:
        """Delete a row."""
        before = {name: getattr(row, name) for name in row._meta.fields_db_projection}
        await row.delete()
        self._remember(row, plain(before), None)

    def touch(self, row: Model, names: Iterable[str] = ()) -> None:
        """Have the outreach of the contact that `row` is, or belongs to, worked out anew.

        For a stage it is that of everyone in it, where `names`, the fields that change, matter to the rules.
        """
        if row._meta.db_table == "stage" and not _RULED.isdisjoint(names):
            self.stages.append(row.pk)
        contact_id = row.pk if row._meta.db_table == "contact" else getattr(row, "contact_id", None)
        if contact_id is not None and contact_id not in self.contacts:
            self.contacts.append(contact_id)

    async def write(self) -> None:
        """Write the row of history, the undo values and the outreach; nothing if nothing was changed."""
        if not self._values and not self.changed:
            return
        row = await History.create(
            at=self.at,
            by_id=self.by,
            verb=self.verb,
            contact_id=self.contacts[0] if self.contacts else None,
            changed=" ".join(dict.fromkeys(self.changed)),
            run_id=self.run_id,
        )
        for value in self._values:
            value.history_id = row.id
        await UndoValue.bulk_create(self._values)
        await UndoValue.filter(kept_until__lt=self.at).delete()
        await outreach.refresh(self.connection, [*self.contacts, *await self._in_stages()], at=self.at)
        _LOG.info("%s", " ".join([self.verb, *map(str, self.contacts[:_LOGGED])]))

    async def _in_stages(self) -> list[int]:
        found: list[dict[str, int]] = []
        for stage_id in dict.fromkeys(self.stages):
            sql = "SELECT id FROM contact WHERE stage_id = ?1"
            found += await self.connection.execute_query_dict(sql, [stage_id])
        return [row["id"] for row in found]

    def _remember(self, row: Model, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        self.touch(row, before or ())
        kept_until = self.at + timedelta(days=UNDO_DAYS)
        self._values.append(
            UndoValue(table_name=row._meta.db_table, row_id=row.pk, before=before, after=after, kept_until=kept_until)
        )


@asynccontextmanager
async def changing(verb: str, *, by: int, at: datetime) -> AsyncIterator[Change]:
    """Do one thing: all of it, with its history and outreach, or nothing. `at` is aware; its zone says which day it is.

    Raises BookUnusable.
    """
    async with db.transaction() as connection:
        change = Change(verb, by, at, connection)
        yield change
        await change.write()


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Turn a row's values into what JSON can keep, in a form that compares: moments as ISO 8601 UTC to the second."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(microsecond=0)
    return value.isoformat() if isinstance(value, date) else value
