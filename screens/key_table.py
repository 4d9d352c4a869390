"""The key table and the engine that reads keys by it: counts, chords and parameters. Knows no terminal."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Chord = tuple[str, ...]
"""The keys of one action in order; each is a key name ("g", "ctrl+d") or a parameter ("<letter>", "<d|w>")."""

Actions = list[tuple[str, tuple[Chord, ...]]]
"""Action ids with their chords, in the order in which they are tried."""

COUNT_LIMIT = 9999
_DIGITS = frozenset("0123456789")
_WORDS = {"comma": ",", "esc": "escape"}  # in the table a comma separates chords
_SHORT = {"escape": "esc"}


@dataclass(frozen=True)
class Run:
    """The keys named an action. `count` is the number typed before, if any; `argument` the parameter's key, if any."""

    id: str
    count: int | None
    argument: str | None


@dataclass(frozen=True)
class Wait:
    """More keys are needed: `candidates` are the actions that can still come, each with its chord.

    `typed` are the keys of the chord so far; there are none, and no candidates, while only a count was typed.
    """

    candidates: tuple[tuple[str, Chord], ...] = ()
    typed: Chord = ()


@dataclass(frozen=True)
class Nothing:
    """The key means nothing here, or cancelled what was pending."""


Outcome = Run | Wait | Nothing


@dataclass(frozen=True)
class KeyTable:
    """Which keys each action has: section → action id → chords, as screens/keys.toml has them."""

    sections: Mapping[str, Mapping[str, tuple[Chord, ...]]]

    def actions(self, sections: Iterable[str], exists: Callable[[str], bool]) -> Actions:
        """List the actions for which `exists(id)`, section by section; what an earlier section says wins.

        An id already listed is not listed again, a chord already taken is left out. Raises KeyError for an unknown
        section.
        """
        found: dict[str, tuple[Chord, ...]] = {}
        taken: set[Chord] = set()
        for section in sections:
            fresh = {i: chords for i, chords in self.sections[section].items() if i not in found and exists(i)}
            found |= {i: tuple(chord for chord in chords if chord not in taken) for i, chords in fresh.items()}
            taken.update(chord for chords in fresh.values() for chord in chords)
        return [(i, chords) for i, chords in found.items() if chords]


@cache
def load() -> KeyTable:
    """Read the key table that is part of the program."""
    return parse(files("screens").joinpath("keys.toml").read_text("utf-8"))


def parse(text: str) -> KeyTable:
    """Read a key table: TOML sections of `id = "chord,chord"`, the keys of a chord separated by spaces.

    Raises tomllib.TOMLDecodeError.
    """
    return KeyTable(
        {
            section: {action: read_ways(keys) for action, keys in actions.items()}
            for section, actions in tomllib.loads(text).items()
        }
    )


def read_ways(keys: str) -> tuple[Chord, ...]:
    """Read "chord,chord", the keys of a chord separated by spaces; nothing between two commas is an empty chord."""
    return tuple(tuple(map(as_written, chord.split())) for chord in keys.split(","))


def as_written(step: str) -> str:
    """Name a step of a chord as the table does, however a person wrote it: "Ctrl+S", "esc"."""
    name = step if len(step) == 1 or is_parameter(step) else step.lower()
    return _WORDS.get(name, name)


def written(ways: Iterable[Chord]) -> str:
    """Write chords as `read_ways` reads them."""
    return ",".join(" ".join("comma" if step == "," else step for step in chord) for chord in ways)


def matches(step: str, key: str) -> bool:
    """Tell whether `key` is what a step of a chord asks for."""
    if not is_parameter(step):
        return step == key
    wanted = step[1:-1]
    if wanted == "letter":
        return len(key) == 1 and key.isalpha()
    return key in wanted.split("|")


def is_parameter(step: str) -> bool:
    """Tell whether a step stands for several keys; a lone < is a key."""
    return len(step) > 1 and step.startswith("<")


def begin_alike(one: Chord, other: Chord) -> bool:
    """Tell whether the same keys can be both chords, or the beginning of one and all of the other."""
    return all(_overlap(mine, theirs) for mine, theirs in zip(one, other, strict=False))


def _overlap(step: str, other: str) -> bool:
    if is_parameter(step) and is_parameter(other):
        return any(matches(step, key) and matches(other, key) for key in map(chr, range(33, 127)))
    return matches(step, other) or matches(other, step)


def spoken(chords: Iterable[Chord]) -> str:
    """Write chords for people: "j, down", "g g", "s d/w/m/f/."."""
    return ", ".join(" ".join(_spoken_step(step) for step in chord) for chord in chords)


def _spoken_step(step: str) -> str:
    return step[1:-1].replace("|", "/") if is_parameter(step) else _SHORT.get(step, step)


class Engine:
    """Turns keys into actions, one at a time, remembering a count and the beginning of a chord."""

    def __init__(self) -> None:
        self._count: int | None = None
        self._steps: Chord = ()

    @property
    def pending(self) -> str:
        """What was typed and not yet used, for people: "5", "g", "5g"; empty when nothing is pending."""
        return ("" if self._count is None else str(self._count)) + " ".join(self._steps)

    def clear(self) -> None:
        """Forget a pending count and chord."""
        self._count, self._steps = None, ()

    def feed(self, key: str, actions: Actions) -> Outcome:
        """Take one key, by the name that the table uses. `actions` are those that exist now, the first wins."""
        if key == "escape" and self.pending:
            self.clear()
            return Nothing()
        if self._is_count(key):
            self._count = min((self._count or 0) * 10 + int(key), COUNT_LIMIT)
            return Wait()
        return self._step(key, actions)

    def _is_count(self, key: str) -> bool:
        return not self._steps and key in _DIGITS and (key != "0" or self._count is not None)

    def _step(self, key: str, actions: Actions) -> Outcome:
        steps, count = (*self._steps, key), self._count
        found = [(i, chord) for i, chords in actions for chord in chords if _begins(chord, steps)]
        self.clear()
        for action, chord in found:
            if len(chord) == len(steps):
                return Run(action, count, _argument(chord, steps))
        if not found:
            return Nothing()
        self._count, self._steps = count, steps
        return Wait(tuple(found), steps)


def _begins(chord: Chord, keys: Chord) -> bool:
    return len(chord) >= len(keys) and all(map(matches, chord, keys))


def _argument(chord: Chord, keys: Chord) -> str | None:
    return next((key for step, key in zip(chord, keys, strict=True) if is_parameter(step)), None)
