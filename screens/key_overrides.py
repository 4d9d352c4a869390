"""A person's own keys laid over the key table as far as they can be used; each that cannot is named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product

from typing_extensions import override

from screens.key_rules import OTHER, Ways, complaint
from screens.key_table import Chord, KeyTable, begin_alike, read_ways, spoken

Place = tuple[str, str]
"""Section and action id."""

_ALONE = frozenset({"form", "first_run"})
_SHARED = frozenset({"global", "list", "contact"})
_LONGEST = 40


@dataclass(frozen=True)
class _Wish:
    """Keys that somebody wants for an action, and where that was written: "keys" or "keys.form"."""

    where: str
    place: Place
    keys: object

    @property
    def ways(self) -> Ways:
        return read_ways(str(self.keys))

    @override
    def __str__(self) -> str:
        shown = f'"{self.keys}"' if isinstance(self.keys, str) else str(self.keys).lower()
        return f"{self.where}: {self.place[1]} = {_cut(shown)}"


def overridden(table: KeyTable, wanted: object) -> tuple[KeyTable, list[str]]:
    """Return the table with the keys that can be used, and a sentence about everything in `wanted` that cannot.

    `wanted` is what TOML makes of `[keys]`: `done = "D"` is for the first section that has the id, `[keys.form]` for
    its own. What cannot be used stays as it was, so that no action loses its last key.
    """
    usual = {(section, i): ways for section, actions in table.sections.items() for i, ways in actions.items()}
    own, problems = _wishes(table, wanted)
    wrong = {place: f"{wish} {what}" for place, wish in own.items() if (what := _wrong(wish, usual[place]))}
    problems += wrong.values()
    own = {place: wish for place, wish in own.items() if place not in wrong}
    while clashes := _clashes(own, usual):
        problems += _named(clashes)
        own = {place: wish for place, wish in own.items() if all(wish is not clash.wish for clash in clashes)}
    whole = _laid(own, usual)
    sections = {section: {i: whole[section, i] for i in actions} for section, actions in table.sections.items()}
    return KeyTable(sections), problems


def _wishes(table: KeyTable, wanted: object) -> tuple[dict[Place, _Wish], list[str]]:
    """List what is wanted for actions that exist; a section's own table counts before `[keys]` itself."""
    if not isinstance(wanted, Mapping):
        return {}, ['keys is no table. Write [keys], and below it lines like done = "D".']
    found: dict[Place, _Wish] = {}
    problems = []
    for name, value in sorted(wanted.items(), key=lambda item: isinstance(item[1], Mapping)):
        wishes, unknown = _section(table, name, value) if isinstance(value, Mapping) else _line(table, name, value)
        problems += unknown
        problems += [f"{found[w.place]} does not count: {w.where} has one, too." for w in wishes if w.place in found]
        found |= {wish.place: wish for wish in wishes}
    return found, problems


def _line(table: KeyTable, action: str, keys: object) -> tuple[list[_Wish], list[str]]:
    section = next((section for section, actions in table.sections.items() if action in actions), None)
    if section is not None:
        return [_Wish("keys", (section, action), keys)], []
    known = [known for actions in table.sections.values() for known in actions]
    return [], [f"keys: {_cut(action)} is no action. {_nearest(action, known)}"]


def _section(table: KeyTable, name: str, wanted: Mapping[str, object]) -> tuple[list[_Wish], list[str]]:
    known = table.sections.get(name)
    if known is None:
        return [], [f"keys.{_cut(name)} is no section. {_nearest(name, table.sections)}"]
    where = f"keys.{name}"
    unknown = [f"{where}: {_cut(i)} is no action there. {_nearest(i, known)}" for i in wanted if i not in known]
    return [_Wish(where, (name, i), keys) for i, keys in wanted.items() if i in known], unknown


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"Did you mean {near[0]}?" if near else "docs/keys.md lists them."


def _wrong(wish: _Wish, usual: Ways) -> str:
    if not isinstance(wish.keys, str):
        return 'must be text in quotes, like "D".'
    return complaint(*wish.place, wish.ways, usual)


@dataclass(frozen=True)
class _Clash:
    wish: _Wish
    other: Place
    how: str


def _clashes(own: Mapping[Place, _Wish], usual: Mapping[Place, Ways]) -> list[_Clash]:
    """List the wishes that mean the same as something else, each with everything that it meets."""
    whole = _laid(own, usual).items()
    return [
        _Clash(wish, other, f"{_how(*both)} {other[1]}")
        for place, wish in own.items()
        for other, ways in whole
        if other != place and _meet(other, place)
        for both in product(wish.ways, ways)
        if begin_alike(*both)
    ]


def _laid(own: Mapping[Place, _Wish], usual: Mapping[Place, Ways]) -> dict[Place, Ways]:
    return {**usual, **{place: wish.ways for place, wish in own.items()}}


def _meet(one: Place, other: Place) -> bool:
    """Tell whether two actions can be on one screen: what is one screen's own never meets what is another's."""
    sections = {one[0], other[0]}
    return len(sections) == 1 or bool(sections & _SHARED and not sections & _ALONE)


def _how(mine: Chord, theirs: Chord) -> str:
    if len(mine) == len(theirs):
        return "is also"
    return f"begins {spoken([theirs])} of" if len(mine) < len(theirs) else f"begins with {spoken([theirs])} of"


def _named(clashes: list[_Clash]) -> list[str]:
    """Say each clash once: not again from the other side."""
    named: set[Place] = set()
    sentences = []
    for clash in clashes:
        if clash.wish.place not in named:
            sentences.append(f"{clash.wish} {clash.how}; both stay as they were. {OTHER}")
            named |= {clash.wish.place, clash.other}
    return sentences


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
