"""One field on a form: its label, its editor, and what is said of it beside or below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Static

from screens.fields import Said
from screens.text import one_line, plain
from screens.widgets.choice import Choice
from screens.widgets.entry import Entry
from screens.widgets.lines import Lines, PrivateLines
from screens.widgets.remark import Remark
from screens.widgets.several import Several

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from screens.fields import Field, Values
    from screens.session import Session


class Asked:
    """The widgets of one field."""

    def __init__(self, field: Field, session: Session) -> None:
        self.field, self._session, glyphs = field, session, session.glyphs
        self._signs = {"wrong": glyphs.alarm, "note": glyphs.soft, "reading": glyphs.outward}
        self._remark = Remark()
        self.editor: Choice | Several | Lines | Entry
        if field.several:
            self.editor = Several(field.options, field.value, id=field.id)
        elif field.options:
            self.editor = Choice(field.options, field.value, pointer=glyphs.pointer, id=field.id)
        elif field.rows > 1:
            self.editor = (PrivateLines if field.private else Lines)(field.value, id=field.id)
        else:
            self.editor = Entry(field.value, hint=field.hint and f"like {field.hint}", id=field.id)

    def widgets(self) -> ComposeResult:
        """Make them part of a form."""
        with Horizontal():
            yield Static(plain(self.field.label), classes="label")
            yield self.editor
        yield self._remark

    @property
    def value(self) -> str:
        """What stands in it."""
        return self.editor.text if isinstance(self.editor, Lines) else self.editor.value

    def put(self, text: str) -> None:
        """Put this in the place of what stands in it; several lines can take that back."""
        if isinstance(self.editor, Lines):
            self.editor.put(text)
        else:
            self.editor.value = text
        if isinstance(self.editor, Entry):
            self.editor.cursor_position = len(text)

    def undo(self) -> None:
        """Take back the last step in several lines; in one, put back what first stood there."""
        if isinstance(self.editor, Lines):
            self.editor.undo()
        else:
            self.put(self.field.first)

    def veil(self, values: Values) -> None:
        """Hide what stands in it while the veil is drawn and it is private beside those `values`, or show it again."""
        if isinstance(self.editor, Lines | Entry):
            is_hidden = self._session.veiled and self.field.veils(values)
            mask = self._session.glyphs.veiled if is_hidden else ""
            if mask != self.editor.mask:
                self.editor.mask = mask
                self.editor.refresh()

    def say(self, said: Said, *, beside: bool, width: int) -> None:
        """Say this beside what is typed, if that is wanted and there is room, or else below, in so many cells."""
        said = Said() if isinstance(self.editor, Lines | Entry) and self.editor.mask else said
        sign = self._signs[said.kind]
        text = one_line(f"{sign} {said.text}") if said.text else ""
        is_beside = beside and isinstance(self.editor, Entry) and self.editor.has_room_for(text)
        if isinstance(self.editor, Entry):
            self.editor.say(text if is_beside else "", is_bold=said.is_wrong)
        below = "" if is_beside else said.text
        self._remark.say(sign, below, width=width, is_bold=said.is_wrong, is_held=self.editor.has_focus)
