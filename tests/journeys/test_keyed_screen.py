"""Keys on a screen: from Textual's key events to the actions that exist there."""

import pytest
from textual import events, work
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Checkbox, Input, TextArea
from typing_extensions import override

from screens.keys import Bound, KeyedApp, KeyedScreen, Press, bound


class Journal(KeyedScreen[None]):
    """Writes down what was pressed."""

    SECTIONS = ("contact", "list", "global")
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[tuple[str, Press]] = []
        self.permits: dict[str, bool | None] = {}

    @override
    def compose(self) -> ComposeResult:
        yield Input("", id="field")
        yield TextArea("", id="area")
        yield Checkbox("box", id="box")

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.permits.get(action, True)

    async def action_down(self, press: Press) -> None:
        """Next row.

        More about it.
        """
        self.done.append(("down", press))

    def action_follow_up(self, press: Press) -> None:
        """Promise something."""
        self.done.append(("follow_up", press))

    def action_snooze(self, press: Press) -> None:
        self.done.append(("snooze", press))

    def action_mark(self, press: Press) -> None:
        self.done.append(("mark", press))

    def action_back(self, press: Press) -> None:
        self.done.append(("back", press))

    def action_next_pane(self, press: Press) -> None:
        self.done.append(("next_pane", press))

    def action_half_up(self, press: Press) -> None:
        self.done.append(("half_up", press))

    @work
    async def action_new(self, press: Press) -> None:
        """Add a contact."""
        self.done.append(("new", press))
        await self.app.push_screen_wait(Form())


class Form(KeyedScreen[None], ModalScreen[None]):
    """Asks for a name."""

    SECTIONS = ("form", "global")

    @override
    def compose(self) -> ComposeResult:
        yield Input("")

    def action_cancel(self, _press: Press) -> None:
        """Close, keep the draft."""
        self.dismiss(None)


class Host(KeyedApp[None], inherit_bindings=False):
    """As the program's app is set up."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.helped = 0

    async def on_mount(self) -> None:
        await self.push_screen(Journal())

    def action_help(self, press: Press) -> None:
        """Say what the keys do."""
        self.helped += press.count or 1

    def action_palette(self, _press: Press) -> None:
        self.helped += 100

    def action_redraw(self, _press: Press) -> None:
        self.helped += 1000


def send(pilot: Pilot[None], key: str) -> None:
    character = " " if key == "space" else key if len(key) == 1 else None
    pilot.app.post_message(events.Key(key, character))


async def keys(pilot: Pilot[None], *pressed: str) -> Journal:
    screen = pilot.app.screen_stack[1]
    assert isinstance(screen, Journal)
    for key in pressed:
        send(pilot, key)
        await pilot.pause()
    return screen


async def test_counts_and_parameters_reach_the_action() -> None:
    async with Host().run_test() as pilot:
        screen = await keys(pilot, "5", "j", "s", ".", "f", "down")
        assert screen.done == [
            ("down", Press(5, None)),
            ("snooze", Press(None, ".")),
            ("follow_up", Press()),
            ("down", Press()),
        ]


async def test_what_is_pending_is_told_to_watchers() -> None:
    async with Host().run_test() as pilot:
        told: list[str] = []
        screen = await keys(pilot)
        screen.watch(screen, "pending", lambda pending: told.append(pending), init=False)  # noqa: PLW0108 - Textual counts its parameters
        await keys(pilot, "5", "s", "w")
        assert told == ["5", "5s", ""]


async def test_escape_clears_a_pending_prefix_before_it_goes_back() -> None:
    async with Host().run_test() as pilot:
        assert (await keys(pilot, "s", "escape")).done == []
        assert (await keys(pilot, "escape")).done == [("back", Press())]


@pytest.mark.parametrize("permission", [False, None])
async def test_what_is_not_permitted_is_not_run(permission: bool | None) -> None:
    async with Host().run_test() as pilot:
        screen = await keys(pilot)
        screen.permits["follow_up"] = permission
        assert (await keys(pilot, "f", "j")).done == [("down", Press())]


@pytest.mark.parametrize("field", ["#field", "#area"])
async def test_a_field_keeps_its_letters_and_its_own_keys_only(field: str) -> None:
    async with Host().run_test() as pilot:
        screen = await keys(pilot)
        screen.query_one(field).focus()
        await keys(pilot, "f", "5", "j", "?", "space", "ctrl+u", "x")
        box = screen.query_one(field)
        assert (box.value if isinstance(box, Input) else screen.query_one(TextArea).text) == "x"
        assert screen.done == []
        await keys(pilot, "f1", "ctrl+p", "ctrl+l", "tab", "escape")
        assert isinstance(pilot.app, Host)
        assert pilot.app.helped == 1101
        assert screen.done == [("next_pane", Press()), ("back", Press())]


@pytest.mark.parametrize("field", ["#field", "#area"])
async def test_a_field_uses_what_is_typed_fast_in_its_order(field: str) -> None:
    async with Host().run_test() as pilot:
        screen = await keys(pilot)
        box = screen.query_one(field)
        box.focus()
        for key in ("a", "b", "backspace", "c", "left", "x", "ctrl+u", "y", "end", "z"):
            send(pilot, key)
        await pilot.pause()
        assert (box.value if isinstance(box, Input) else screen.query_one(TextArea).text) == "ycz"


async def test_what_is_typed_into_a_window_that_said_it_was_left_goes_to_the_field() -> None:
    async with Host().run_test() as pilot:
        screen = await keys(pilot)
        screen.query_one(Input).focus()
        pilot.app.post_message(events.AppBlur())
        await keys(pilot, "f")
        assert screen.query_one(Input).value == "f"
        assert screen.done == []


async def test_a_checkbox_keeps_space_but_not_letters() -> None:
    async with Host().run_test() as pilot:
        screen = await keys(pilot)
        screen.query_one(Checkbox).focus()
        await keys(pilot, "space", "j")
        assert screen.query_one(Checkbox).value
        assert screen.done == [("down", Press())]


async def test_textuals_own_keys_do_nothing() -> None:
    async with Host().run_test() as pilot:
        screen = await keys(pilot, "ctrl+q", "ctrl+c", "shift+tab", "Q")
        assert pilot.app.is_running
        assert screen.focused is None
        assert screen.done == []
        assert not screen.active_bindings


async def test_what_exists_is_listed_with_its_help() -> None:
    async with Host().run_test() as pilot:
        listed = bound(await keys(pilot))
        assert [entry.id for entry in listed] == [
            *("mark", "snooze", "follow_up", "new"),
            *("down", "half_up", "next_pane", "back", "help", "palette", "redraw"),
        ]
        assert Bound("follow_up", (("f",),), "list", "Promise something.") in listed
        assert Bound("down", (("j",), ("down",)), "global", "Next row.") in listed
        assert Bound("snooze", (("s", "<d|w|m|f|.>"),), "list", "") in listed
        assert Bound("new", (("o",),), "list", "Add a contact.") in listed
        assert Bound("help", (("?",), ("f1",)), "global", "Say what the keys do.") in listed
        assert [(each.keys, each.label) for each in listed if each.id in {"follow_up", "snooze", "down"}] == [
            ("s d/w/m/f/.", "snooze"),
            ("f", "follow up"),
            ("j, down", "down"),
        ]


async def test_an_action_that_asks_takes_what_was_typed_ahead() -> None:
    async with Host().run_test() as pilot:
        screen = await keys(pilot)
        for key in ("o", "f", "i", "n", "n"):
            send(pilot, key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Form)
        assert pilot.app.screen.query_one(Input).value == "finn"
        assert screen.done == [("new", Press())]
        await keys(pilot, "escape", "f")
        assert screen.is_active
        assert screen.done[1:] == [("follow_up", Press())]
