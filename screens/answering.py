"""What is done about a reason for outreach that no follow-up is behind, by the key that closes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.words import ReasonKind
from screens import announced, craft, problem_actions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.worker import Worker

    from screens.recording import Recording
    from screens.subject import Subject


async def _talked(front: Recording, about: Subject) -> Worker[None]:
    from screens.confiding import secrets  # noqa: PLC0415  (it takes what asks, which the first page goes without)

    return front.confidential(secrets.talked(front, about))


ANSWERS: dict[ReasonKind, Callable[[Recording, Subject], Awaitable[Worker[None] | None]]] = {
    ReasonKind.PROBLEM: problem_actions.go_on,
    ReasonKind.RUMOUR: craft.close_rumour,
    ReasonKind.NEED: craft.confirm_needs,
    ReasonKind.ANNOUNCEMENT: announced.answer,
    ReasonKind.SECRET: _talked,
}
"""By the kind of the reason under the cursor: what asks what came of it, most often by `front.ask(form, said)`.

The subject's `subject_id` says which rumour, need or announcement it is. For any other kind what was said is logged.
"""

EDITS: dict[ReasonKind, Callable[[Recording, Subject], Awaitable[Worker[None] | None]]] = {
    ReasonKind.NEED: craft.edit_need,
}
"""The same for the key that changes what is under the cursor; for any other kind it is the contact that is changed."""
