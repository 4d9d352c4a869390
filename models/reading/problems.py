"""Problems: those that are open, the most pressing first; those that were closed; and one of them with its steps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from models import db
from models.reading import keyset
from models.reading.chained import Chained
from models.reading.confided import has_confidences
from models.rules.refusals import NotFound
from models.rules.words import State, Step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from models.engine.reader import Row

_SELECT = f"""
SELECT p.id, p.contact_id, c.name, p.text, p.amount, m.name AS owner, p.fault, p.opened_at, p.heard_at, p.agreed_at,
       p.closed_at, p.outcome, f.id AS follow_up, coalesce(f.step, '') AS step, f.due_at, f.due_on,
       {has_confidences("p.contact_id")}
FROM problem p CROSS JOIN contact c JOIN member m ON m.id = p.owner_id
LEFT JOIN follow_up f ON f.problem_id = p.id AND f.state = 'open'
WHERE c.id = p.contact_id AND c.archived_at IS NULL"""  # noqa: S608  (our own words)


class Stand(IntEnum):
    """How far an open problem is, the most pressing first."""

    UNHEARD = 1
    HEARD = 2
    AGREED = 3


_STANDS = {
    Stand.UNHEARD: "p.heard_at IS NULL AND p.agreed_at IS NULL",
    Stand.HEARD: "p.heard_at IS NOT NULL AND p.agreed_at IS NULL",
    Stand.AGREED: "p.agreed_at IS NOT NULL",
}
FIRST_OPEN = "SELECT text FROM problem WHERE contact_id = ?1 AND closed_at IS NULL ORDER BY opened_at, id LIMIT 1"
_OPEN_KEYS, _CLOSED_KEYS = ("opened_at", "id"), ("closed_at", "opened_at", "id")


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem with whom it is about; `step` is the one that is promised, and `follow_up` the id of its promise."""

    id: int
    contact_id: int
    name: str
    text: str
    amount: int | None
    owner: str
    fault: str
    opened_at: datetime
    heard_at: datetime | None
    agreed_at: datetime | None
    closed_at: datetime | None
    outcome: str
    follow_up: int | None
    step: str
    due_at: datetime | None
    due_on: date | None
    has_confidences: bool

    @property
    def stand(self) -> Stand:
        """How far it is, or was."""
        if self.agreed_at:
            return Stand.AGREED
        return Stand.HEARD if self.heard_at else Stand.UNHEARD


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a problem: `state` is that of its follow-up, or "" before it is promised; `why` says why skipped.

    `text` is what was said when it was done, `at` when that was, `by` who did it, or owns the promise.
    """

    step: Step
    state: str = ""
    follow_up: int | None = None
    due_at: datetime | None = None
    due_on: date | None = None
    at: datetime | None = None
    by: str = ""
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem whole, with its six steps in their order; `name` is the contact's, `by` who opened it."""

    id: int
    contact_id: int
    name: str
    text: str
    amount: int | None
    owner_id: int
    owner: str
    fault: str
    wanted: str
    solution: str
    opened_at: datetime
    heard_at: datetime | None
    agreed_at: datetime | None
    closed_at: datetime | None
    outcome: str
    closing: str
    by: str
    version: int
    steps: tuple[StepRow, ...]

    @property
    def next_step(self) -> StepRow | None:
        """The step whose turn it is; None where all are behind us."""
        return next((row for row in self.steps if row.state in {"", State.OPEN}), None)


class OfStand(keyset.Pages[ProblemRow]):
    """The open problems that are so far, the oldest first."""

    def __init__(self, stand: Stand) -> None:
        self._which = f"AND p.closed_at IS NULL AND {_STANDS[stand]}"

    async def count(self) -> int:
        """Count the whole list."""
        return await db.reader().number(f"{_COUNT_OPEN} {self._which}")

    @override
    def _key(self, row: ProblemRow) -> Sequence[object]:
        return (row.opened_at, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[ProblemRow]:
        return [
            _listed(row) for row in await keyset.page(f"{_SELECT} {self._which}", [], _OPEN_KEYS, limit=limit, **edge)
        ]


class OpenProblems(Chained[ProblemRow]):
    """The open problems, as a list reads them: those not heard yet, then not agreed on yet, each the oldest first."""

    def __init__(self) -> None:
        super().__init__([OfStand(stand) for stand in Stand], place=lambda row: list(Stand).index(row.stand))


class ClosedProblems(keyset.Pages[ProblemRow]):
    """The problems that were closed, those closed last first, as a list reads them."""

    async def count(self) -> int:
        """Count the whole list."""
        return await db.reader().number(_COUNT_CLOSED)

    @override
    def _key(self, row: ProblemRow) -> Sequence[object]:
        return (row.closed_at, row.opened_at, row.id)

    @override
    async def _page(self, limit: int, **edge: Any) -> list[ProblemRow]:
        select = f"{_SELECT} AND p.closed_at IS NOT NULL"
        rows = await keyset.page(select, [], _CLOSED_KEYS, newest_first=True, limit=limit, **edge)
        return [_listed(row) for row in rows]


_COUNT_OPEN = """
SELECT count(*) FROM problem p CROSS JOIN contact c WHERE c.id = p.contact_id AND c.archived_at IS NULL"""

# Many are closed by and by, and few contacts archived: it counts all of them, less those.
_COUNT_CLOSED = """
SELECT (SELECT count(*) FROM problem p WHERE p.closed_at IS NOT NULL)
       - (SELECT count(*) FROM contact c CROSS JOIN problem p
          WHERE p.contact_id = c.id AND c.archived_at IS NOT NULL AND p.closed_at IS NOT NULL)"""


async def of_contact(contact_id: int, *, also_closed: bool = False) -> list[ProblemRow]:
    """List the problems with one contact, archived or not: the open ones first, else the latest."""
    which = "" if also_closed else " AND p.closed_at IS NULL"
    select = f"{_SELECT.replace('AND c.archived_at IS NULL', '')} AND p.contact_id = ?1{which}"
    rows = await db.reader().rows(f"{select} ORDER BY p.closed_at IS NOT NULL, p.opened_at DESC, p.id", [contact_id])
    return [_listed(row) for row in rows]


async def one(problem_id: int) -> Problem:
    """Read one problem with its steps. Raises NotFound."""
    rows = await db.reader().rows(_ONE, [problem_id])
    if not rows:
        message = f"There is no problem {problem_id}. See wellkept problem list for those that are open."
        raise NotFound(message)
    promised = {row["step"]: row for row in await db.reader().rows(_STEPS, [problem_id])}
    steps = (StepRow(**{**promised.get(step, {}), "step": step}) for step in Step)
    return Problem(**rows[0], steps=tuple(steps))


async def open_with(contact_id: int) -> str:
    """Say which problem is open with a contact, the first if there are several; "" for none."""
    rows = await db.reader().rows(FIRST_OPEN, [contact_id])
    return str(rows[0]["text"]) if rows else ""


_ONE = """
SELECT p.id, p.contact_id, c.name, p.text, p.amount, p.owner_id, m.name AS owner, p.fault, p.wanted, p.solution,
       p.opened_at, p.heard_at, p.agreed_at, p.closed_at, p.outcome, p.closing, o.name AS by, p.version
FROM problem p JOIN contact c ON c.id = p.contact_id JOIN member m ON m.id = p.owner_id JOIN member o ON o.id = p.by_id
WHERE p.id = ?1"""

# A step that was cancelled and promised anew, as undo may leave it, is what was promised last.
_STEPS = """
SELECT f.step, f.state, f.id AS follow_up, f.due_at, f.due_on, f.closed_at AS at,
       coalesce(n.name, w.name, m.name) AS by, coalesce(i.text, '') AS text, coalesce(v.reason, '') AS why
FROM follow_up f JOIN member m ON m.id = f.owner_id
LEFT JOIN interaction i ON i.id = (SELECT max(t.id) FROM interaction t
    WHERE t.contact_id = f.contact_id AND t.follow_up_id = f.id AND f.state = 'done')
LEFT JOIN member n ON n.id = i.by_id
LEFT JOIN override v ON v.id = (SELECT max(t.id) FROM override t
    WHERE t.contact_id = f.contact_id AND t.follow_up_id = f.id AND t.rule IN ('skip', 'cancel')
          AND f.state = 'cancelled')
LEFT JOIN member w ON w.id = v.by_id
WHERE f.problem_id = ?1 ORDER BY f.id"""


def _listed(row: Row) -> ProblemRow:
    row["has_confidences"] = bool(row["has_confidences"])
    return ProblemRow(**row)
