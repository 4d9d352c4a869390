"""What is done about a reason for outreach that no follow-up is behind, by the key that closes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.words import ReasonKind
from screens import announced, craft

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.worker import Worker

    from screens.recording import Recording
    from screens.subject import Subject

ANSWERS: dict[ReasonKind, Callable[[Recording, Subject], Awaitable[Worker[None] | None]]] = {
    ReasonKind.RUMOUR: craft.close_rumour,
    ReasonKind.NEED: craft.confirm_needs,
    ReasonKind.ANNOUNCEMENT: announced.answer,
}
"""By the kind of the reason under the cursor: what asks what came of it, most often by `front.ask(form, said)`.

The subject's `subject_id` says which rumour, need or announcement it is. For any other kind what was said is logged.
"""

EDITS: dict[ReasonKind, Callable[[Recording, Subject], Awaitable[Worker[None] | None]]] = {
    ReasonKind.NEED: craft.edit_need,
}
"""The same for the key that changes what is under the cursor; for any other kind it is the contact that is changed."""
