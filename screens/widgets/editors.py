"""The editors of a form: a line, several lines, or a choice; and how each is read and filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.widgets.choice import Choice
from screens.widgets.entry import Entry
from screens.widgets.lines import Lines

if TYPE_CHECKING:
    from screens.form import Field

Editor = Entry | Lines | Choice


def editor(field: Field, value: str, *, pointer: str) -> Editor:
    """Make the editor of a field."""
    if field.options:
        return Choice(field.options, value, pointer=pointer, id=field.id)
    if field.rows > 1:
        return Lines(value, id=field.id)
    return Entry(value, hint=field.hint and f"like {field.hint}", id=field.id)


def typed(each: Editor) -> str:
    """Return what stands in an editor."""
    return each.text if isinstance(each, Lines) else each.value


def put(each: Editor, text: str) -> None:
    """Put this in the place of what stands in an editor; Lines can take it back."""
    if isinstance(each, Lines):
        each.put(text)
    else:
        each.value = text
    if isinstance(each, Entry):
        each.cursor_position = len(text)


def undo(each: Editor, first: str) -> None:
    """Take back the last step in several lines; put back what first stood in one."""
    if isinstance(each, Lines):
        each.undo()
    else:
        each.value = first
