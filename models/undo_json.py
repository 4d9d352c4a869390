"""Rows kept as JSON and brought back from it, by SQL: what an undo of many thousands can afford.

What it keeps of a row is what `history.plain` would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields

from models.engine.fields import UTCField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tortoise.fields.base import Field
    from tortoise.models import Model

AMONG = "IN (SELECT value FROM json_each(?1))"
"""Among ids that are given as one list in JSON, however many: the same SQL for all of them."""


def as_json(table: type[Model]) -> str:
    """Return the SQL expression for all values of a row of `table`."""
    values = (f"'{name}', {_plain(name, _field(table, name))}" for name in _columns(table))
    return f"json_object({', '.join(values)})"


def insert(table: type[Model], names: Iterable[str]) -> str:
    """Return the beginning of SQL that inserts rows with these values, kept in the column `before` of what follows."""
    known = [name for name in _columns(table) if name in names]
    values = ", ".join(_revived(name, _field(table, name)) for name in known)
    return f"INSERT INTO {table._meta.db_table} ({', '.join(known)}) SELECT {values}"


def version(table: type[Model]) -> str:
    """Return the SQL expression for what is kept of a row that is there again: its version, if it has one."""
    return "json_object('version', before ->> 'version')" if "version" in table._meta.fields_map else "'{}'"


def _columns(table: type[Model]) -> Iterable[str]:
    return table._meta.fields_db_projection


def _field(table: type[Model], name: str) -> Field[object]:
    return table._meta.fields_map[name]


def _plain(name: str, field: Field[object]) -> str:
    if isinstance(field, UTCField):
        return f"replace({name}, ' ', 'T')"
    return f"json(iif({name}, 'true', 'false'))" if isinstance(field, fields.BooleanField) else name


def _revived(name: str, field: Field[object]) -> str:
    value = f"before ->> '{name}'"
    return f"replace({value}, 'T', ' ')" if isinstance(field, UTCField) else value
