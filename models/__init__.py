"""What is kept: tables, verbs and rules.

`import models` and then `await models.contacts.add(…)`: a noun's file, and Tortoise with it, is loaded when its first
verb is called, so that the first page is on the screen before that.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models import (
        bulk,
        business,
        contacts,
        demo,
        follow_ups,
        interactions,
        members,
        notes,
        outreach,
        phones,
        reasons,
        search_text,
        snoozes,
        stage_changes,
        stages,
        undo,
    )

__all__ = [
    "bulk",
    "business",
    "contacts",
    "demo",
    "follow_ups",
    "interactions",
    "members",
    "notes",
    "outreach",
    "phones",
    "reasons",
    "search_text",
    "snoozes",
    "stage_changes",
    "stages",
    "undo",
]


if not TYPE_CHECKING:  # pragma: no branch

    def __getattr__(name: str) -> object:
        if name not in __all__:
            message = f"models has no {name}"
            raise AttributeError(message)
        return importlib.import_module(f"models.{name}")
