"""The only form: draws a list of fields, checks them as one types, and hands what was typed to a verb."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import on, work
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from models.rules.refusals import REFUSALS
from screens import discretion
from screens.fields import Field, Said, Values
from screens.form_draft import FormDraft
from screens.judging import Judging, nothing
from screens.keys import PRESS, KeyedScreen, Press, bound
from screens.text import one_line, plain
from screens.widgets.asked import Asked
from screens.widgets.choice import Choice
from screens.widgets.entry import Entry
from screens.widgets.lines import Lines
from screens.widgets.several import Several

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Key

    from screens.drafts import Drafts
    from screens.session import Session

__all__ = ["Field", "Form", "Said", "Values"]

Answer = TypeVar("Answer")
LABEL, INDENT, NARROW = 15, 2, 60
"""Cells: of a label, by which what is said below is indented, or by the second in a form narrower than the third."""


class Form(KeyedScreen[Answer | None], ModalScreen[Answer | None], Generic[Answer]):
    """Asks for `fields` and returns what `save` returns, or None when left.

    Beside each field stands how it is read, or what is wrong: by its own check, or by `across`, which looks at all
    values at once and never raises. `save` does the verb; where it refuses, its sentence is shown and nothing typed is
    lost. What was typed into a form that is left comes back when the same form is opened again: of the same title,
    about the same `subject_id`. A `docked` form of one field stands at the bottom, and what is said above it. `says` is
    what its keys to save and to leave do, and `drafts` keep what was typed, if not those of the session. A second title
    is shown while the veil is drawn.
    """

    SECTIONS = ("form",)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-low"), (36, "-tall")]
    DEFAULT_CSS = f"""
    Form {{ align: center top; background: transparent; }}
    Form > VerticalScroll {{ height: auto; max-height: 100%; scrollbar-size: 0 0; }}
    Form.-low > VerticalScroll {{ margin-top: 1; }}
    Form.-tall > VerticalScroll {{ margin-top: 6; }}
    Form Horizontal {{ height: auto; }}
    Form .label {{ width: {LABEL}; }}
    Form Entry, Form Lines, Form Choice, Form Several {{ width: 1fr; }}
    Form Lines {{ height: 5; }}
    Form Remark {{ padding-left: {LABEL}; }}
    Form.-narrow Remark {{ padding-left: {INDENT}; }}
    Form #answer {{ dock: bottom; height: auto; display: none; text-style: bold; }}
    Form.docked {{ align: center bottom; }}
    Form.docked > VerticalScroll {{ margin-top: 0; max-width: 100%; min-height: 3; }}
    Form.docked Horizontal {{ dock: bottom; }}
    Form.docked .label {{ display: none; }}
    Form.docked #answer {{ dock: top; }}
    Form.docked Remark {{ padding-left: 0; }}
    """

    def __init__(
        self,
        session: Session,
        title: str | tuple[str, str],
        fields: Sequence[Field],
        save: Callable[[Values], Awaitable[Answer]],
        *,
        subject_id: int = 0,
        across: Callable[[Values], Mapping[str, Said]] = nothing,
        docked: bool = False,
        says: tuple[str, str] = ("save", "leave, keeping what you typed"),
        drafts: Drafts | None = None,
    ) -> None:
        super().__init__(classes="docked" if docked else None)
        self.session, self._save, self._says = session, save, says
        self._titles = (title, title) if isinstance(title, str) else title
        self._draft = FormDraft(drafts or session.drafts, (self._titles[0], subject_id), fields, self.set_timer)
        self._asked = {field.id: Asked(field, session) for field in fields}
        self._seen = self.values
        self._judging = Judging(fields, across)
        self._touched = self._draft.before.keys() & self._asked.keys()
        self._is_docked, self._is_saving = docked, False
        self._tried = asyncio.Event()
        self._answer: Answer | None = None

    @override
    def compose(self) -> ComposeResult:
        """Show each field behind its label, and what is said of it beside or below."""
        with VerticalScroll(classes="panel", can_focus=False) as panel:
            self._veil(panel)
            save, leave = self._says
            keys = "enter" if self._is_docked else self._key("save")
            tab = "" if self._is_docked else f"   {self._key('next_field')} next"
            panel.border_subtitle = plain(f"{keys} {save}{tab}   {self._key('cancel')} {leave}")
            for asked in self._asked.values():
                yield from asked.widgets()
            yield Static(id="answer")

    def on_mount(self) -> None:
        """Begin in the first field, with what was typed before, where it stands in a window of this size."""
        sizes = zip(self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True)
        classes = [next(name for edge, name in reversed(edges) if size >= edge) for size, edges in sizes]
        self.add_class(*classes)  # else it is drawn twice
        self.set_focus(next(iter(self._asked.values())).editor)  # now: what was typed ahead is there already
        for name in self._draft.before.keys() & self._asked.keys():
            self._asked[name].put(self._draft.before[name])
        self._veil(self.query_one(VerticalScroll))
        self._seen = self.values
        if self._draft.before:
            self._tell(f"What you typed before is back. {self._key('undo')} twice drops it.")

    def _veil(self, panel: VerticalScroll) -> None:
        """Hide what is private while the veil is drawn, or show it again."""
        panel.border_title = plain(one_line(self._titles[self.session.veiled]))
        for asked in self._asked.values():
            asked.veil(self.values)

    @override
    def veil_changed(self) -> None:
        """Hide or show what is private; what was said last may be, too."""
        self._tell("")
        self._show()

    def _key(self, action: str) -> str:
        """Name the first key of an action, as a person says it."""
        keys = next((each.keys for each in bound(self) if each.id == action), "")
        return keys.partition(", ")[0].replace("escape", "esc")

    def on_resize(self) -> None:
        """Say of each field what there is to say, where there is room for it now."""
        self.call_after_refresh(self._show)

    @property
    def values(self) -> Values:
        """What stands in the fields now, by field id."""
        return {name: asked.value for name, asked in self._asked.items()}

    @on(Entry.Changed)
    @on(Lines.Changed)
    @on(Choice.Changed)
    @on(Several.Changed)
    def _note_change(self) -> None:
        """Say how the fields are read, or what is wrong with them."""
        values = self.values
        changed = {name for name in values if values[name] != self._seen[name]}
        if changed and not self._is_saving:
            self._seen = values
            self._touched |= changed
            self._judging.forget(changed)
            self._tell("")
            self._show()
            for name in changed:
                self._look(name)
            self._draft.keep(values)

    @work
    async def _look(self, name: str) -> None:
        """Say what the book knows of what was typed, if that still stands there, in the field called `name`."""
        field, value = self._asked[name].field, self._seen[name]
        if field.look is not None and not field.judge(value).is_wrong:
            found = await field.look(value)
            if self._seen[field.id] == value:
                self._judging.knows(field.id, found)
                self._show()

    def keep(self) -> None:
        """Keep what was typed to the last letter: the program ends, and will tell of no change any more."""
        self._note_change()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Scroll no further than needed, and at once."""
        event.widget.scroll_visible(animate=False, immediate=True)

    def on_descendant_blur(self) -> None:
        """Give back the lines below a field that were held while one typed."""
        self._show()

    @override
    async def run_key_action(self, action: str, press: Press = PRESS) -> None:
        """Run an action by its id, but open nothing over a form that is about to close."""
        if not self._is_saving:
            await super().run_key_action(action, press)

    @override
    async def submitted(self) -> None:
        """Go to the next field, or save in the last one."""
        if self.focused is [*self._asked.values()][-1].editor:
            self.save()
        else:
            self.focus_next()

    def _show(self) -> None:
        panel = self.query_one(VerticalScroll)
        self._veil(panel)
        indent = 0 if self._is_docked else INDENT if self.has_class("-narrow") else LABEL
        for name, said in self._judging.of(self.values, self._touched).items():
            self._asked[name].say(said, beside=not self._is_docked, width=panel.content_size.width - indent)

    def _tell(self, text: str) -> None:
        """Say something of the whole form in its last lines."""
        answer = self.query_one("#answer", Static)
        if answer.display or text:
            answer.display = bool(text)
            answer.update(plain(text))

    @override
    async def takes(self, event: Key) -> bool:
        """Let what is typed while it saves wait, and go to what is in front then; its own keys are hit twice."""
        if not self._is_saving or event.key == "enter" or self._is_own(event.key):
            return await super().takes(event)
        await self._tried.wait()
        self._leave()
        await self.app.on_event(event)
        return True

    def on_screen_resume(self) -> None:
        """Close when one is back here, if it was saved while something else was asked over it."""
        self._leave()

    def _leave(self) -> None:
        """Close with the answer, if there is one; Textual would close whatever is in front."""
        if self._answer is not None and self.is_active:
            self.dismiss(self._answer)

    def save(self) -> None:
        """Check every field, do the verb and close; or say what is wrong beside the field it is about."""
        if not self._is_saving:  # or else the key was hit twice
            self._note_change()  # what was typed last: noted later, it would wipe out why this did not work
            self._is_saving = True
            self._tried.clear()
            self._try_to_save()

    @work
    async def _try_to_save(self) -> None:
        try:
            self._is_saving = await self._saved(self.values)
            self._note_change()
        finally:
            self._tried.set()

    async def _saved(self, values: Values) -> bool:
        self._touched |= values.keys()
        judged = self._judging.of(values, self._touched)
        wrong = next((name for name, said in judged.items() if said.is_wrong), None)
        if wrong is not None:
            self._show()
            self.set_focus(self._asked[wrong].editor)
            return False
        try:
            self._answer = await self._save(values)
        except REFUSALS as refusal:
            self._tell(discretion.why_not(refusal, self.session))
            return False
        self._draft.drop()
        self._leave()
        return True

    def action_save(self, _: Press) -> None:
        """Save and close."""
        self.save()

    def action_cancel(self, _: Press) -> None:
        """Leave; what you typed comes back another time."""
        self._note_change()  # what was typed last
        self._draft.leave()
        self.dismiss(None)

    def action_undo(self, _: Press) -> None:
        """Put back this field, or all when it is as it was."""
        before = self.values
        for asked in self._asked.values():
            if asked.editor is self.focused:
                asked.undo()
        if self.values == before:
            for asked in self._asked.values():
                asked.put(asked.field.first)

    def action_next_field(self, _: Press) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self, _: Press) -> None:
        """Go to the field before."""
        self.focus_previous()
