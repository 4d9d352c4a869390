"""Whom the keys are about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.reading import today

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from models.rules.words import ReasonKind


@dataclass(frozen=True)
class Subject:
    """Whom an action is about: a contact, and the reason for outreach and the follow-up on that row, if any.

    `kind` is that of the reason, and `subject_id` the id of what is behind it, in the table that the kind says.
    Two are the same when they are about the same row, whatever the contact is called by now.
    """

    contact_id: int
    name: str = field(compare=False)
    outreach_id: int | None = None
    follow_up_id: int | None = None
    kind: ReasonKind | None = field(default=None, repr=False)  # Textual writes down whom a worker is about
    subject_id: int = field(default=0, repr=False)

    async def with_what_is_due(self, *, now: datetime) -> Subject:
        """Add the most pressing reason and follow-up of the contact where the row has none of its own."""
        if self.outreach_id or self.follow_up_id:
            return self
        due = await today.of_contact(self.contact_id, now=now)
        follow_ups = [reason.follow_up for reason in due if reason.follow_up]
        first = due[0].id if due else None
        return replace(self, outreach_id=first, follow_up_id=follow_ups[0] if follow_ups else None)


def who(subjects: Collection[Subject]) -> str:
    """Name one, or count several: "Bob Stone", "12 contacts"."""
    names = {about.contact_id: about.name for about in subjects}
    return next(iter(names.values())) if len(names) == 1 else f"{len(names)} contacts"
