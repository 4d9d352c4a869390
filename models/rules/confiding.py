"""Confidential notes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RECOVERY_KEY = "the recovery key"
"""What the key is called that belongs to no member and is kept offline."""
RESIDUE = "old text still in the file"
"""What is said of a note that was open once, until the file is clean of what it said."""
IN_BACKUPS = "older backups hold it"
"""What is said of such a note as long as it is kept."""


def called(name: str, account: str) -> str:
    """Call a member by name, and by the account that the key log has where that is another.

    Whoever can write the file can take another's name in it; what the log says of them they cannot change.
    """
    return name if name.casefold() == account.casefold() else f"{name} ({account})"


def named(names: Sequence[str | None]) -> list[str]:
    """Name readers in order, members first; the recovery key is nobody's, so it comes without a name."""
    members = sorted((name for name in names if name is not None), key=str.casefold)
    return [*members, RECOVERY_KEY] if None in names else members


def joined(names: Sequence[str | None]) -> str:
    """Say who the readers are: "ann, bob and cara"."""
    return listed(named(names))


def listed(names: Sequence[str]) -> str:
    """Say names as one does: "ann, bob and cara"."""
    *some, last = names or [""]
    return f"{', '.join(some)} and {last}" if some else last


def left(*, was_open: bool, has_residue: bool) -> str:
    """Say where the text of a note lies that was open once; nothing of one that never was."""
    places = ((RESIDUE, has_residue), (IN_BACKUPS, was_open))
    return ", ".join(place for place, is_there in places if is_there)


def kept_back(count: int) -> str:
    """Say that an export leaves confidential notes in the book; nothing where there are none."""
    return f"; {counted(count)} {'stays' if count == 1 else 'stay'} in the book" if count else ""


def counted(count: int) -> str:
    """Count confidential notes: "3 confidential notes"."""
    return f"{count:,} confidential note{'' if count == 1 else 's'}"
