"""What stands under a key of a JSON file, held against what may: one bad value goes, reported, and the rest stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from models.engine.fields import written
from models.exchange.card import Dropped, dropped
from models.exchange.json.keys import NEEDED, Key, Kind
from models.rules import contact_fields, repeat, talking, text
from models.rules.refusals import Refused
from models.rules.words import (
    Channel,
    Direction,
    Ending,
    Fault,
    Outcome,
    Purpose,
    ReasonKind,
    StageKind,
    State,
    Step,
    Tone,
    Truth,
    Weight,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_YEARS = range(1800, 2201)
"""As for birthdays; and what is counted from a time stays a time."""

WHY = {kind.name.lower().replace("_", "-"): kind.value for kind in ReasonKind}
"""The kinds of reason for outreach, as JSON names them."""

WEIGHTS = {weight.name.lower(): weight.value for weight in Weight}
"""How much a need weighs, as JSON says it."""

_LONG_LINE = 500
"""Characters of a need, a rumour, or what an announcement says of its audience."""

_LARGEST = 10**15
"""No amount is as large, in hundredths."""


@dataclass(slots=True)
class Listed:
    """The names that the file lists before its contacts, by folded name: whatever else it names is not known."""

    members: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    reasons: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    announcements: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Reports:
    """What could not be kept of one value of the file, each by its path; `at` is the path of the value."""

    line: int
    at: str
    dropped: list[Dropped]

    def drop(self, path: str, value: Any, why: str) -> None:
        """Report one value."""
        self.dropped.append(dropped(self.line, f"{self.at}{path}: {value}", why))


def taken(found: Any, keys: Sequence[Key], path: str, listed: Listed, reports: Reports) -> dict[str, Any] | None:
    """Return what an object says under these keys, the usual where it is silent or wrong; None if it cannot be kept."""
    if not isinstance(found, dict):
        reports.drop(path, found, "not an object")
        return None
    row: dict[str, Any] = {}
    for key in keys:
        value = _taken(found.get(key.name), key, f"{path}.{key.name}", listed, reports)
        if value is NEEDED:
            return None
        row[key.name] = value
    unknown(found, {key.name for key in keys}, path, reports)
    return row


def checked(check: Callable[[Any], Any], value: Any, path: str, reports: Reports) -> Any:
    """Return a value as its check has it; None, and a report, if it is refused."""
    try:
        return check(value)
    except Refused as error:
        reports.drop(path, value, str(error))
        return None


def unknown(found: dict[str, Any], known: set[str], path: str, reports: Reports) -> None:
    """Report the keys that nobody reads."""
    for name, value in found.items():
        if name not in known:
            reports.drop(f"{path}.{name}", value, "there is no such key")


def _taken(value: Any, key: Key, path: str, listed: Listed, reports: Reports) -> Any:
    if value is None and key.usual is not NEEDED:
        return key.usual
    try:
        return _CHECKS[key.kind](value, listed)
    except Refused as error:
        without = "left out with all that belongs to it" if key.usual is NEEDED else "the usual is taken"
        reports.drop(path, value, f"{_brief(error, value)}; {without}")
        return key.usual


def _brief(error: Refused, value: Any) -> str:
    said = str(error).removeprefix(f"{text.quoted(str(value))} is ")
    return said.partition(". ")[0].removesuffix(".")


def string(value: Any) -> str:
    """Return a text. Raises Refused."""
    if not isinstance(value, str):
        raise Refused("not a text")
    return value


def whole(value: Any) -> int:
    """Return a whole number. Raises Refused."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("not a whole number")
    return value


def _time(value: Any, _listed: Listed) -> datetime:
    try:
        found = datetime.fromisoformat(string(value))
    except ValueError as error:
        raise Refused("not a time like 2026-06-10T07:30:00Z") from error
    if found.tzinfo is None:
        raise Refused("a time without its zone: put Z behind it if it is UTC")
    if found.year not in _YEARS:
        raise Refused(f"not between {_YEARS[0]} and {_YEARS[-1]}")
    return found.astimezone(UTC).replace(microsecond=0)


def _day(value: Any, _listed: Listed) -> date:
    try:
        found = date.fromisoformat(string(value))
    except ValueError as error:
        raise Refused("not a day like 2026-06-10") from error
    if found.year not in _YEARS:
        raise Refused(f"not between {_YEARS[0]} and {_YEARS[-1]}")
    return found


def _text(value: Any, _listed: Listed) -> str:
    return text.block(string(value), what="text")


def _needed_text(value: Any, listed: Listed) -> str:
    return _needed(_text(value, listed))


def _needed(cleaned: str) -> str:
    if not cleaned:
        raise Refused("there is nothing to read in it")
    return cleaned


def _name(value: Any, _listed: Listed) -> str:
    return _needed(text.line(string(value), what="name"))


def _line(value: Any, _listed: Listed) -> str:
    return text.line(string(value), what="line", limit=_LONG_LINE)


def _needed_line(value: Any, listed: Listed) -> str:
    return _needed(_line(value, listed))


def _flag(value: Any, _listed: Listed) -> bool:
    if not isinstance(value, bool):
        raise Refused("neither true nor false")
    return value


def _amount(value: Any, _listed: Listed) -> int:
    if not 0 <= whole(value) < _LARGEST:
        raise Refused(f"not from 0 to {_LARGEST - 1}")
    return int(value)


def announced(at: datetime, title: str) -> tuple[str, str]:
    """Return what an announcement is called by: its time, as the book keeps it, and its title."""
    return written(at), title


def _announcement(value: Any, listed: Listed) -> tuple[str, str]:
    if not isinstance(value, dict):
        raise Refused('not an object like {"at": "2026-06-10T07:30:00Z", "title": "Prices rise"}')
    at, title = announced(_time(value.get("at"), listed), string(value.get("title")).casefold())
    if not (found := listed.announcements.get((at, title))):
        raise Refused("not listed among the announcements")
    return found


def _cadence(value: Any, _listed: Listed) -> int | None:
    return contact_fields.every_days(whole(value))


def _minutes(value: Any, _listed: Listed) -> int | None:
    return talking.check_minutes(whole(value))


def _repeat(value: Any, _listed: Listed) -> str:
    return repeat.repeat(string(value))


def _one_of(*words: str) -> Callable[[Any, Listed], str]:
    def checked(value: Any, _listed: Listed) -> str:
        if value not in words:
            raise Refused(f"not one of {', '.join(filter(None, words))}")
        return str(value)

    return checked


def _member(value: Any, listed: Listed) -> str:
    if not (found := listed.members.get(string(value).casefold())):
        raise Refused("not listed among the members")
    return found


def _stage(value: Any, listed: Listed) -> str:
    if not (found := listed.stages.get(string(value).casefold())):
        raise Refused("not listed among the stages")
    return found


def _reason(value: Any, listed: Listed) -> tuple[str, str]:
    if not isinstance(value, dict):
        raise Refused('not an object like {"kind": "former", "name": "retired"}')
    named = string(value.get("kind")), string(value.get("name")).casefold()
    if not (found := listed.reasons.get(named)):
        raise Refused("not listed among the reasons")
    return found


_CHECKS: dict[Kind, Callable[[Any, Listed], Any]] = {
    Kind.TIME: _time,
    Kind.DAY: _day,
    Kind.TEXT: _text,
    Kind.WORDS: _needed_text,
    Kind.LINE: _line,
    Kind.NEEDED_LINE: _needed_line,
    Kind.NAME: _name,
    Kind.FLAG: _flag,
    Kind.CADENCE: _cadence,
    Kind.MINUTES: _minutes,
    Kind.REPEAT: _repeat,
    Kind.FOLLOW_UP: lambda value, _: whole(value),
    Kind.WHY: _one_of(*WHY),
    Kind.PROBLEM: lambda value, _: whole(value),
    Kind.NEED: lambda value, _: whole(value),
    Kind.RUMOUR: lambda value, _: whole(value),
    Kind.RULE: _one_of("cancel", "soften", "archive", "skip", "sell"),
    Kind.STAGE_KIND: _one_of(*StageKind),
    Kind.REASON_KIND: _one_of(StageKind.NEVER, StageKind.FORMER),
    Kind.CHANNEL: _one_of(*Channel),
    Kind.DIRECTION: _one_of(*Direction),
    Kind.OUTCOME: _one_of(*(outcome for outcome in Outcome if outcome != Outcome.CANCELLED)),
    Kind.PURPOSE: _one_of(*Purpose),
    Kind.TONE: _one_of(*Tone),
    Kind.STATE: _one_of(*State),
    Kind.HOW: _one_of("", *Channel),
    Kind.FOR: _one_of("", *Purpose),
    Kind.STEP: _one_of("", *Step),
    Kind.TRUTH: _one_of("", *Truth),
    Kind.FAULT: _one_of("", *Fault),
    Kind.ENDING: _one_of("", *Ending),
    Kind.WEIGHT: _one_of(*WEIGHTS),
    Kind.AMOUNT: _amount,
    Kind.CONTACT: lambda value, _: string(value),
    Kind.ANNOUNCEMENT: _announcement,
    Kind.MEMBER: _member,
    Kind.SOMEBODY: _member,
    Kind.STAGE: _stage,
    Kind.REASON: _reason,
}
