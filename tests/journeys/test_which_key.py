"""Half a chord: whoever hesitates is shown what may follow, whoever types on sees nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual._compositor import ChopsUpdate

from screens.frame import Frame
from screens.which_key import WhichKey
from tests.journeys import desk

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType
    from textual.screen import Screen

    from tests.journeys.desk import Desk


@pytest.fixture
def hesitant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show it to somebody who waits no time at all."""
    monkeypatch.setattr(Frame, "which_key_after", 0)


def panel(me: Desk) -> list[str]:
    """The lines of the panel, without its border."""
    which = me.app.screen.query_one(WhichKey)
    region = which.region
    return which.display * [line[1:-1].strip() for line in me.lines[region.y + 1 : region.bottom - 1]]


def shown(me: Desk) -> str:
    return "\n".join(panel(me))


@pytest.mark.usefixtures("hesitant")
async def test_it_shows_what_may_follow_above_the_state_line(full: Path) -> None:
    async with desk.opened(full) as me:
        before = me.lines
        await me.press("5 g")
        assert "t  Today: who needs outreach." in shown(me)
        assert "c  Contacts: everybody." in shown(me)
        assert me.state.startswith("5g…")
        height = len(panel(me)) + 2
        assert me.lines[: -2 - height] == before[: -2 - height]
        assert me.lines[-2 - height].startswith("╭─ g … ─")


@pytest.mark.usefixtures("hesitant")
@pytest.mark.parametrize("key", ["escape", "Z", "c"])
async def test_it_goes_with_the_next_key(full: Path, key: str) -> None:
    async with desk.opened(full) as me:
        before = me.lines
        await me.press("g", key)
        assert panel(me) == []
        assert ("[Contacts]" in me.screen) if key == "c" else (me.lines == before)


@pytest.mark.usefixtures("hesitant")
async def test_it_says_what_each_key_of_a_parameter_means(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("s")
        assert " s … snooze " in me.screen
        assert shown(me).startswith("d  a day: Sun 22 Nov, tomorrow  ")
        assert "f  to Friday: Fri 27 Nov, in 6 days" in shown(me)
        assert ".  ask when" in shown(me)
        await me.press("escape", "m")
        assert "p  Prospect" in shown(me)
        assert "n  Never bought" in shown(me)


@pytest.mark.usefixtures("hesitant")
async def test_what_does_nothing_now_is_not_offered(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("s")
        assert me.state.startswith("s…")
        assert panel(me) == []


@pytest.mark.usefixtures("hesitant")
async def test_a_narrow_window_holds_all_of_it(full: Path) -> None:
    async with desk.opened(full, size=(40, 10)) as me:
        await me.press("g")
        assert [line.split("  ")[0] for line in panel(me)] == ["g", "t", "c", "b"]
        assert "-  Go back" in shown(me)


async def test_who_types_on_sees_nothing_of_it(full: Path) -> None:
    async with desk.opened(full) as me:
        which = me.app.screen.query_one(WhichKey)
        await me.press("g")
        timer = which._timer
        assert timer is not None
        assert (timer._interval, panel(me)) == (0.3, [])
        await me.press("t")
        assert which._timer is None
        assert timer._task is None, "it was stopped"


@pytest.mark.usefixtures("hesitant")
async def test_only_what_it_covers_is_drawn_anew(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: set[int] = set()
    async with desk.opened(full) as me:
        display = me.app._display

        def watched(screen: Screen[object], update: RenderableType | None) -> None:
            assert update is None or isinstance(update, ChopsUpdate), "the whole screen is drawn"
            drawn.update(line for line, _, _ in (update.spans if update else ()))
            display(screen, update)

        monkeypatch.setattr(me.app, "_display", watched)
        await me.press("g")
        covered = set(me.app.screen.query_one(WhichKey).region.line_range) | {me.app.size.height - 2}
        assert drawn == covered
        drawn.clear()
        await me.press("escape")
        assert drawn == covered
