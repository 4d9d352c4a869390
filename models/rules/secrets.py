"""What a secret holds: its words, who stands where in it, what they feel, and what was decided; and its rules.

Nothing here has a `repr` that tells: what is written down of an error or a worker says no secret.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.rules import text
from models.rules.refusals import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CLOSED = "This secret is closed. Open it again first."
LONGEST_HOW = 500


class Standing(StrEnum):
    """Where a contact stands in a secret."""

    UNAWARE = "unaware"
    SUSPECTS = "suspects"
    KNOWS = "knows"
    CIRCLE = "in-the-circle"


class View(StrEnum):
    """What somebody thinks: whether it is a good idea, and whether they are better off."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Wish(StrEnum):
    """What somebody wants done with it."""

    SHARE = "share"
    KEEP = "keep"


class Course(StrEnum):
    """What we decided to do about a secret."""

    CONTAIN = "contain"
    GATHER = "gather-views"
    SHARE = "share"


@dataclass(frozen=True, slots=True, repr=False)
class Knower:
    """Where one contact, named by uid, stands: how and when they learned, when we talked, and what they feel.

    `good_idea` and `better_off` are a View, `wish` a Wish, or "" while not known; `later_at` is until when talking it
    over was put off.
    """

    contact: str
    standing: Standing = Standing.UNAWARE
    how: str = ""
    learned_at: datetime | None = None
    talked_at: datetime | None = None
    good_idea: str = ""
    better_off: str = ""
    wish: str = ""
    later_at: datetime | None = None

    @property
    def knows(self) -> bool:
        """Whether they know of it, or suspect."""
        return self.standing != Standing.UNAWARE

    @property
    def waits(self) -> bool:
        """Whether they learned of it and nobody has talked with them."""
        return self.knows and self.talked_at is None


@dataclass(frozen=True, slots=True, repr=False)
class Decision:
    """What was decided, in which words, when, and by whom, by name."""

    course: Course
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, repr=False)
class Matter:
    """A secret, whole: the decisions stand the oldest first."""

    title: str
    body: str = ""
    closed_at: datetime | None = None
    knowers: tuple[Knower, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def decision(self) -> Decision | None:
        """What holds now."""
        return self.decisions[-1] if self.decisions else None

    def knower(self, contact: str) -> Knower | None:
        """Find where a contact stands, by uid."""
        return next((each for each in self.knowers if each.contact == contact), None)


@dataclass(frozen=True, slots=True, repr=False)
class Tally:
    """How many stand where, how many of those who know of it think what, and how many nobody has talked with."""

    standing: Counter[str]
    good_idea: Counter[str]
    better_off: Counter[str]
    wish: Counter[str]
    untalked: int


def titled(title: str, body: str) -> Matter:
    """Begin a secret. Raises Refused for one without a title, or too long."""
    return Matter(_title(title), _body(body))


def reworded(matter: Matter, title: str, body: str) -> Matter:
    """Give a secret other words. Raises Refused."""
    return replace(matter, title=_title(title), body=_body(body))


def placed(matter: Matter, contact: str, said: Mapping[str, Any], *, at: datetime) -> Matter:
    """Note where a contact stands, or something more of it: `said` are fields of a Knower that change.

    Who knows and did not say when they learned learned it now; who does not know learned nothing and feels nothing.
    Raises Refused for a secret that is closed, or a day ahead.
    """
    _check_open(matter)
    was = matter.knower(contact)
    now = replace(was or Knower(contact), **_clean(said))
    if not now.knows:
        now = Knower(contact, how=now.how)
    elif now.learned_at is None:
        now = replace(now, learned_at=at)
    for day in (now.learned_at, now.talked_at):
        if day and day > at:
            raise Refused("That day lies ahead. Give the one on which it was.")
    others = tuple(now if each is was else each for each in matter.knowers)
    return replace(matter, knowers=others if was else (*others, now))


def taken_off(matter: Matter, contact: str) -> Matter:
    """Forget where a contact stands. Raises NotFound for who is not in it."""
    if not matter.knower(contact):
        raise NotFound("They stand nowhere in this secret.")
    return replace(matter, knowers=tuple(each for each in matter.knowers if each.contact != contact))


def decided(matter: Matter, course: Course, words: str, *, by: str, at: datetime) -> Matter:
    """Add a decision. Raises Refused for a secret that is closed, and for what is decided already, without a word."""
    _check_open(matter)
    words = text.block(words, what="decision", limit=2_000)
    if not words and matter.decision and matter.decision.course == course:
        raise Refused(f"That is decided already: {course}. Say in a word what is new, or decide otherwise.")
    return replace(matter, decisions=(*matter.decisions, Decision(course, words, at, by)))


def closed(matter: Matter, *, at: datetime | None) -> Matter:
    """Close a secret at a moment, or open it again with None. Raises Refused for what is so already."""
    if bool(at) == bool(matter.closed_at):
        raise Refused(f"This secret is {'closed' if at else 'open'} already.")
    return replace(matter, closed_at=at)


def tally(matter: Matter) -> Tally:
    """Count where people stand, and what those who know feel."""
    knowing = [each for each in matter.knowers if each.knows]
    feelings = {name: _counted(getattr(each, name) for each in knowing) for name in FEELINGS}
    standing = _counted(str(each.standing) for each in matter.knowers)
    return Tally(standing=standing, untalked=len(untalked(matter)), **feelings)


def untalked(matter: Matter) -> list[Knower]:
    """List who knows, or suspects, and has not been talked with, who learned first before others; none once closed."""
    waiting = [] if matter.closed_at else [each for each in matter.knowers if each.waits]
    return sorted(waiting, key=lambda each: (each.learned_at or _NEVER, each.contact))


def due(matter: Matter, *, until: datetime) -> list[tuple[Knower, datetime]]:
    """List who is to be talked with before `until`, each with the moment from which: when they learned, or later."""
    moments = [(each, max(each.learned_at or _NEVER, each.later_at or _NEVER)) for each in untalked(matter)]
    return [(each, at) for each, at in moments if at < until]


def _clean(said: Mapping[str, Any]) -> dict[str, Any]:
    """Clean what is said of somebody. Raises Refused."""
    return {**said, **({"how": text.line(said["how"], what="word", limit=LONGEST_HOW)} if "how" in said else {})}


def _counted(words: Iterable[str]) -> Counter[str]:
    return Counter(word for word in words if word)


def _title(title: str) -> str:
    return text.name(title, what="secret")


def _body(body: str) -> str:
    return text.block(body, what="secret")


def _check_open(matter: Matter) -> None:
    if matter.closed_at:
        raise Refused(_CLOSED)


FEELINGS: dict[str, type[StrEnum]] = {"good_idea": View, "better_off": View, "wish": Wish}
"""What is asked of who knows, and which answers there are."""
_NEVER = datetime.min.replace(tzinfo=UTC)
