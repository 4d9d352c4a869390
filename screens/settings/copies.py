"""Copies of the book: where the last one lies, a new one, and how to go back to one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import models
from models.reading import backups
from models.rules import days
from screens import forms
from screens.form import Field, Form, Values
from screens.forms import checks
from screens.settings.group import Group, Later, SettingRow

if TYPE_CHECKING:
    from pathlib import Path

    from screens.session import Session

_LAST, _BACK = "last", "back"
_NAMED = forms.checks.a_file("Name a file, best on another disk.")


async def _rows(session: Session) -> list[SettingRow]:
    last = await backups.last()
    row = SettingRow(_LAST, "last copy", "none yet", "enter makes one")
    if last:
        at = last.made_at.astimezone(session.zone)
        row = SettingRow(_LAST, "last copy", f"{days.dated(at.date(), session.now().date())} {at:%H:%M}", last.path)
    return [row, SettingRow(_BACK, "go back to a copy", "wellkept restore FILE", "on the command line")]


async def _edit(session: Session, row: SettingRow) -> Form[Later] | str:
    if row.id == _BACK:
        return "leave with Q, and go back with: wellkept restore FILE"
    last = await backups.last()

    async def save(values: Values) -> Later:
        file = checks.path(values["file"])
        await models.backups.check(file)
        return Later("copying the book…", partial(_made, session, file))

    field = Field("file", "file", last.path if last else "", check=_NAMED, hint="/media/stick/book-copy.db")
    return Form(session, "Keep a copy of the book in", [field], save, says=("keep it", "leave"))


async def _made(session: Session, file: Path) -> str:
    made = await models.backups.make(file, by=session.member_id, at=session.now())
    return f"kept a copy of {made.said} in {file}, verified"


GROUP = Group(title="COPIES", rows=_rows, edit=_edit)
