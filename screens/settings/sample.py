"""The fictional people of the first run, as long as they are there: they can be removed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.reading import demo
from screens.frame import UNDOABLE
from screens.settings.group import Group, SettingRow, at_once

if TYPE_CHECKING:
    from screens.session import Session

KEPT = ". Your key stays, with the passphrase of the demo: change it under MEMBERS AND KEYS"


async def _rows(_: Session) -> list[SettingRow]:
    is_here = await models.demo.present()
    return [SettingRow("sample", "fictional people", "in the book", "x removes them")] if is_here else []


async def _removed(session: Session, _: SettingRow) -> str:
    await models.demo.remove(by=session.member_id, at=session.now())
    kept = KEPT if await demo.passphrase(session.member_id) else ""
    return f"removed the fictional people and everything about them{UNDOABLE}{kept}"


GROUP = Group(title="SAMPLE", rows=_rows, remove=at_once(_removed))
