"""What may be bound to an action by a person's own key table, and why the rest may not."""

from __future__ import annotations

from itertools import combinations
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from screens.key_table import Chord, begin_alike, is_parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

Ways = tuple[Chord, ...]

_MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
NAMES = frozenset(
    (
        *("space", "tab", "shift+tab", "enter", "escape", "backspace", "delete", "insert"),
        *_MOVES,
        *(f"{modifier}+{move}" for modifier in ("ctrl", "shift") for move in _MOVES),
        *(f"f{number}" for number in range(1, 13)),
        *(f"ctrl+{letter}" for letter in ascii_lowercase),
    )
)
"""The keys that terminals send and that have a name; all others are single characters."""

FORBIDDEN = {
    **dict.fromkeys(("ctrl+j", "ctrl+m", "ctrl+enter"), "is enter in a terminal"),
    "ctrl+i": "is tab in a terminal",
    "ctrl+h": "is backspace in a terminal",
    "ctrl+[": "is esc in a terminal",
    **dict.fromkeys(("ctrl+a", "ctrl+b"), "belongs to screen and tmux"),
    "ctrl+q": "stops and starts some terminals",
    "ctrl+k": "deletes the rest of a line in a field",
}
"""Keys that are never bound, and why."""

_EDITING = frozenset(("space", "enter", "backspace", "delete", "left", "right", "home", "end"))
_IN_FORMS = _EDITING | {"up", "down"}
_IN_FILTERS = _EDITING | {f"ctrl+{letter}" for letter in "cdefuvwx"}
_WHILE_TYPING = frozenset(("back", "down", "up"))
OTHER = "Choose another key."


def complaint(section: str, action: str, ways: Ways, usual: Ways) -> str:
    """Say what is wrong with these ways to call an action that is usually called by others; "" if nothing is."""
    return next(filter(None, _complaints(section, action, ways, tuple(filter(is_parameter, usual[0])))), "")


def _complaints(section: str, action: str, ways: Ways, parameter: Chord) -> Iterator[str]:
    for way in ways:
        yield from map(_bad_key, way)
        yield _bad_way(way)
        yield _bad_parameter(way, parameter)
    yield _bad_together(ways)
    yield _bad_in_form(ways) if section == "form" else _bad_way_out(action, ways)


def _bad_key(step: str) -> str:
    if step in FORBIDDEN:
        return f"cannot be used: {step} {FORBIDDEN[step]}. {OTHER}"
    if step.startswith("alt+"):
        return f"cannot be used: alt comes as esc and a letter from many terminals. {OTHER}"
    is_character = len(step) == 1 and step.isprintable()
    if is_character or step in NAMES or is_parameter(step):
        return ""
    return f"cannot be used: no terminal sends a key of that name. {OTHER}"


def _bad_way(way: Chord) -> str:
    if not way:
        return 'names no key. Write some like "D", "g n" or "ctrl+n,f5"; the key , is comma.'
    if way[0] in digits:
        return f"cannot be used: digits are counts, as in 5j. {OTHER}"
    if "escape" in way and len(way) > 1:
        return f"cannot be used: esc calls off what was begun, so it stands alone. {OTHER}"
    return ""


def _bad_parameter(way: Chord, parameter: Chord) -> str:
    """Check what an action asks for: the one step that stands for several keys, or none."""
    asked = tuple(filter(is_parameter, way))
    if asked == parameter and (not asked or way[1:][-1:] == asked):
        return ""
    if parameter:
        first = "X" if is_parameter(way[0]) else way[0]
        return f'must end in what is asked, like "{first} {parameter[0]}".'
    return "takes nothing behind it. Leave out what stands in <>."


def _bad_together(ways: Ways) -> str:
    if any(begin_alike(one, other) for one, other in combinations(ways, 2)):
        return "names a key twice, or one that begins another. Leave one out."
    return ""


def _bad_in_form(ways: Ways) -> str:
    typed = next((way[0] for way in ways if len(way[0]) == 1 or way[0] in _IN_FORMS), "")
    return f"cannot be used: a field needs {typed} itself. Use ctrl or a function key." if typed else ""


def _bad_way_out(action: str, ways: Ways) -> str:
    if action in _WHILE_TYPING and all(len(way[0]) == 1 or way[0] in _IN_FILTERS for way in ways):
        return "would leave no key that works while one types. Add one that is no letter."
    return ""
