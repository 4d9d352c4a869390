"""The frame of every working screen: tab line, body, state line, hint line, and what every one of them does."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from rich.cells import cell_len, chop_cells
from textual import work
from textual.containers import Container
from typing_extensions import override

import models
from models.reading import lock
from models.reading.chosen import Chosen
from models.rules.refusals import REFUSALS, NotFound
from screens import discretion, forms, tabs
from screens.confirm import Confirm
from screens.keys import PRESS, KeyedScreen, Press, bound
from screens.text import one_line, plain
from screens.which_key import WhichKey
from screens.widgets.line import Line
from screens.widgets.list_motion import ListMotion
from screens.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.widget import Widget
    from textual.worker import Worker

    from models.undo import Undone
    from screens.form import Form
    from screens.key_table import Wait
    from screens.session import Session

Answer = TypeVar("Answer")
UNDOABLE = "  (u undoes it)"


class Frame(ListMotion, KeyedScreen[None]):
    """A working screen. Subclasses say their TAB and HINTS, yield their `body` and `reload` it."""

    TAB: ClassVar[str] = ""
    SECTIONS: ClassVar[tuple[str, ...]] = ("contact", "list", "global")
    DEFAULT_CSS = "Frame { layers: default above; }"
    which_key_after = 0.3
    """Seconds without a key after which it is shown what may follow."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._hinted_with = self._covers_hints = self._was_left = False

    @override
    def compose(self) -> ComposeResult:
        """Lay the frame round the body."""
        yield WhichKey()  # first, or Textual would draw all others anew when it comes and goes
        yield Line(id="tabs")
        with Container(id="middle"):
            with Container(id="body"):
                yield from self.body()
            yield from self.beside()
        yield Line(id="state")
        yield Line(id="hints")

    def body(self) -> list[Widget]:
        """Make the widgets between the lines; one of them is the list."""
        raise NotImplementedError

    def beside(self) -> list[Widget]:
        """Make what stands beside the body."""
        return []

    async def reload(self) -> None:
        """Read everything on the screen again and stay where one is."""
        raise NotImplementedError

    @property
    @override
    def rows(self) -> RowList[Any]:
        """The list that the keys move in."""
        return self.query_one(RowList)

    async def on_mount(self) -> None:
        """Fill the lines and read the first page."""
        self.show_tabs()
        self.show_hints()
        self.set_focus(self.rows)
        await self.reload()
        self._read_lock()

    async def on_screen_resume(self) -> None:
        """Coming back, read what may have changed meanwhile."""
        if self._was_left:
            self._was_left = False
            self.show_tabs()
            self.show_hints()
            await self.reload()
            self._read_lock()

    @work(group="lock", exclusive=True)
    async def _read_lock(self) -> None:
        """Say how it stands with the keys, once the first page is on the screen."""
        self.session.closed = await lock.closed(self.session.member_id)
        self.show_tabs()

    def on_screen_suspend(self) -> None:
        """Note that others may write from now on."""
        self._was_left = True

    def show_tabs(self) -> None:
        """Say in the first line which screen this is, who is here, and how it stands with what is confidential."""
        for line in self.query("#tabs").results(Line):  # none while the screen goes away
            line.show(*tabs.line(self.TAB, self.session, self.size.width))

    def show_hints(self) -> None:
        """Say in the last line which keys are worth knowing here and now; the last of HINTS stays if not all fit."""
        if self._covers_hints:  # what is said there is to be read first
            return
        self._hinted_with = self.rows.current is not None
        here = {each.id: each for each in bound(self) if self.check_action(each.id, ())}
        hints = [(f" {_short(here[hint].keys)}", f" {here[hint].label} ") for hint in self.HINTS if hint in here]
        *some, last = hints
        while sum(map(cell_len, chain(*some, last))) > self.size.width and some:
            some.pop()
        pieces = [piece for keys, label in (*some, last) for piece in ((keys, "strong"), (label, ""))]
        if not self._covers_hints:
            self.query_one("#hints", Line).show(pieces)

    def lock_changed(self) -> None:
        """Show how it stands with the keys."""
        self.show_tabs()

    def secrets_changed(self) -> None:
        """Show what is told of secrets now, or is not any more: they were opened, locked or veiled."""

    @override
    def veil_changed(self) -> None:
        """Hide or show what is private; what was said last may be, too."""
        self.say("")
        self.show_tabs()
        for rows in self.query(RowList):
            rows.redraw()

    def on_resize(self) -> None:
        """Fit the first and the last line to the new width."""
        self.show_tabs()
        self.show_hints()

    def say(self, text: str, *, alarm: bool = False) -> None:
        """Say something until the next key, in the state line and, if that is too short, over the hints."""
        first, *rest = _lines(one_line(text), max(1, self.size.width - 2))
        style = "alarm" if alarm else ""
        self.query_one("#state", Line).show([(f" {first}", style)])
        covered, self._covers_hints = self._covers_hints, bool(rest)
        if rest:
            self.query_one("#hints", Line).show([(f" {rest[0]}", style)])
        elif covered:
            self.show_hints()

    def show_position(self) -> None:
        """Say at the right of the state line which row of how many, and the time of reading."""
        rows = self.rows
        if self._hinted_with != (rows.current is not None):
            self.show_hints()
        of = f"{rows.position or '…'} of {rows.total if rows.total is not None else '…'}" if rows.current else ""
        now = self.session.now()
        self.query_one("#state", Line).show(right=f"{self.chosen}   {of}   {now:%a} {now.day} {now:%b %H:%M} ")

    @property
    def chosen(self) -> str:
        """How many rows are marked, where rows can be."""
        return ""

    def on_row_list_moved(self, _: RowList.Moved) -> None:
        """Show where one is."""
        self.show_position()

    def on_row_list_counted(self, _: RowList.Counted) -> None:
        """Show how many there are."""
        self.show_position()

    @override
    def heard(self) -> None:
        """Take back what was said: it was about the key before."""
        self.say("")

    @override
    def waits(self, wait: Wait | None, *, at_once: bool = False) -> None:
        """Show what may follow, to whoever hesitates or asked for it."""
        self.query_one(WhichKey).expect(wait, after=0 if at_once else self.which_key_after)

    def watch_pending(self, pending: str) -> None:
        """Show what was typed and waits for more."""
        self.say(f"{pending}…" if pending else "")

    async def perform(self, verb: Awaitable[Answer], *, done: str) -> Answer | None:
        """Do what a verb does, read the screen again and say so; or say why not."""
        try:
            answer = await verb
        except REFUSALS as refusal:
            await self._say_why_not(refusal)
            return None
        await self.reload()
        self.say(f"{done}{UNDOABLE}")
        return answer

    @override
    async def run_key_action(self, action: str, press: Press = PRESS) -> None:
        """Run an action by its id as its key would, or say why not: somebody else may have been quicker."""
        try:
            await super().run_key_action(action, press)
            if self.is_current:
                self.show_position()  # now, and not when the list says so, that it is drawn in one go with the row
        except REFUSALS as refusal:
            await self._say_why_not(refusal)

    async def _say_why_not(self, refusal: Exception) -> None:
        if isinstance(refusal, NotFound):  # what is not there any more goes from the screen, too
            await self.reload()
        self.say(discretion.why_not(refusal, self.session), alarm=True)

    @work  # not exclusive: two of them are two steps, and none is broken off
    async def action_undo(self, _: Press) -> None:
        """Take back your own last change."""
        await self._step("undone", models.undo.last)

    @work
    async def action_redo(self, _: Press) -> None:
        """Do again what you took back last."""
        await self._step("done again", models.undo.redo)

    async def _step(self, word: str, verb: Callable[..., Awaitable[Undone]]) -> None:
        try:
            step = await verb(by=self.session.member_id, at=self.session.now())
        except REFUSALS as refusal:
            await self._say_why_not(refusal)
            return
        await self.reload()
        front = self.app.screen  # not this one, where its contact is not there any more
        if isinstance(front, Frame):
            front.say(f"{word}: {step.what}")

    async def show_contact(self, contact_id: int) -> None:  # noqa: ARG002  (a list that shows contacts goes to this one)
        """Read the screen again after this contact was added or changed, with the cursor on them if it lists them."""
        await self.reload()

    @work
    async def ask(
        self, form: Form[Answer], said: Callable[[Answer], str], *, show: Callable[[Answer], int] | None = None
    ) -> None:
        """Show a form; once it saved, read the screen again and say what was done. `show` names whom to go to then."""
        answer = await self.app.push_screen_wait(form)
        if answer is not None:
            await (self.show_contact(show(answer)) if show else self.reload())
            self.say(f"{said(answer)}{UNDOABLE}")

    async def action_quick_add(self, _: Press) -> Worker[None]:
        """Add a contact in one line."""
        form = await forms.quick_add.new(self.session)
        return self.ask(form, lambda added: f"added {added.name}", show=lambda added: added.id)

    @property
    def exportable(self) -> dict[str, Chosen]:
        """Whom one may mean who exports from here, in words, whoever is meant first."""
        return {"everybody": Chosen()}

    @work
    async def action_export_file(self, _: Press) -> None:
        """Export contacts or a calendar to a file."""

        async def sure(question: str) -> bool:
            return await self.app.push_screen_wait(Confirm(question))

        said = await self.app.push_screen_wait(
            forms.export.ask(self.session, self.exportable, sure=sure, tell=self.say)
        )
        if said is not None:
            self.say(said)

    async def action_refresh(self, _: Press) -> None:
        """Read the screen again."""
        await self.reload()
        self._read_lock()
        self.say("read again")


def _lines(text: str, width: int) -> list[str]:
    """Part a text at its spaces, or, where two lines do not hold it so, wherever a line is full."""
    lines = [line.plain for line in plain(text).wrap(width)]
    return lines if len(lines) <= 2 else chop_cells(text, width)  # noqa: PLR2004  (the state line and the hints)


def _short(keys: str) -> str:
    """Name the first key alone, without what may follow: "j, down" is j, "s d/w/m" is s."""
    first = keys.split(", ", maxsplit=1)[0]
    chord = first.split(" ")
    return chord[0] if len(chord) > 1 and len(chord[-1]) > 1 else first
