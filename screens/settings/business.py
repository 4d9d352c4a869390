"""What the team agreed on: the name of the business, its thresholds, and where its phone numbers are at home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import models
from models.reading import choices
from models.rules.refusals import Refused
from screens.form import Field, Form, Values
from screens.forms import checks
from screens.frame import UNDOABLE
from screens.settings.group import Group, SettingRow

if TYPE_CHECKING:
    from screens.session import Session

_NAMES = {
    "name": ("business", "its name"),
    "birthday_days": ("birthdays show", "days before"),
    "grace_days": ("drifted", "days past the cadence"),
    "need_days": ("needs are stale", "days after they were confirmed"),
    "phone_region": ("phone region", "numbers without + belong there"),
}


async def _rows(_: Session) -> list[SettingRow]:
    now = await choices.business()
    return [SettingRow(id_, name, str(getattr(now, id_)) or "-", word) for id_, (name, word) in _NAMES.items()]


async def _edit(session: Session, row: SettingRow) -> Form[str]:
    now = getattr(await choices.business(), row.id)

    async def save(values: Values) -> str:
        given: dict[str, Any] = {row.id: _read(now, values["value"])}
        await models.business.change(**given, by=session.member_id, at=session.now())
        return f"{row.name}: {values['value'].strip() or '-'}{UNDOABLE}"

    hint = {"phone_region": "GB, DE or US"}.get(row.id, "")
    return Form(session, f"{row.name}: {row.word}", [Field("value", row.name, str(now), hint=hint)], save)


def _read(now: str | int, typed: str) -> str | int:
    """Read a number where one stands now. Raises Refused."""
    typed = typed.strip()
    if not isinstance(now, int):
        return typed
    if not (typed.isdecimal() and len(typed) <= checks.LONGEST_NUMBER):
        raise Refused("Days are a number, such as 7.")
    return int(typed)


GROUP = Group(title="BUSINESS", rows=_rows, edit=_edit)
