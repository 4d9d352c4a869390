"""Picking one of several names by typing it, or as much of it as tells it from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.refusals import Refused
from models.rules.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LISTED = 10
"""How many names a refusal lists."""


def one_of(typed: str, names: Iterable[str], *, what: str) -> str:
    """Return the name that was typed whole, in any case, or the only one that begins so.

    `what` is the noun of the sentence. Raises Refused, listing what there is.
    """
    known = list(names)
    found = fitting(typed, known)
    if len(found) != 1:
        listed = ", ".join((found or known)[:LISTED])
        more = " or another" if len(found or known) > LISTED else ""
        raise Refused(f"There is no one {what} {quoted(typed)}. Choose one of: {listed}{more}.")
    return found[0]


def fitting(typed: str, names: Sequence[str]) -> list[str]:
    """List the names that were typed whole, in any case, or else those that begin so; nothing typed fits none."""
    wanted = typed.strip().casefold()
    whole = [name for name in names if name.casefold() == wanted]
    return whole or [name for name in names if wanted and name.casefold().startswith(wanted)]
