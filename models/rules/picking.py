"""Picking one of several names by typing it, or as much of it as tells it from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.refusals import Refused
from models.rules.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

LISTED = 10
"""How many names a refusal lists."""


def one_of(typed: str, names: Iterable[str], *, what: str) -> str:
    """Return the name that was typed whole, in any case, or the only one that begins so.

    `what` is the noun of the sentence. Raises Refused, listing what there is.
    """
    wanted, known = typed.strip().casefold(), list(names)
    whole = [name for name in known if name.casefold() == wanted]
    found = whole or [name for name in known if wanted and name.casefold().startswith(wanted)]
    if len(found) != 1:
        listed = ", ".join((found or known)[:LISTED])
        more = " or another" if len(found or known) > LISTED else ""
        raise Refused(f"There is no one {what} {quoted(typed)}. Choose one of: {listed}{more}.")
    return found[0]
