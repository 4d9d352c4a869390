"""The column types that the tables share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import tortoise.models
from tortoise import fields
from typing_extensions import override

if TYPE_CHECKING:
    from tortoise.models import Model


def _no_comments(cls: type[Model]) -> dict[str, str]:  # noqa: ARG001  (the name is Tortoise's)
    return {}


# Tortoise greps the source of every table for `#:` comments, 8 ms a table; we write none.
tortoise.models._get_comments = _no_comments  # noqa: SLF001


def link(to: str, *, null: bool = False) -> Any:
    """Point to a row of another table, indexed, that cannot be deleted meanwhile. `to` is a table's class name."""
    options: Any = {"related_name": False, "on_delete": fields.RESTRICT, "null": null, "db_index": True}
    return fields.ForeignKeyField(f"models.{to}", **options)


def written(at: datetime) -> str:
    """Write an aware moment as UTCField keeps it, for SQL of our own."""
    return at.astimezone(UTC).replace(microsecond=0).isoformat(" ")


class UTCField(fields.DatetimeField[Any]):
    """A moment, kept in UTC to the second, so that its text in SQLite sorts as time does.

    Raises ValueError for a datetime without a zone.
    """

    @override
    def to_db_value(self, value: Any, instance: Any) -> Any:
        """Turn an aware datetime into UTC, for rows, filters and updates alike."""
        if not isinstance(value, datetime):
            return super().to_db_value(value, instance)
        if value.tzinfo is None:
            message = f"{self.model_field_name} needs a time zone"
            raise ValueError(message)
        return value.astimezone(UTC).replace(microsecond=0)

    @override
    def to_python_value(self, value: Any) -> Any:
        """Read the kept text back as an aware UTC datetime."""
        found = super().to_python_value(value)
        return found.astimezone(UTC).replace(microsecond=0) if isinstance(found, datetime) else found
