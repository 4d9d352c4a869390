"""What is kept as pictures: a name, and the keys that lead there in the full book, the empty one and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from tests.journeys.book import BEN, NOW
from tests.journeys.places import by, import_column, import_done, import_dropped, import_looked_at

if TYPE_CHECKING:
    from tests.journeys.desk import Desk
    from tests.journeys.places import Way

ANNA = 2


def _half_a_chord(key: str) -> Way:
    async def press(me: Desk) -> None:
        assert me.app.frame
        me.app.frame.which_key_after = 0
        await me.press(key)

    return press


async def _quick_add(me: Desk) -> None:
    await me.press("a")
    await me.type("Ada Stone, Stone Slates, ada@stone.example, #roof, every 30d, @ben, customer")


async def _new_contact(me: Desk) -> None:
    await me.press("o")
    await me.fill(name="bob stone", stage="c", emails="ada@stone.example, office@stone.example", phones="12")
    await me.fill(birthday="22 mar 1980", tags="", every_days="45d", do_not_contact="pigeon")
    await me.press("tab")


async def _follow_up_refused(me: Desk) -> None:
    await me.press("f")
    await me.fill(text="the price goes up", when="fri 10am", tone="u", channel="e")
    await me.press("ctrl+s")


async def _done_and_offered(me: Desk) -> None:
    await me.press("G", "k", "d")
    await me.fill(text="all well")
    await me.press("ctrl+s")


async def _undo_conflict(me: Desk) -> None:
    await me.press("g c", "m c")
    await models.contacts.edit(ANNA, by=BEN, at=NOW, company="Moss & Co")
    await me.press("u")


FULL: dict[str, Way] = {
    "today": by(),
    "contacts-preview": by("g c", "j"),
    "contacts-filtered": by("/", "p e t"),
    "contacts-nobody": by("/", "q u e n t i n"),
    "contacts-by-silence": by("g c", "S"),
    "contacts-marked": by("g c", "3 space"),
    "contact": by("enter"),
    "contact-wide": by("g c", "G", "enter"),
    "companies": by("g o", "4 j"),
    "company": by("g o", "4 j", "enter"),
    "stages": by("g b"),
    "follow-ups-by-day": by("g f"),
    "follow-ups-by-week": by("g f", "W"),
    "import-asked": by("I"),
    "import": import_looked_at,
    "import-column": import_column,
    "import-dropped": import_dropped,
    "import-done": import_done,
    "export": by("/", "p e t", "enter", "E"),
    "settings": by("g ,"),
    "help": by("?"),
    "help-searching": by("?", "/", "u n d"),
    "palette": by("ctrl+p", "s t a"),
    "which-key": _half_a_chord("g"),
    "quick-add": _quick_add,
    "new-contact": _new_contact,
    "follow-up-refused": _follow_up_refused,
    "note": by("A", "l i k e s space b o a t s"),
    "done": by("d"),
    "done-offered": _done_and_offered,
    "snooze": by("s ."),
    "stage-reason": by("m f"),
    "confirm-archive": by("x"),
    "undo-conflict": _undo_conflict,
    "brief": by("b"),
    "insight": by("g i"),
    "record": _half_a_chord("c"),
}
EMPTY: dict[str, Way] = {
    "today-empty": by(),
    "contacts-empty": by("g c"),
    "companies-empty": by("g o"),
    "stages-empty": by("g b"),
    "follow-ups-empty": by("g f"),
    "matters-empty": by("g m"),
    "problems-empty": by("g p"),
    "insight-empty": by("g i"),
}
NEW: dict[str, Way] = {
    "first-run": by(),
    "first-run-who": by("enter"),
    "first-run-people": by("enter", "ctrl+s"),
    "first-run-cadences": by("enter", "ctrl+s", "ctrl+s"),
}
MAIN = (
    *("today", "contacts-preview", "contact", "companies", "company", "stages", "follow-ups-by-day", "settings"),
    *("help", "palette", "new-contact", "stage-reason", "import"),
)
"""Those of a full book that are kept in ASCII and without colours as well."""

STAYS = {
    "today": 44,
    "contacts-preview": 78,
    "contacts-by-silence": 78,
    "contacts-marked": 78,
    "company": 41,
    "follow-ups-by-day": 41,
    "follow-ups-by-week": 41,
    "settings": 54,
    "import": 57,
}
"""How many cells of a row stand in a wider window where they stood; those behind them may say more, or go right."""
