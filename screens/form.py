"""The only form: draws a list of fields, checks them as one types, and hands what was typed to a verb."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from models.rules.refusals import BookUnusable, NotFound, Refused
from screens.keys import KeyedScreen, Press
from screens.text import one_line, plain
from screens.widgets import editors
from screens.widgets.choice import Choice
from screens.widgets.entry import Entry
from screens.widgets.lines import Lines
from screens.widgets.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus

    from screens.session import Session

Answer = TypeVar("Answer")
Values = dict[str, str]
DRAFT_SECONDS = 1.0
"""A draft is written at most so often."""
NARROW = 60
"""Cells without which what is said of a field begins at the left, and not below what is typed."""


def _anything(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Field:
    """One thing a form asks. With `options` one of them is chosen; with `rows` above 1 it takes several lines.

    `check` returns how a text is read ("Fri 27 Nov 10:00, in 6 days", or "") and raises Refused with what is wrong.
    `hint` is an example, shown while nothing is typed.
    """

    id: str
    label: str
    value: str = ""
    options: tuple[str, ...] = ()
    rows: int = 1
    check: Callable[[str], str] = _anything
    hint: str = ""


@dataclass(frozen=True)
class Said:
    """What is said of a field: how it is read, what is worth knowing, or what is wrong with it."""

    text: str = ""
    kind: Literal["reading", "note", "wrong"] = "reading"

    @property
    def is_wrong(self) -> bool:
        """Whether the form cannot be saved so."""
        return self.kind == "wrong"


def _nothing(_: Values) -> Mapping[str, Said]:
    return {}


class Form(KeyedScreen[Answer | None], ModalScreen[Answer | None], Generic[Answer]):
    """Asks for `fields` and returns what `save` returns, or None when left.

    Beside each field stands how it is read, or what is wrong: by its own check, or by `across`, which looks at all
    values at once and never raises. `save` does the verb; where it refuses, its sentence is shown and nothing typed is
    lost. What was typed into a form that is left comes back when the same form is opened again: of the same title,
    about the same `subject_id`.
    """

    SECTIONS = ("form",)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-low"), (36, "-tall")]
    DEFAULT_CSS = """
    Form { align: center top; background: transparent; }
    Form > VerticalScroll { height: auto; max-height: 100%; scrollbar-size: 0 0; }
    Form.-low > VerticalScroll { margin-top: 1; }
    Form.-tall > VerticalScroll { margin-top: 6; }
    Form Horizontal { height: auto; }
    Form .label { width: 15; }
    Form Entry, Form Lines, Form Choice { width: 1fr; }
    Form Lines { height: 5; }
    Form Remark { padding-left: 15; }
    Form.-narrow Remark { padding-left: 2; }
    Form #answer { dock: bottom; height: auto; display: none; text-style: bold; }
    """

    def __init__(
        self,
        session: Session,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values], Awaitable[Answer]],
        *,
        subject_id: int = 0,
        across: Callable[[Values], Mapping[str, Said]] = _nothing,
    ) -> None:
        super().__init__()
        self._session, self._title, self._save, self._across = session, title, save, across
        self._fields = {field.id: field for field in fields}
        self._kept_as = (title, subject_id)
        self._draft = session.drafts.take(self._kept_as)
        pointer = session.glyphs.pointer
        self._editors = {field.id: editors.editor(field, field.value, pointer=pointer) for field in fields}
        self._remarks = {field.id: Remark() for field in fields}
        self._seen = self.values
        self._touched = self._draft.keys() & self._fields.keys()
        self._is_saving = self._is_writing = False

    @override
    def compose(self) -> ComposeResult:
        """Show each field behind its label, and what is said of it beside or below."""
        with VerticalScroll(classes="panel", can_focus=False) as panel:
            panel.border_title = plain(one_line(self._title))
            panel.border_subtitle = plain(
                self.with_keys("{save} save   {next_field} next   {cancel} leave, keeping what you typed")
            )
            for field in self._fields.values():
                with Horizontal():
                    yield Static(plain(field.label), classes="label")
                    yield self._editors[field.id]
                yield self._remarks[field.id]
            yield Static(id="answer")

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.set_focus(next(iter(self._editors.values())))  # now: what was typed ahead is there already
        for name in self._touched:
            editors.put(self._editors[name], self._draft[name])
        self._seen = self.values
        if self._draft:
            self._tell("What you typed before is back. ctrl+z twice drops it.")

    def on_resize(self) -> None:
        """Say of each field what there is to say, where there is room for it now."""
        self.call_after_refresh(self._show)

    @property
    def values(self) -> Values:
        """What stands in the fields now, by field id."""
        return {name: editors.typed(editor) for name, editor in self._editors.items()}

    @property
    def _first(self) -> Values:
        """What stood in the fields before anybody typed."""
        return {name: field.value or "".join(field.options[:1]) for name, field in self._fields.items()}

    @on(Entry.Changed)
    @on(Lines.Changed)
    @on(Choice.Changed)
    def _note_change(self) -> None:
        """Say how the fields are read, or what is wrong with them."""
        values = self.values
        changed = {name for name in values if values[name] != self._seen[name]}
        if changed and not self._is_saving:
            self._seen = values
            self._touched |= changed
            self._tell("")
            self._show()
            self._keep_draft()

    def _keep_draft(self) -> None:
        """Keep what was typed; it is written within a second, in which more may come."""
        changed = {name: value for name, value in self._seen.items() if value != self._first[name]}
        is_worth_it = any(not self._fields[name].options for name in changed)
        self._session.drafts.hold(self._kept_as, changed if is_worth_it else {})
        if not self._is_writing:
            self._is_writing = True
            self.set_timer(DRAFT_SECONDS, self._write_draft)

    async def _write_draft(self) -> None:
        self._is_writing = False
        await asyncio.to_thread(self._session.drafts.flush)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Scroll no further than needed, and at once."""
        event.widget.scroll_visible(animate=False, immediate=True)

    def on_descendant_blur(self) -> None:
        """Give back the lines below a field that were held while one typed."""
        self._show()

    @override
    async def submitted(self) -> None:
        """Go to the next field, or save in the last one."""
        if self.focused is [*self._editors.values()][-1]:
            self.save()
        else:
            self.focus_next()

    def _show(self) -> None:
        for name, said in self._judged().items():
            self._say(name, said)

    def _judged(self) -> dict[str, Said]:
        """Say of each field how it is read or what is wrong; nothing is wrong with one that nobody came to yet."""
        values = self.values
        across = self._across(values)
        return {name: self._judge(field, values[name], across) for name, field in self._fields.items()}

    def _judge(self, field: Field, value: str, across: Mapping[str, Said]) -> Said:
        try:
            reading = field.check(value)
        except Refused as refusal:
            return Said(str(refusal), "wrong") if value or field.id in self._touched else Said()
        return across.get(field.id) or Said(reading)

    def _say(self, name: str, said: Said) -> None:
        editor, remark, glyphs = self._editors[name], self._remarks[name], self._session.glyphs
        sign = {"wrong": glyphs.alarm, "note": glyphs.soft, "reading": glyphs.outward}[said.kind]
        text = one_line(f"{sign} {said.text}") if said.text else ""
        is_beside = isinstance(editor, Entry) and editor.has_room_for(text)
        if isinstance(editor, Entry):
            editor.say(text if is_beside else "", is_bold=said.is_wrong)
        below = "" if is_beside else said.text
        width = self._panel.content_size.width - (2 if self.has_class("-narrow") else 15)
        remark.say(sign, below, width=width, is_bold=said.is_wrong, is_held=editor.has_focus)

    @property
    def _panel(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def _tell(self, text: str) -> None:
        """Say something of the whole form in its last lines."""
        answer = self.query_one("#answer", Static)
        if answer.display or text:
            answer.display = bool(text)
            answer.update(plain(text))

    @work
    async def save(self) -> None:
        """Check every field, do the verb and close; or say what is wrong beside the field it is about."""
        if self._is_saving:  # the key was hit twice
            return
        self._is_saving = True
        self._is_saving = await self._saved(self.values)
        self._note_change()

    async def _saved(self, values: Values) -> bool:
        self._touched.update(self._fields)
        wrong = next((name for name, said in self._judged().items() if said.is_wrong), None)
        if wrong is not None:
            self._show()
            self.set_focus(self._editors[wrong])
            return False
        try:
            answer = await self._save(values)
        except (Refused, NotFound, BookUnusable) as refusal:
            self._tell(str(refusal))
            return False
        self._session.drafts.drop(self._kept_as)
        self.dismiss(answer)
        return True

    def action_save(self, _: Press) -> None:
        """Save and close."""
        self.save()

    def action_cancel(self, _: Press) -> None:
        """Leave; what you typed comes back another time."""
        if self._is_saving:  # it is too late
            return
        self._note_change()  # what was typed last
        self._session.drafts.leave(self._kept_as)
        self.dismiss(None)

    def action_undo(self, _: Press) -> None:
        """Put back this field, or all when it is as it was."""
        name = next((name for name, editor in self._editors.items() if editor is self.focused), "")
        before = self.values
        if name:
            editors.undo(self._editors[name], self._first[name])
        if self.values == before:
            for each, text in self._first.items():
                editors.put(self._editors[each], text)

    def action_next_field(self, _: Press) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self, _: Press) -> None:
        """Go to the field before."""
        self.focus_previous()
