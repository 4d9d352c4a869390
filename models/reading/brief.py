"""What one reads before a call: everything that is worth knowing of a contact in the minute before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from models import db
from models.reading import contact, relationship
from models.rules import guiding
from models.rules.words import ReasonKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from models.reading.contact import WholeContact
    from models.reading.relationship import Relationship
    from models.rules.secrets import Knower
    from models.secrets import Opened

LAST_WORDS = 3
MOST = 5
"""So many problems, promises and matters are told: more is no brief."""

_SAID = f"""
SELECT i.at, i.channel, i.direction, i.outcome, i.text, m.name AS by, coalesce(u.tone, '') AS tone
FROM interaction i JOIN member m ON m.id = i.by_id LEFT JOIN follow_up u ON u.id = i.follow_up_id
WHERE i.contact_id = ?1 ORDER BY i.at DESC, i.id DESC LIMIT {LAST_WORDS}"""  # noqa: S608  (our own words)
_PROBLEMS = f"""
SELECT p.id, p.text, p.amount, m.name AS owner, p.wanted, p.solution, p.opened_at, p.agreed_at
FROM problem p JOIN member m ON m.id = p.owner_id
WHERE p.contact_id = ?1 AND p.closed_at IS NULL ORDER BY p.opened_at, p.id LIMIT {MOST}"""  # noqa: S608
_PROMISES = f"""
SELECT f.id, f.due_at, f.due_on, f.channel, f.tone, f.step, f.text, m.name AS owner
FROM follow_up f JOIN member m ON m.id = f.owner_id
WHERE f.contact_id = ?1 AND f.state = 'open' ORDER BY f.due_at, f.id LIMIT {MOST}"""  # noqa: S608
_NEWS = f"""
SELECT a.id, a.title, d.told_at FROM disclosure d JOIN announcement a ON a.id = d.announcement_id
WHERE d.contact_id = ?1 AND (d.told_at IS NOT NULL OR a.closed_at IS NULL)
ORDER BY d.told_at IS NOT NULL, coalesce(d.told_at, a.at) DESC, a.id LIMIT {MOST}"""  # noqa: S608


class Words(NamedTuple):
    """What was said last, or tried; `tone` is that of the follow-up it was about, if any."""

    at: datetime
    channel: str
    direction: str
    outcome: str
    text: str
    by: str
    tone: str


class OpenProblem(NamedTuple):
    """A problem that is not closed; `amount` is in hundredths."""

    id: int
    text: str
    amount: int | None
    owner: str
    wanted: str
    solution: str
    opened_at: datetime
    agreed_at: datetime | None


class Promise(NamedTuple):
    """A follow-up that is open; `step` is the one of a problem that it is, or ""."""

    id: int
    due_at: datetime
    due_on: date | None
    channel: str
    tone: str
    step: str
    text: str
    owner: str


class News(NamedTuple):
    """An announcement that a contact was told, or, without `told_at`, is to be told."""

    id: int
    title: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Brief:
    """All of it but secrets, which are with those who opened them (models.reading.secrets)."""

    whole: WholeContact
    said: list[Words]
    problems: list[OpenProblem]
    promises: list[Promise]
    relationship: Relationship
    news: list[News]

    def needs_private_place(self, *, waits: bool) -> bool:
        """Tell whether what is due is not for other ears; `waits` says that a secret is to be talked over with them."""
        return waits or any(row.private_place for row in self.whole.outreach)

    def guide(self, *, waits: bool) -> str:
        """Name the guide that fits; `waits` as above. An open problem is talked of before its next step is due, too."""
        kinds = {row.kind for row in self.whole.outreach}
        kinds |= {ReasonKind.SECRET} if waits else set()
        kinds |= {ReasonKind.PROBLEM} if self.problems else set()
        return guiding.fitting(kinds, self.whole.stage_kind)

    @property
    def promised(self) -> list[Promise]:
        """The promises that are no reason for outreach yet."""
        due = {row.follow_up for row in self.whole.outreach}
        return [promise for promise in self.promises if promise.id not in due]


async def of_contact(contact_id: int, *, now: datetime) -> Brief:
    """Read the brief of one contact. Raises NotFound."""
    whole, reader = await contact.one(contact_id, now=now), db.reader()
    return Brief(
        whole=whole,
        said=[Words(**row) for row in await reader.rows(_SAID, [contact_id])],
        problems=[OpenProblem(**row) for row in await reader.rows(_PROBLEMS, [contact_id])],
        promises=[Promise(**row) for row in await reader.rows(_PROMISES, [contact_id])],
        relationship=await relationship.of_contact(contact_id, now=now),
        news=[News(**row) for row in await reader.rows(_NEWS, [contact_id])],
    )


def waits(known: Sequence[tuple[Opened, Knower]]) -> bool:
    """Tell whether somebody who knows of a secret that is not closed was never talked with."""
    return any(knower.waits and not secret.matter.closed_at for secret, knower in known)
