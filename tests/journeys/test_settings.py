"""Settings: every group of rows is changed by the same keys, seen at once, and taken back by u."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.rules.refusals import Refused
from screens.form import Form
from tests.journeys import desk
from tests.journeys.settings_of import come_to, set_to

if TYPE_CHECKING:
    from pathlib import Path


async def test_every_group_is_there_and_can_be_found(full: Path) -> None:
    async with desk.opened(full, size=(80, 200)) as me:
        await me.press("g ,")
        groups = ("YOU", "BUSINESS", "STAGES", "REASONS WHY THEY NEVER BOUGHT", "REASONS WHY THEY LEFT")
        for title in (*groups, "KEYS EVERYWHERE", "KEYS IN LISTS", "KEYS IN FORMS", "KEYS ON FOLLOW-UPS"):
            assert f"│ {title} " in me.screen
        assert "SAMPLE" not in me.screen
        await me.press("/")
        await me.type("forms undo")
        assert "│  undo                  ctrl+z" in me.screen.replace("▸", " ")
        assert "STAGES" not in me.screen
        await me.press("escape")
        assert "│ STAGES " in me.screen
        await me.press("/")
        await me.type("quentin")
        assert "No setting is found." in me.screen
        await me.press("enter", "e")
        assert not isinstance(me.app.screen, Form)
        await me.press("escape", "escape")
        assert "[Today]" in me.screen


async def test_my_name_and_the_business_are_shown_in_the_first_line_and_taken_back(full: Path) -> None:
    async with desk.opened(full) as me:
        await set_to(me, "you book", name="Ann Moss")
        assert me.state.startswith("you are Ann Moss in this book  (u undoes it)")
        await set_to(me, "its name", value="Stone Roofing")
        assert me.state.startswith("business: Stone Roofing  (u undoes it)")
        await me.press("g t")
        assert me.lines[0].endswith("Insight Ann Moss")
        await me.resize(90, 24)
        assert me.lines[0].endswith("Insight     Ann Moss · Stone Roofing")
        await me.press("g ,", "u")
        assert me.lines[0].endswith(" Ann Moss")
        await me.press("u")
        assert me.lines[0].endswith(" ann")


async def test_a_name_too_long_for_the_first_line_leaves_the_business_out(full: Path) -> None:
    async with desk.opened(full) as me:
        await set_to(me, "its name", value="[b]花屋[/] " * 9)
        assert me.lines[0].endswith(" ann")
        assert "[b]花屋[/] " in me.current
        await me.resize(200, 24)
        assert me.lines[0].endswith("ann · " + ("[b]花屋[/] " * 9).strip())


async def test_what_is_mine_is_seen_at_once_and_kept_in_my_file(full: Path) -> None:
    async with desk.opened(full) as me:
        await set_to(me, "theme", value="light")
        assert me.app.theme == "light"
        await set_to(me, "glyphs", value="ascii")
        assert me.lines[2].startswith("+- Settings")
        await set_to(me, "days begin", value="Asia/Tokyo")
        await me.press("escape")
        assert me.state.endswith("17:14")
        assert me.kept == {"theme": "light", "glyphs": "ascii", "zone": "Asia/Tokyo"}


@pytest.mark.parametrize(
    ("row", "field", "typed", "said"),
    [
        ("you book", "name", " ", "A member needs a name."),
        ("you book", "name", "BEN", "Somebody is called “BEN” already."),
        ("you book", "name", "x" * 201, "201"),
        ("days begin", "value", "Nowhere/Land", "“Nowhere/Land” is not a time zone."),
        ("birthdays show", "value", "soon", "Days are a number, such as 7."),
        ("birthdays show", "value", "", "Days are a number, such as 7."),
        ("birthdays show", "value", "9" * 99, "Days are a number, such as 7."),
        ("birthdays show", "value", "61", "A birthday can show from 0 to 60 days."),
        ("drifted", "value", "-1", "Days are a number, such as 7."),
        ("phone region", "value", "Atlantis", "Atlantis"),
        ("stages prospect", "name", "", "A stage needs a name."),
        ("stages prospect", "name", "customer", "There is already a stage “customer”."),
        ("stages prospect", "every_days", "often", "“often”"),
        ("bought misunderstanding", "name", "money", "“money”"),
        ("keys lists archive", "keys", "g", "begins"),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_changes(
    full: Path, row: str, field: str, typed: str, said: str
) -> None:
    async with desk.opened(full) as me:
        before = me.rows("SELECT * FROM business"), me.rows("SELECT * FROM stage"), me.rows("SELECT * FROM member")
        await come_to(me, row)
        await me.press("e")
        await me.fill(**{field: ""})
        await me.paste(typed)
        await me.press("ctrl+s")
        assert said in me.words
        assert isinstance(me.app.screen, Form)
        assert before == (
            me.rows("SELECT * FROM business"),
            me.rows("SELECT * FROM stage"),
            me.rows("SELECT * FROM member"),
        )
        assert me.kept == {}


async def test_birthdays_show_earlier_on_today_at_once(full: Path) -> None:
    async with desk.opened(full) as me:
        assert "BIRTHDAY" in me.screen
        await set_to(me, "birthdays show", value="2")
        await me.press("g t")
        assert "BIRTHDAY" not in me.screen
        await me.press("g ,", "u", "g t")
        assert "BIRTHDAY" in me.screen


async def test_a_key_of_ones_own_counts_at_once_and_goes_back_to_the_usual(full: Path) -> None:
    async with desk.opened(full) as me:
        await set_to(me, "keys lists brief", keys="T")
        assert "yours" in me.current
        assert me.kept == {"keys": {"list": {"brief": "T"}}}
        await me.press("g t")
        assert " T brief" in me.lines[-1]
        await come_to(me, "keys lists brief")
        await me.press("x")
        assert "yours" not in me.current
        assert me.kept == {"keys": {}}


async def test_keys_outside_a_section_are_replaced(full: Path) -> None:
    async with desk.opened(full, keys={"note": "N"}) as me:
        await set_to(me, "keys lists note", keys="B")
        assert me.kept == {"keys": {"list": {"note": "B"}}}


async def test_where_it_cannot_be_kept_the_form_says_so(full: Path) -> None:
    def nowhere(_name: str, _value: object) -> None:
        raise Refused("There is no settings file here, so the change counts until you leave.")

    async with desk.opened(full) as me:
        me.session.preferences.save = nowhere
        await set_to(me, "theme", value="light")
        assert "so the change counts until you leave." in me.words
        assert me.app.theme == "light"


async def test_a_long_notice_can_be_read_whole(full: Path) -> None:
    notice = "/home/ann/.config/wellkept/config.toml, line 1: there is no theme “solarized”, so dark is used. " * 3
    async with desk.opened(full) as me:
        me.session.preferences.notices = (notice.strip(),)
        await me.press("g ,")
        inside = [line[25:-1].strip() for line in me.lines[7:20]]
        assert notice.strip().replace(" ", "") in "".join(inside).replace(" ", "")
        await me.press("5 j", "e")
        assert me.state.startswith("mend that in the settings file, and start again")


async def test_what_a_row_has_no_answer_to_is_greyed_out(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g ,")
        assert " x archive" not in me.lines[-1]
        await me.press("o", "x", "J", "K")
        assert not isinstance(me.app.screen, Form)
        await come_to(me, "stages customer")
        assert " x archive" in me.lines[-1]
