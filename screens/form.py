"""The only form: draws a list of fields, checks them as one types, and hands what was typed to a verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import work
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea
from typing_extensions import override

from models.rules.refusals import BookUnusable, NotFound, Refused
from screens.keys import KeyedScreen, Press
from screens.text import one_line, plain
from screens.widgets.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from screens.session import Session

Answer = TypeVar("Answer")
Values = dict[str, str]


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


class Form(KeyedScreen[Answer | None], ModalScreen[Answer | None], Generic[Answer]):
    """Asks for `fields` and returns what `save` returns, or None when left.

    `save` does the verb; where it refuses, its sentence is shown and nothing typed is lost. What was typed into a form
    that is left comes back when the same form is opened again: of the same title, about the same `subject_id`.
    """

    SECTIONS = ("form",)
    DEFAULT_CSS = """
    Form { align: center middle; background: transparent; }
    Form > VerticalScroll { height: auto; max-height: 100%; scrollbar-size: 0 0; }
    Form Horizontal { height: auto; }
    Form .label { width: 15; }
    Form Input, Form TextArea, Form Choice { width: 1fr; }
    Form TextArea { height: 5; }
    Form #reading { dock: bottom; height: auto; min-height: 2; text-style: dim; }
    Form #reading.alarm { text-style: bold; }
    """

    def __init__(
        self,
        session: Session,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values], Awaitable[Answer]],
        *,
        subject_id: int = 0,
    ) -> None:
        super().__init__()
        self._session, self._title, self._save = session, title, save
        self._fields = {field.id: field for field in fields}
        self._kept_as = (title, subject_id)
        self._draft = session.drafts.pop(self._kept_as, {})
        self._is_saving = False

    @override
    def compose(self) -> ComposeResult:
        """Show each field behind its label, and below how the field is read, or what is wrong."""
        with VerticalScroll(classes="panel", can_focus=False) as panel:
            panel.border_title = plain(one_line(self._title))
            panel.border_subtitle = plain(
                self.with_keys("{save} save   {next_field} next   {cancel} leave, keeping what you typed")
            )
            for field in self._fields.values():
                with Horizontal():
                    yield Static(plain(field.label), classes="label")
                    yield self._editor(field)
            yield Static(id="reading")

    def _editor(self, field: Field) -> Widget:
        value = self._draft.get(field.id, field.value)
        if field.options:
            return Choice(field.options, value, pointer=self._session.glyphs.pointer, id=field.id)
        if field.rows > 1:
            return TextArea(value, id=field.id, compact=True, tab_behavior="focus", soft_wrap=True)
        editor = Input(
            value, placeholder=field.hint and f"like {field.hint}", id=field.id, compact=True, select_on_focus=False
        )
        editor.cursor_blink = False
        return editor

    def on_mount(self) -> None:
        """Begin in the first field."""
        for area in self.query(TextArea):
            area.cursor_blink = False
        self.set_focus(self._editors[0])  # now: what was typed ahead is there already

    @property
    def _editors(self) -> list[Widget]:
        return [self.query_one(f"#{name}") for name in self._fields]

    @property
    def values(self) -> Values:
        """What stands in the fields now, by field id."""
        return {name: _typed(self.query_one(f"#{name}")) for name in self._fields}

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say how the field is read, or what is wrong with it."""
        self._show_reading(event.input)

    def on_descendant_focus(self) -> None:
        """Say how the field that one comes to is read."""
        if self.focused is not None:
            self._show_reading(self.focused)

    @override
    async def submitted(self) -> None:
        """Go to the next field, or save in the last one."""
        if self.focused is self._editors[-1]:
            self.save()
        else:
            self.focus_next()

    def _show_reading(self, editor: Widget) -> None:
        field = self._fields.get(editor.id or "")
        if field is None:
            return
        try:
            reading = field.check(_typed(editor))
        except Refused as refusal:
            self._tell(str(refusal), alarm=bool(_typed(editor)))
        else:
            back = "What you typed before is back." if self._draft else ""
            self._tell(f"{self._session.glyphs.outward} {reading}" if reading else back)

    def _tell(self, text: str, *, alarm: bool = False) -> None:
        reading = self.query_one("#reading", Static)
        reading.set_class(alarm, "alarm")
        reading.update(plain(text))

    @work
    async def save(self) -> None:
        """Check every field, do the verb and close; or say what is wrong beside the field it is about."""
        if self._is_saving:  # the key was hit twice
            return
        self._is_saving = True
        await self._try_to_save(self.values)
        self._is_saving = False

    async def _try_to_save(self, values: Values) -> None:
        for name, field in self._fields.items():
            try:
                field.check(values[name])
            except Refused as refusal:
                self.query_one(f"#{name}").focus()
                self.call_after_refresh(self._tell, str(refusal), alarm=True)
                return
        try:
            answer = await self._save(values)
        except (Refused, NotFound, BookUnusable) as refusal:
            self._tell(str(refusal), alarm=True)
            return
        self.dismiss(answer)

    def action_save(self, _: Press) -> None:
        """Save and close."""
        self.save()

    def action_cancel(self, _: Press) -> None:
        """Leave; what you typed comes back another time."""
        if self._is_saving:  # it is too late
            return
        changed = {name: value for name, value in self.values.items() if value != self._fields[name].value}
        if any(not self._fields[name].options for name in changed):
            self._session.drafts[self._kept_as] = changed
        self.dismiss(None)

    def action_undo(self, _: Press) -> None:
        """Put back what stood in this field."""
        editor = self.focused
        if isinstance(editor, (Input, Choice)) and editor.id in self._fields:
            field = self._fields[editor.id]
            editor.value = field.value or "".join(field.options[:1])
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
