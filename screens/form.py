"""The only form: draws a list of fields, checks them as one types, and hands what was typed to a verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import on, work
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea
from typing_extensions import override

from models.rules.refusals import BookUnusable, NotFound, Refused
from screens.keys import KeyedScreen, Press
from screens.text import one_line, plain
from screens.widgets.choice import Choice
from screens.widgets.entry import Entry
from screens.widgets.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from screens.session import Session

Answer = TypeVar("Answer")
Values = dict[str, str]
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
    is_wrong: bool = False
    is_note: bool = False


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
    Form.-low { padding-top: 1; }
    Form.-tall { padding-top: 6; }
    Form > VerticalScroll { height: auto; max-height: 100%; scrollbar-size: 0 0; }
    Form Horizontal { height: auto; }
    Form .label { width: 15; }
    Form Entry, Form TextArea, Form Choice { width: 1fr; }
    Form TextArea { height: 5; }
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
        self._draft = session.drafts.pop(self._kept_as, {})
        self._editors = {field.id: self._editor(field) for field in fields}
        self._remarks = {field.id: Remark() for field in fields}
        self._seen = self._first | self._draft
        self._touched = set(self._draft)
        self._is_saving = False

    @override
    def compose(self) -> ComposeResult:
        """Show each field behind its label, and what is said of it beside or below."""
        with VerticalScroll(classes="panel", can_focus=False) as panel:
            panel.border_title = plain(one_line(self._title))
            panel.border_subtitle = plain("ctrl+s save   tab next   esc leave, keeping what you typed")
            for field in self._fields.values():
                with Horizontal():
                    yield Static(plain(field.label), classes="label")
                    yield self._editors[field.id]
                yield self._remarks[field.id]
            yield Static(id="answer")

    def _editor(self, field: Field) -> Entry | TextArea | Choice:
        value = self._draft.get(field.id, field.value)
        if field.options:
            return Choice(field.options, value, pointer=self._session.glyphs.pointer, id=field.id)
        if field.rows > 1:
            area = TextArea(value, id=field.id, compact=True, tab_behavior="focus", soft_wrap=True)
            area.cursor_blink = False
            return area
        return Entry(value, hint=field.hint and f"like {field.hint}", id=field.id)

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.set_focus(next(iter(self._editors.values())))  # now: what was typed ahead is there already
        if self._draft:
            self._tell("What you typed before is back.")

    def on_resize(self) -> None:
        """Say of each field what there is to say, where there is room for it now."""
        self.call_after_refresh(self._show)

    @property
    def values(self) -> Values:
        """What stands in the fields now, by field id."""
        return {name: _typed(editor) for name, editor in self._editors.items()}

    @property
    def _first(self) -> Values:
        """What stood in the fields before anybody typed."""
        return {name: field.value or "".join(field.options[:1]) for name, field in self._fields.items()}

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def _note_change(self) -> None:
        """Say how the fields are read, or what is wrong with them."""
        values = self.values
        changed = {name for name in values if values[name] != self._seen[name]}
        if changed:
            self._seen = values
            self._touched |= changed
            self._tell("")
            self._show()

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
            return Said(str(refusal), is_wrong=True) if value or field.id in self._touched else Said()
        return across.get(field.id) or Said(reading)

    def _say(self, name: str, said: Said) -> None:
        editor, remark, glyphs = self._editors[name], self._remarks[name], self._session.glyphs
        sign = glyphs.alarm if said.is_wrong else glyphs.soft if said.is_note else glyphs.outward
        text = one_line(f"{sign} {said.text}") if said.text else ""
        is_beside = isinstance(editor, Entry) and editor.has_room_for(text)
        if isinstance(editor, Entry):
            editor.say(text if is_beside else "", is_bold=said.is_wrong)
        below = "" if is_beside else said.text
        remark.say(sign, below, width=self._room_below, is_bold=said.is_wrong, is_held=editor.has_focus)

    @property
    def _room_below(self) -> int:
        panel = self.query_one(VerticalScroll)
        return panel.content_size.width - (2 if self.has_class("-narrow") else 15)

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
        await self._try_to_save(self.values)
        self._is_saving = False

    async def _try_to_save(self, values: Values) -> None:
        self._touched.update(self._fields)
        wrong = next((name for name, said in self._judged().items() if said.is_wrong), None)
        if wrong is not None:
            self._show()
            self.set_focus(self._editors[wrong])
            return
        try:
            answer = await self._save(values)
        except (Refused, NotFound, BookUnusable) as refusal:
            self._tell(str(refusal))
            return
        self.dismiss(answer)

    def action_save(self, _: Press) -> None:
        """Save and close."""
        self.save()

    def action_cancel(self, _: Press) -> None:
        """Leave; what was typed comes back when the form is opened again."""
        if self._is_saving:  # it is too late
            return
        changed = {name: value for name, value in self.values.items() if value != self._first[name]}
        if any(not self._fields[name].options for name in changed):
            self._session.drafts[self._kept_as] = changed
        self.dismiss(None)

    def action_undo(self, _: Press) -> None:
        """Put back what stood in this field."""
        editor = self.focused
        if isinstance(editor, (Input, Choice)) and editor.id in self._fields:
            editor.value = self._first[editor.id]
        elif isinstance(editor, TextArea):
            editor.undo()

    def action_next_field(self, _: Press) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self, _: Press) -> None:
        """Go to the field before."""
        self.focus_previous()


def _typed(editor: Widget) -> str:
    if isinstance(editor, TextArea):
        return editor.text
    return editor.value if isinstance(editor, (Input, Choice)) else ""
