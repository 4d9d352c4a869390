"""Your own keys, by action: one group for each section of the key table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from models.rules.refusals import Refused
from screens import key_table
from screens.form import Field, Form, Values
from screens.key_overrides import overridden
from screens.key_table import spoken
from screens.settings.group import Group, SettingRow, at_once

if TYPE_CHECKING:
    from screens.session import Session

Keys = dict[str, Any]
TITLES = {"global": "EVERYWHERE", "list": "IN LISTS", "form": "IN FORMS"}


async def _rows(section: str, session: Session) -> list[SettingRow]:
    usual = key_table.load().sections[section]
    chosen = overridden(key_table.load(), session.preferences.keys)[0].sections[section]
    return [
        SettingRow(action, action.replace("_", " "), spoken(ways), "" if ways == usual[action] else "yours")
        for action, ways in chosen.items()
    ]


async def _edit(section: str, session: Session, row: SettingRow) -> Form[str]:
    def check(value: str) -> str:
        _with(session, section, row.id, value)
        return ""

    async def save(values: Values) -> str:
        return _kept(session, _with(session, section, row.id, values["keys"]), row)

    written = key_table.written(overridden(key_table.load(), session.preferences.keys)[0].sections[section][row.id])
    field = Field("keys", "keys", written, check=check, hint="D, or: D,ctrl+o")
    return Form(session, f"Keys for {row.name}", [field], save)


async def _removed(section: str, session: Session, row: SettingRow) -> str:
    """Go back to the usual keys."""
    return _kept(session, _without(session.preferences.keys, section, row.id), row)


def _kept(session: Session, keys: Keys, row: SettingRow) -> str:
    session.preferences.change("keys", keys)
    return f"keys for {row.name}: kept"


def _with(session: Session, section: str, action: str, keys: str) -> Keys:
    """Return one's own keys with these for an action. Raises Refused where they cannot be used."""
    before = _without(session.preferences.keys, section, action)
    wanted = {**before, section: {**before.get(section, {}), action: keys.strip()}}
    known = set(overridden(key_table.load(), before)[1])
    problems = [problem for problem in overridden(key_table.load(), wanted)[1] if problem not in known]
    if problems:
        raise Refused(problems[0])
    return wanted


def _without(keys: Any, section: str, action: str) -> Keys:
    """Return one's own keys but those for an action; outside a section they count for the first that has it."""
    whole = dict(keys) if isinstance(keys, dict) else {}
    sections = key_table.load().sections
    if section == next(name for name, actions in sections.items() if action in actions):
        whole.pop(action, None)
    inside = {name: value for name, value in whole.pop(section, {}).items() if name != action}
    return {**whole, section: inside} if inside else whole


GROUPS = tuple(
    Group(
        title=f"KEYS {TITLES.get(section) or 'ON ' + section.replace('_', '-').upper()}",
        rows=partial(_rows, section),
        edit=partial(_edit, section),
        remove=at_once(partial(_removed, section)),
    )
    for section in key_table.load().sections
)
