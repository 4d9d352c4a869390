"""Text in one cell of a CSV file: safe in a spreadsheet, and the same text when it is read back."""

import re
from collections.abc import Iterable

# What a spreadsheet may take for a formula at the start of a cell, the wide forms of East Asian keyboards too.
_TRICKS = "=@\t\r\n+\\-\uff1d\uff0b\uff0d\uff20"
_NEEDS_GUARD = re.compile(rf"['{_TRICKS}]")
_NO_TRICK = re.compile(rf"\+[0-9 ().-]+|'(?!['{_TRICKS}]).*", re.DOTALL)
_GUARDED = re.compile(rf"'['{_TRICKS}]")

_NEXT_NOTE = "--- next note ---"
_LIKE_IT = re.compile(rf"^\\*{_NEXT_NOTE}$", re.MULTILINE)


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would obey; a phone number such as +44 … stays as it is."""
    return f"'{text}" if _NEEDS_GUARD.match(text) and not _NO_TRICK.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """Take the apostrophe away again."""
    return cell[1:] if _GUARDED.match(cell) else cell


def joined_notes(notes: Iterable[str]) -> str:
    """Return all notes as one cell, with a line between them that says so."""
    return f"\n{_NEXT_NOTE}\n".join(_LIKE_IT.sub(r"\\\g<0>", note) for note in notes if note.strip())


def split_notes(cell: str) -> list[str]:
    """Undo `joined_notes`."""
    return [_LIKE_IT.sub(_without_backslash, note) for note in cell.split(f"\n{_NEXT_NOTE}\n") if note.strip()]


def _without_backslash(found: re.Match[str]) -> str:
    return found[0].removeprefix("\\")
