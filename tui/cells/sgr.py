"""Looks of a cell, as the parameters of SGR: the shortest way from one to the next, and what a blank shows of one.

A look is what stands between CSI and m after a reset: "1;38;2;9;9;9"; "" is the plain look.
"""

import re
from functools import lru_cache

PLAIN = ""
_CODE = re.compile(r"[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+")
_ATTRIBUTES = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_OFF = {"ink": "39", "paper": "49", **_ATTRIBUTES}
_UNSEEN_ON_BLANKS = {"ink", "1", "2", "3"}


def is_anew(codes: str) -> bool:
    """Tell whether these codes begin with a reset."""
    return codes in ("", "0") or codes.startswith(("0;", ";"))


def added(look: str, codes: str) -> str:
    """Return the look after these codes."""
    if is_anew(codes):
        return codes.partition(";")[2]
    return f"{look};{codes}" if look else codes


@lru_cache(4096)
def change(before: str | None, after: str) -> str:
    """Return the shortest sequence that changes one look, or an unknown one, into another."""
    if before == after:
        return ""
    anew = f"\x1b[0;{after}m" if after else "\x1b[m"
    old, new = _parts(before), _parts(after)
    if old is None or new is None:
        return anew
    steps = ";".join(_steps(old, new))
    return min(anew, f"\x1b[{steps}m", key=len) if steps else ""


@lru_cache(4096)
def on_blank(look: str) -> str:
    """Return what a blank shows of a look: its paper, unless something else in it marks blanks, too."""
    parts = _parts(look)
    if parts is None or parts.keys() - _UNSEEN_ON_BLANKS - {"paper"}:
        return look
    return parts.get("paper", PLAIN)


def _steps(old: dict[str, str], new: dict[str, str]) -> list[str]:
    ends = {_OFF[slot] for slot in old.keys() - new.keys()}
    kept = {slot: code for slot, code in old.items() if _OFF[slot] not in ends}
    return [*sorted(ends), *(code for slot, code in new.items() if kept.get(slot) != code)]


@lru_cache(4096)
def _parts(look: str | None) -> dict[str, str] | None:
    """Take a look apart; None if it is not known or has codes that are not known here."""
    codes = _CODE.findall(look or "")
    if look is None or ";".join(codes) != look:
        return None
    parts = {_slot(code): code for code in codes}
    return parts if parts.keys() <= _OFF.keys() else None


def _slot(code: str) -> str:
    """Return which of the things a look is made of a code sets."""
    number = int(code.partition(";")[0])
    for slot, first in (("ink", 30), ("paper", 40), ("ink", 90), ("paper", 100)):
        if first <= number <= first + 7 or (number == first + 8 and ";" in code):
            return slot
    return code
