"""The agenda: the follow-ups that are open, in the order in which they are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from models import db
from models.reading import keyset
from models.reading.confided import has_confidences
from models.rules.outreach import horizon
from models.rules.words import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from models.engine.reader import Row

# Each table of a CROSS JOIN is read for the rows of the one before it: SQLite keeps to that order, PostgreSQL need not.
_SELECT = f"""
SELECT f.id, f.due_at, f.due_on, f.contact_id, c.name, f.text, f.channel, f.tone, f.step, f.private_place,
       m.name AS owner, s.name AS stage, {has_confidences("c.id")}
FROM {{first}} CROSS JOIN {{second}} JOIN member m ON m.id = f.owner_id JOIN stage s ON s.id = c.stage_id
WHERE f.contact_id = c.id AND f.state = 'open' AND c.archived_at IS NULL"""  # noqa: S608  (our own words)
_IN_TIME = _SELECT.format(first="follow_up f", second="contact c")
_BY_CONTACT = _SELECT.format(first="contact c", second="follow_up f")

_COUNT = """
SELECT (SELECT count(*) FROM follow_up f WHERE f.state = 'open'{narrowed})
       - (SELECT count(CASE WHEN f.state = 'open'{narrowed} THEN 1 END)
          FROM contact c CROSS JOIN follow_up f WHERE f.contact_id = c.id AND c.archived_at IS NOT NULL)"""
"""All that are open but those with archived contacts, of whom there are few: a second faster at a million."""

_KEYS = ("due_at", "id")


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One open follow-up with whom it is about; `due_on` is the day of an all-day one, `owner` a member's name.

    `step` is that of a problem, or "".
    """

    id: int
    due_at: datetime
    due_on: date | None
    contact_id: int
    name: str
    text: str
    channel: str
    tone: str
    step: str
    private_place: bool
    owner: str
    stage: str
    has_confidences: bool

    @property
    def is_private(self) -> bool:
        """Whether nobody else is to read its text."""
        return self.tone == Tone.UNPLEASANT


class _Planned(keyset.Pages[AgendaRow]):
    """Open follow-ups in the order in which they are due, as a list reads them; none with archived contacts."""

    def __init__(self, select: str, values: Sequence[object]) -> None:
        self._select, self._values = select, values

    @override
    def _key(self, row: AgendaRow) -> tuple[object, ...]:
        return (row.due_at, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[AgendaRow]:
        rows = await keyset.page(self._select, self._values, _KEYS, limit=limit, **edge)
        return [_planned(row) for row in rows]


class Agenda(_Planned):
    """The open follow-ups of everybody, or those that one member owns."""

    def __init__(self, owner_id: int | None = None) -> None:
        self._narrowed = "" if owner_id is None else " AND f.owner_id = ?1"
        super().__init__(_IN_TIME + self._narrowed, [] if owner_id is None else [owner_id])

    async def count(self) -> int:
        """Count the whole list."""
        return await db.reader().number(_COUNT.format(narrowed=self._narrowed), self._values)

    async def overdue(self, *, now: datetime) -> int:
        """Count what was due before the day of `now`."""
        narrowed = f"{self._narrowed} AND f.due_at < ?{len(self._values) + 1}"
        today = horizon(now - timedelta(days=1))
        return await db.reader().number(_COUNT.format(narrowed=narrowed), [*self._values, today])


class CompanyAgenda(_Planned):
    """The open follow-ups with the people of one company."""

    def __init__(self, company_id: int) -> None:
        super().__init__(f"{_BY_CONTACT} AND c.company_id = ?1", [company_id])

    async def count(self) -> int:
        """Count the whole list."""
        return await db.reader().number(f"SELECT count(*) FROM ({self._select}) AS list", self._values)  # noqa: S608


def _planned(row: Row) -> AgendaRow:
    row["private_place"] = bool(row["private_place"])
    row["has_confidences"] = bool(row["has_confidences"])
    return AgendaRow(**row)
