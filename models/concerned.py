"""Whom a change to a row concerns: the contact it belongs to, or all whose reasons for outreach look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import undo_json
from models.reading import announcements

if TYPE_CHECKING:
    from tortoise.models import Model

_IN_STAGE = "SELECT id FROM contact WHERE stage_id = ?1"
BY_FIELD = {
    ("stage", "kind"): _IN_STAGE,
    ("stage", "every_days"): _IN_STAGE,
    ("reason", "ends_contact"): "SELECT id FROM contact WHERE reason_id = ?1",
    ("business", "birthday_days"): "SELECT c.id FROM business b JOIN contact c ON c.birthday <> '' WHERE b.id = ?1",
    ("business", "grace_days"): "SELECT c.id FROM business b CROSS JOIN contact c JOIN stage s ON s.id = c.stage_id"
    " WHERE b.id = ?1 AND coalesce(c.every_days, s.every_days) IS NOT NULL",
    ("business", "need_days"): "SELECT DISTINCT n.contact_id AS id FROM business b JOIN need n ON n.ended_at IS NULL"
    " WHERE b.id = ?1",
    ("announcement", "closed_at"): "SELECT contact_id AS id FROM outreach WHERE kind = 10 AND subject = ?1"
    " UNION SELECT contact_id FROM (SELECT contact_id FROM disclosure WHERE announcement_id = ?1 LIMIT 1)",
}
"""By table and field of what many contacts share: whose reasons a change to it may change, by row id."""
_WHOSE = "SELECT DISTINCT {whose} AS id FROM {table} WHERE id {among} AND {whose} IS NOT NULL"
_OWNED = {"contact": "id", "held_note": ""}
"""By table, which column tells whose a row is, where it is not the usual one. History tells of no note that is held."""


def whose(table: type[Model]) -> str:
    """Name the column that tells which contact a row is, or belongs to; "" where none does, or nobody is to know."""
    usual = "contact_id" if "contact_id" in table._meta.fields_map else ""
    return _OWNED.get(table._meta.db_table, usual)


def by_rows(table: type[Model]) -> str:
    """Return the SQL that lists whom rows concern, whose ids are the JSON array ?1; "" where they concern nobody."""
    column, name = whose(table), table._meta.db_table
    sql = announcements.NEXT if name == "disclosure" else _WHOSE
    return sql.format(whose=column, table=name, among=undo_json.AMONG) if column else ""
