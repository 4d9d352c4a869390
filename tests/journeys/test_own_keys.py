"""Keys of one's own: used everywhere that keys are named or pressed, and said at the start where they cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path


async def test_ones_own_keys_are_the_keys(full: Path) -> None:
    async with desk.opened(full, keys={"done": "D", "new": "ctrl+n"}) as me:
        assert me.lines[-1].startswith(" D done")
        await me.press("d")
        assert "Done: " not in me.screen
        await me.press("D")
        assert "╭─ Done: " in me.screen
        await me.press("escape", "?")
        assert "D" in next(line.split() for line in me.lines if " Log what was said; close what is due." in line)


async def test_what_a_screen_says_of_keys_names_ones_own(empty: Path) -> None:
    async with desk.opened(empty, keys={"new": "ctrl+n", "quit": "Z", "form": {"save": "f5"}}) as me:
        assert "ctrl+n adds one" in me.screen
        await me.press("q")
        assert me.state.startswith("Z leaves Wellkept")
        await me.press("ctrl+n")
        assert "─ f5 save   tab next   esc leave" in me.screen


async def test_a_forms_key_comes_before_what_a_field_does_with_it(empty: Path) -> None:
    async with desk.opened(empty, keys={"form": {"save": "ctrl+w", "undo": "ctrl+x u"}}) as me:
        await me.press("o A d a tab tab S t ctrl+x u ctrl+s", "ctrl+w")
        assert me.rows("SELECT name, company_id FROM contact") == [("Ada", None)]


@pytest.mark.parametrize(
    ("keys", "end"), [({"done": "u"}, "(g , shows it all)"), ({"done": "u", "a": 1}, "shows them)")]
)
async def test_what_two_lines_do_not_hold_is_shown_whole_elsewhere(
    full: Path, keys: dict[str, object], end: str
) -> None:
    async with desk.opened(full, size=(40, 10), keys=keys) as me:
        assert "".join(line.strip() for line in me.lines[-2:]).endswith(end)


async def test_what_cannot_be_used_is_said_at_the_start(full: Path) -> None:
    async with desk.opened(full, keys={"done": "u"}) as me:
        assert 'config.toml: keys: done = "u" is also undo; both stay as they were. Choose another key.' in me.words
        await me.press("j")
        assert "config.toml" not in me.screen
        await me.press("d")
        assert "╭─ Done: " in me.screen


async def test_the_first_of_several_problems_is_said_with_how_many_more(full: Path) -> None:
    async with desk.opened(full, keys={"done": "u", "edit": 5, "xyzzy": "X"}) as me:
        assert "keys: xyzzy is no action. docs/keys.md lists them. (and 2 more" in me.words
        assert len(me.session.preferences.notices) == 3
