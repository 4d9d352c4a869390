"""What a group of settings is: its rows, and what the keys do to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from models.rules.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from screens.form import Form
    from screens.frame import Frame
    from screens.session import Session


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One line: which setting it is, its name, its value, and a word on it. `id` is unique in its group."""

    id: str
    name: str
    value: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """What takes a while: it `says` so, and goes on with `verb`, which returns what came of it, while keys are read."""

    says: str
    verb: Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Asks:
    """What asks in ways of its own on the screen in front, and returns what to say, "" for nothing."""

    ask: Callable[[Frame], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group. Each of the keys gives a form that returns what to say, what asks, or what does it and says so.

    None: there is no such key in this group.
    """

    title: str
    rows: Callable[[Session], Awaitable[list[SettingRow]]]
    edit: Callable[[Session, SettingRow], Awaitable[Form[str] | Form[Later] | Asks | str]] | None = None
    new: Callable[[Session], Awaitable[Form[str]]] | None = None
    remove: Callable[[Session, SettingRow], Awaitable[Form[str] | Asks | Awaitable[str]]] | None = None
    move: Callable[[Session, SettingRow, int], Awaitable[str]] | None = None


def at_once(verb: Callable[[Session, SettingRow], Awaitable[str]]) -> Callable[..., Awaitable[Awaitable[str]]]:
    """Make of a verb that asks nothing what `Group.remove` is."""

    async def remove(session: Session, row: SettingRow) -> Awaitable[str]:
        return verb(session, row)

    return remove


class _Listed(Protocol):
    @property
    def id(self) -> int: ...


Listed = TypeVar("Listed", bound=_Listed)


def found(listed: Sequence[Listed], row: SettingRow) -> Listed:
    """Find what a row is about. Raises NotFound where somebody else removed it since."""
    for each in listed:
        if str(each.id) == row.id:
            return each
    message = f"{row.name} is not there any more: somebody else removed it."
    raise NotFound(message)
