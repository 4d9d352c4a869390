"""What is kept: tables, verbs and rules.

`import models` and then `await models.contacts.add(…)`: a noun's file, and Tortoise with it, is loaded when its first
verb is called, so that the first page is on the screen before that.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models import (
        announcements,
        asking_again,
        backups,
        bulk,
        business,
        company_names,
        confidences,
        contacts,
        favours,
        follow_ups,
        held_confidences,
        held_notes,
        interactions,
        keys,
        members,
        membership,
        needs,
        notes,
        outreach,
        problems,
        reasons,
        rumours,
        search_text,
        secrets,
        snoozes,
        stage_changes,
        stages,
        undo,
    )
    from models import demo as demo
    from models.exchange import exporting as exporting
    from models.exchange import importing as importing
    from models.exchange import previewing as previewing
    from models.exchange import reports as reports

__all__ = [
    "announcements",
    "asking_again",
    "backups",
    "bulk",
    "business",
    "company_names",
    "confidences",
    "contacts",
    "favours",
    "follow_ups",
    "held_confidences",
    "held_notes",
    "interactions",
    "keys",
    "members",
    "membership",
    "needs",
    "notes",
    "outreach",
    "problems",
    "reasons",
    "rumours",
    "search_text",
    "secrets",
    "snoozes",
    "stage_changes",
    "stages",
    "undo",
]


_SELDOM = {
    "demo": "models.demo",
    "exporting": "models.exchange.exporting",
    "importing": "models.exchange.importing",
    "previewing": "models.exchange.previewing",
    "reports": "models.exchange.reports",
}
"""What few ever call: not loaded with the nouns once the first page is painted."""

if not TYPE_CHECKING:  # pragma: no branch

    def __getattr__(name: str) -> object:
        if name not in __all__ and name not in _SELDOM:
            message = f"models has no {name}"
            raise AttributeError(message)
        return importlib.import_module(_SELDOM.get(name, f"models.{name}"))
