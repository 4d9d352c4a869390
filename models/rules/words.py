"""The words of the trade, as they are kept, typed and shown."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class StageKind(StrEnum):
    """What a stage means to the rules, whatever a team calls it."""

    PROSPECT = "prospect"
    CUSTOMER = "customer"
    FAN = "fan"
    NEVER = "never"
    FORMER = "former"


class Role(StrEnum):
    """What a member may do: an owner says who the members are."""

    OWNER = "owner"
    MEMBER = "member"


class Channel(StrEnum):
    """How two people are in touch."""

    CALL = "call"
    VIDEO = "video"
    IN_PERSON = "in-person"
    E_MAIL = "e-mail"
    TEXT = "text"
    LETTER = "letter"
    VOICEMAIL = "voicemail"


class Direction(StrEnum):
    """Who spoke: they to us (in), we to them (out), or both."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


class Purpose(StrEnum):
    """What a follow-up is for."""

    SALES = "sales"
    SERVICE = "service"
    NEWS = "news"
    SOCIAL = "social"


class Tone(StrEnum):
    """How what a follow-up brings will be taken."""

    GOOD = "good"
    NEUTRAL = "neutral"
    UNPLEASANT = "unpleasant"


class Outcome(StrEnum):
    """What came of a follow-up or an interaction."""

    SPOKE = "spoke"
    SENT = "sent"
    NO_ANSWER = "no-answer"
    LEFT_WORD = "left-word"
    CANCELLED = "cancelled"


class State(StrEnum):
    """Where a follow-up stands."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Weight(IntEnum):
    """How much a need weighs."""

    NICE = 1
    MATTERS = 2
    VITAL = 3


class Truth(StrEnum):
    """What turned out to be true of a rumour."""

    TRUE = "true"
    PARTLY = "partly"
    FALSE = "false"
    OPEN = "not-clear"


class Fault(StrEnum):
    """Whose fault a problem is."""

    OURS = "ours"
    THEIRS = "theirs"
    NOBODYS = "nobody's"


class Step(StrEnum):
    """The steps that lead a problem to an agreed end, in their order."""

    HEAR = "hear"
    FIX = "fix"
    ASSURE = "assure"
    APOLOGISE = "apologise"
    THANK = "thank"
    CHECK = "check"


class Ending(StrEnum):
    """How a problem was closed: the customer agreed, or a reason says why not."""

    AGREED = "agreed"
    NOT_AGREED = "not-agreed"


class PointKind(StrEnum):
    """The ways to reach a contact."""

    E_MAIL = "e-mail"
    PHONE = "phone"
    ADDRESS = "address"
    LINK = "link"


class ReasonKind(IntEnum):
    """The kinds of reason for outreach, most pressing first; the number is what is kept and sorted by."""

    BAD_NEWS = 1
    PROBLEM = 2
    RUMOUR = 3
    PROMISE = 4
    FOLLOW_UP = 5
    SECRET = 6
    WHY_LEFT = 7
    WHY_NEVER = 8
    NEED = 9
    ANNOUNCEMENT = 10
    DRIFT = 11
    BIRTHDAY = 12


ATTEMPTS = frozenset({Outcome.NO_ANSWER, Outcome.LEFT_WORD})
VOICE_OR_FACE = frozenset({Channel.CALL, Channel.VIDEO, Channel.IN_PERSON})
