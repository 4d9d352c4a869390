"""What is yours alone: your name in this book, where you are, and how Wellkept looks there."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

import models
from screens.form import Field, Form, Values
from screens.forms import checks
from screens.frame import UNDOABLE
from screens.keys import spoken_id
from screens.preferences import GLYPHS, THEMES, in_words, refuse_unknown
from screens.settings.group import Group, SettingRow

if TYPE_CHECKING:
    from screens.session import Session

NOTICE = 52
"""Cells of a line of a notice, so that it is whole at 80 columns."""
_ONE_OF = {"theme": THEMES, "glyphs": GLYPHS, "start_veiled": ("no", "yes")}
_WORDS = {"zone": "your days begin and end there", "theme": "colours", "glyphs": "signs and borders"}
_WORDS["start_veiled"] = "hides what is confidential"


async def _rows(session: Session) -> list[SettingRow]:
    mine = session.preferences
    chosen = [SettingRow(name, spoken_id(name), in_words(getattr(mine, name)), word) for name, word in _WORDS.items()]
    noticed = [row for place, sentence in enumerate(mine.notices) for row in _noticed(place, sentence)]
    return [SettingRow("name", "name", session.member, "in this book"), *chosen, *noticed]


def _noticed(place: int, sentence: str) -> list[SettingRow]:
    """Say what is wrong in the settings file in as many rows as it takes."""
    lines = wrap(sentence, NOTICE)
    return [SettingRow(f"notice {place}.{n}", "" if n else "! noticed", line) for n, line in enumerate(lines)]


async def _edit(session: Session, row: SettingRow) -> Form[str] | str:
    if row.id == "name":
        return _rename(session)
    if row.id not in _WORDS:  # what is wrong in the settings file is mended there
        return "mend that in the settings file, and start again"
    options = _ONE_OF.get(row.id, ())

    def check(value: str) -> str:
        refuse_unknown(row.id, _value(row.id, value))
        return ""

    async def save(values: Values) -> str:
        return session.preferences.change(row.id, _value(row.id, values["value"]))

    field = Field("value", row.name, row.value, options=options, check=check, hint="Europe/London")
    return Form(session, f"Your {row.name}", [field], save)


def _value(name: str, typed: str) -> str | bool:
    """Return a choice as it is kept."""
    return typed == "yes" if name == "start_veiled" else typed.strip()


def _rename(session: Session) -> Form[str]:
    async def save(values: Values) -> str:
        by = session.member_id
        await models.members.rename(by, values["name"], by=by, at=session.now())
        return f"you are {values['name'].strip()} in this book{UNDOABLE}"

    return Form(session, "Your name", [Field("name", "name", session.member, check=checks.a_name("member"))], save)


GROUP = Group(title="YOU", rows=_rows, edit=_edit)
