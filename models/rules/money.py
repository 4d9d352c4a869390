"""Sums of money, in hundredths of what one reckons in: as they are typed, and as they are read."""

from __future__ import annotations

import re

from models.rules import text
from models.rules.refusals import Refused

_SUM = re.compile(r"(\d{1,3}(?:,\d{3}){1,4}|\d{1,14})(?:\.(\d{1,2}))?", re.ASCII)


def read(typed: str) -> int | None:
    """Read a sum of money in hundredths: 1,200.50 or 1200; nothing is None. Raises Refused."""
    written = typed.strip()
    if not written:
        return None
    match = _SUM.fullmatch(written)
    if match is None:
        message = f"{text.quoted(typed)} is not an amount. Write it like 1,200.50 or 1200, without a currency."
        raise Refused(message)
    return int(match[1].replace(",", "")) * 100 + int((match[2] or "0").ljust(2, "0"))


def said(hundredths: int | None) -> str:
    """Write a sum as it is read: 1,200.50; hundredths only where there are some."""
    if hundredths is None:
        return ""
    whole, rest = divmod(hundredths, 100)
    return f"{whole:,}.{rest:02}" if rest else f"{whole:,}"
