"""What one person chooses is kept in the settings file and seen at once, on this screen and on every other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.rules.refusals import Refused
from screens.glyphs import ASCII
from screens.preferences import Preferences
from tests.journeys import desk
from tui.look import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk


def papers(me: Desk) -> set[str]:
    """The backgrounds on the screen."""
    return {style.bgcolor.name for strip in desk.drawn(me.app) for _, style, _ in strip if style and style.bgcolor}


async def test_a_theme_is_seen_at_once_and_kept(full: Path) -> None:
    async with desk.opened(full) as me:
        dark = papers(me)
        assert await me.choose("theme", "light") == "theme: light"
        assert "#eeeeee" in papers(me)
        assert dark.isdisjoint(papers(me) - {"#005f87"})  # the cursor alone stays as it is
        await me.press("g c")
        assert "#eeeeee" in papers(me)
        await me.press("f")
        assert "#eeeeee" in papers(me)
        assert dark.isdisjoint(papers(me) - {"#005f87"})
        assert me.kept == {"theme": "light"}


async def test_a_theme_chosen_while_a_form_is_open_is_seen_behind_it_too(full: Path) -> None:
    async with desk.opened(full) as me:
        dark = papers(me)
        await me.press("f")
        await me.choose("theme", "light")
        assert dark.isdisjoint(papers(me) - {"#005f87"})
        await me.press("escape")
        assert dark.isdisjoint(papers(me) - {"#005f87"})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("theme", "solarized", "There is no theme “solarized”. Choose dark, light, high-contrast or 16-colour."),
        ("glyphs", "emoji", "There is no glyphs “emoji”. Choose auto, unicode or ascii."),
        ("zone", "Nowhere/Land", "“Nowhere/Land” is not a time zone. Write one such as Europe/London."),
        ("zone", "../etc/passwd", "“../etc/passwd” is not a time zone."),
        ("zone", "", "“” is not a time zone."),
        ("zone", "Europe", "“Europe” is not a time zone."),
    ],
)
async def test_what_there_is_not_is_refused_and_nothing_changes(full: Path, name: str, value: str, said: str) -> None:
    async with desk.opened(full) as me:
        with pytest.raises(Refused) as refused:
            await me.choose(name, value)
        assert str(refused.value).startswith(said)
        assert (me.app.theme, me.session.zone.key, me.kept) == ("dark", "Europe/Berlin", {})


async def test_where_it_cannot_be_kept_it_counts_until_one_leaves(full: Path) -> None:
    async with desk.opened(full) as me:
        me.session.preferences.save = Preferences().save
        with pytest.raises(Refused, match=r"There is no settings file here, so the change counts until you leave."):
            await me.choose("theme", "light")
        await me.settle()
        assert "#eeeeee" in papers(me)


async def test_signs_change_at_once_there_and_back(full: Path) -> None:
    async with desk.opened(full) as me:
        unicode = me.lines
        await me.press("g c", "j")
        assert await me.choose("glyphs", "ascii") == "glyphs: ascii"
        assert me.session.glyphs is ASCII
        assert me.lines[1].startswith("+- Contacts ---")
        assert me.current.startswith("> !! Bob Stone")
        await me.press("g t")
        assert me.lines[3].startswith("|> !!")
        assert "山田 花子" in me.screen
        await me.press("g c")
        await me.choose("glyphs", "auto")
        assert me.lines[1].startswith("╭─ Contacts ───")
        await me.press("g t")
        assert me.lines[1:-2] == unicode[1:-2]
        assert me.kept == {"glyphs": "auto"}


async def test_a_zone_counts_at_once(full: Path) -> None:
    async with desk.opened(full) as me:
        assert me.state.endswith("Sat 21 Nov 09:14")
        assert await me.choose("zone", "Asia/Tokyo") == "zone: Asia/Tokyo"
        assert me.state.endswith("Sat 21 Nov 17:14")
        assert "17:00      call      Anna Moss" in me.screen
        await me.press("g c")
        assert me.state.endswith("17:14")


async def test_keys_count_at_once(full: Path) -> None:
    async with desk.opened(full) as me:
        assert await me.choose("keys", {"brief": "Z"}) == "keys: kept"
        assert me.kept == {"keys": {"brief": "Z"}}
        assert " Z brief" in me.lines[-1]


async def test_a_terminal_of_few_colours_keeps_the_choice_and_says_what_is_drawn(full: Path) -> None:
    async with desk.opened(full, terminal=Terminal(colours=16)) as me:
        assert (me.app.theme, me.session.preferences.theme) == ("16-colour", "dark")
        said = await me.choose("theme", "light")
        assert said == "theme: light, but this terminal has too few colours for it: 16-colour is drawn here"
        assert (me.app.theme, me.kept) == ("16-colour", {"theme": "light"})


async def test_before_anybody_applies_a_change_it_waits_for_the_next_start() -> None:
    kept: dict[str, object] = {}
    alone = Preferences(save=kept.__setitem__)
    assert alone.change("theme", "light") == "theme: light, from the next start"
    assert kept == {"theme": "light"}
