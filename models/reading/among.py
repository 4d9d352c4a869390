"""Contacts that a condition picks: whoever stands behind a number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Among:
    """A condition on `contact c` in SQL, our own words, with {names} where `values` stand; everybody for ""."""

    sql: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def condition(self, *, first: int) -> tuple[str, list[object]]:
        """Return the SQL that narrows a query further, and its parameters, numbered from ?`first`."""
        return numbered(f" AND {self.sql}" if self.sql else "", self.values, first=first)


EVERYBODY = Among()


def numbered(sql: str, values: Mapping[str, object], *, first: int = 1) -> tuple[str, list[object]]:
    """Give the {names} in `sql` numbers from ?`first` on, and return it with the values of those that it names."""
    used = [name for name in values if f"{{{name}}}" in sql]
    places = {name: f"?{place}" for place, name in enumerate(used, first)}
    return sql.format(**places), [values[name] for name in used]
