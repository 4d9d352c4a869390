"""What is asked, and the verb that the answers go to: one file a noun.

`from screens import forms` and then `forms.contact.new(…)`: a file, and Textual's editor with it, is loaded when it is
first used, or once the first page is on the screen.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.forms import (
        announcement,
        ask_again,
        company,
        confidence,
        contact,
        export,
        favour,
        first_run,
        follow_up,
        held_note,
        need,
        problem,
        quick_add,
        rumour,
        secret,
        stage,
        talk,
    )

__all__ = [
    "announcement",
    "ask_again",
    "company",
    "confidence",
    "contact",
    "export",
    "favour",
    "first_run",
    "follow_up",
    "held_note",
    "need",
    "problem",
    "quick_add",
    "rumour",
    "secret",
    "stage",
    "talk",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            message = f"screens.forms has no {name}"
            raise AttributeError(message)
        return importlib.import_module(f"screens.forms.{name}")
