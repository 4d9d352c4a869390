"""What a form asks, and what can be said of each answer while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.rules.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Values = dict[str, str]
"""What stands in the fields of a form, by field id."""


def _anything(_: str) -> str:
    return ""


def never(_: Values) -> bool:
    """Say that the veil hides a field at no time."""
    return False


def always(_: Values) -> bool:
    """Say that the veil hides a field, whatever stands in it."""
    return True


@dataclass(frozen=True)
class Field:
    """One thing a form asks. With `options` one of them is chosen, or any of them where they are `several`.

    With `rows` above 1 it takes several lines; of those of a `private` one nothing goes to the clipboard. Of `several`
    options the value has a line each.

    `check` returns how a text is read ("Fri 27 Nov 10:00, in 6 days", or "") and raises Refused with what is wrong.
    `look` says what the book knows of a text that can be read, or "". `hint` is an example, shown while nothing is
    typed. `veils` tells by what stands in all fields whether the veil hides this one.
    """

    id: str
    label: str
    value: str = ""
    options: tuple[str, ...] = ()
    several: bool = False
    rows: int = 1
    private: bool = False
    check: Callable[[str], str] = _anything
    look: Callable[[str], Awaitable[str]] | None = None
    hint: str = ""
    veils: Callable[[Values], bool] = never

    @property
    def first(self) -> str:
        """What stands in it before anybody typed."""
        return self.value or ("" if self.several else "".join(self.options[:1]))

    def judge(self, value: str) -> Said:
        """Say how a text is read, or what is wrong with it."""
        try:
            return Said(self.check(value))
        except Refused as refusal:
            return Said(str(refusal), "wrong")


@dataclass(frozen=True)
class Said:
    """What is said of a field: how it is read, what is worth knowing, or what is wrong with it."""

    text: str = ""
    kind: Literal["reading", "note", "wrong"] = "reading"

    @property
    def is_wrong(self) -> bool:
        """Whether the form cannot be saved so."""
        return self.kind == "wrong"
