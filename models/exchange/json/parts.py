"""Which keys there are: of a contact, of its lists, and of what contacts share.

The tables here tell the reader, the writer and the one who enters it alike which keys there are and what they hold.
"""

from __future__ import annotations

from models.exchange.json.keys import Key, Kind, Part

_BY = Key("by", Kind.MEMBER, "by_id", None)

CONTACT = (
    Key("stage_since_at", Kind.TIME, usual=None),
    Key("reason", Kind.REASON, "reason_id", None),
    Key("created_at", Kind.TIME, usual=None),
    Key("updated_at", Kind.TIME, usual=None),
    Key("archived_at", Kind.TIME, usual=None),
    Key("discretion_at", Kind.TIME, usual=None),
    Key("discretion_by", Kind.SOMEBODY, "discretion_by_id", None),
)
"""What stands beside the parts; where it is not said, an import is the moment."""

SUBJECTS = {"need": "need", "rumour": "rumour", "announcement": "announcement"}
"""By the kind of a reason that was put off: the key that says what was behind it. Any other may have a follow-up."""

PARTS = {
    "notes": Part("note", ("at", "text"), (Key("at", Kind.TIME), _BY, Key("text", Kind.WORDS))),
    "needs": Part(
        "need",
        ("created_at", "text"),
        (
            Key("text", Kind.NEEDED_LINE),
            Key("weight", Kind.WEIGHT),
            Key("note", Kind.TEXT, usual=""),
            Key("confirmed_at", Kind.TIME),
            Key("ended_at", Kind.TIME, usual=None),
            Key("created_at", Kind.TIME),
            _BY,
        ),
    ),
    "rumours": Part(
        "rumour",
        ("heard_at", "text"),
        (
            Key("text", Kind.NEEDED_LINE),
            Key("source", Kind.LINE, usual=""),
            Key("heard_at", Kind.TIME),
            _BY,
            Key("truth", Kind.TRUTH, usual=""),
            Key("found", Kind.TEXT, usual=""),
            Key("closed_at", Kind.TIME, usual=None),
            Key("closed_by", Kind.SOMEBODY, "closed_by_id", None),
        ),
    ),
    "problems": Part(
        "problem",
        ("opened_at", "text"),
        (
            Key("text", Kind.WORDS),
            Key("amount", Kind.AMOUNT, usual=None),
            Key("owner", Kind.MEMBER, "owner_id", None),
            Key("fault", Kind.FAULT, usual=""),
            Key("wanted", Kind.TEXT, usual=""),
            Key("solution", Kind.TEXT, usual=""),
            Key("opened_at", Kind.TIME),
            Key("heard_at", Kind.TIME, usual=None),
            Key("agreed_at", Kind.TIME, usual=None),
            Key("closed_at", Kind.TIME, usual=None),
            Key("outcome", Kind.ENDING, usual=""),
            Key("closing", Kind.TEXT, usual=""),
            _BY,
        ),
    ),
    "follow_ups": Part(
        "follow_up",
        ("created_at", "text"),
        (
            Key("text", Kind.TEXT, usual=""),
            Key("due_at", Kind.TIME),
            Key("due_on", Kind.DAY, usual=None),
            Key("channel", Kind.CHANNEL, usual="call"),
            Key("purpose", Kind.PURPOSE, usual="service"),
            Key("tone", Kind.TONE, usual="neutral"),
            Key("owner", Kind.MEMBER, "owner_id", None),
            Key("private_place", Kind.FLAG, usual=False),
            Key("repeat", Kind.REPEAT, usual=""),
            Key("state", Kind.STATE, usual="open"),
            Key("closed_at", Kind.TIME, usual=None),
            Key("created_at", Kind.TIME),
            Key("created_by", Kind.MEMBER, "created_by_id", None),
            Key("problem", Kind.PROBLEM, "problem_id", None),
            Key("step", Kind.STEP, usual=""),
        ),
    ),
    "interactions": Part(
        "interaction",
        ("at", "text", "channel", "outcome"),
        (
            Key("at", Kind.TIME),
            _BY,
            Key("channel", Kind.CHANNEL),
            Key("direction", Kind.DIRECTION, usual="both"),
            Key("outcome", Kind.OUTCOME),
            Key("minutes", Kind.MINUTES, usual=None),
            Key("text", Kind.TEXT, usual=""),
            Key("follow_up", Kind.FOLLOW_UP, "follow_up_id", None),
            Key("purpose", Kind.FOR, usual=""),
        ),
    ),
    "stage_changes": Part(
        "stage_change",
        ("at", "to", "text"),
        (
            Key("at", Kind.TIME),
            _BY,
            Key("from", Kind.STAGE, "from_stage_id"),
            Key("to", Kind.STAGE, "to_stage_id"),
            Key("reason", Kind.REASON, "reason_id", None),
            Key("text", Kind.TEXT, usual=""),
        ),
    ),
    "overrides": Part(
        "override",
        ("at", "rule", "reason"),
        (
            Key("at", Kind.TIME),
            _BY,
            Key("rule", Kind.RULE),
            Key("reason", Kind.WORDS),
            Key("follow_up", Kind.FOLLOW_UP, "follow_up_id", None),
        ),
    ),
    "favours": Part(
        "favour",
        ("at", "direction", "text", "introduced"),
        (
            Key("direction", Kind.DIRECTION),
            Key("introduced", Kind.CONTACT, "introduced_id", None),
            Key("text", Kind.TEXT, usual=""),
            Key("at", Kind.TIME),
            _BY,
        ),
        "at, direction, text, introduced_id",
    ),
    "disclosures": Part(
        "disclosure",
        ("announcement",),
        (
            Key("announcement", Kind.ANNOUNCEMENT, "announcement_id"),
            Key("told_at", Kind.TIME, usual=None),
            Key("channel", Kind.HOW, usual=""),
            Key("text", Kind.TEXT, usual=""),
            Key("by", Kind.SOMEBODY, "by_id", None),
        ),
    ),
    "snoozes": Part(
        "snooze",
        ("kind", "follow_up", *SUBJECTS.values()),
        (
            Key("kind", Kind.WHY),
            Key("follow_up", Kind.FOLLOW_UP, "subject", None),
            Key("need", Kind.NEED, "subject", None),
            Key("rumour", Kind.RUMOUR, "subject", None),
            Key("announcement", Kind.ANNOUNCEMENT, "subject", None),
            Key("due_at", Kind.TIME),
            Key("until_at", Kind.TIME),
        ),
    ),
}
"""The lists of a contact, each before those that point to it by its place, from 0."""


LISTS = {
    "stages": (
        Key("name", Kind.NAME),
        Key("kind", Kind.STAGE_KIND),
        Key("every_days", Kind.CADENCE, usual=None),
        Key("archived_at", Kind.TIME, usual=None),
    ),
    "reasons": (
        Key("kind", Kind.REASON_KIND),
        Key("name", Kind.NAME),
        Key("ends_contact", Kind.FLAG, usual=False),
        Key("is_unknown", Kind.FLAG, usual=False),
        Key("archived_at", Kind.TIME, usual=None),
        Key("is_ours", Kind.FLAG, usual=None),
        Key("asks_again", Kind.FLAG, usual=None),
    ),
    "announcements": (
        Key("title", Kind.NAME),
        Key("text", Kind.TEXT, usual=""),
        Key("audience", Kind.LINE, usual=""),
        Key("at", Kind.TIME),
        Key("by", Kind.MEMBER, usual=None),
        Key("closed_at", Kind.TIME, usual=None),
    ),
    "companies": (Key("name", Kind.NAME), Key("created_at", Kind.TIME, usual=None)),
}
"""What contacts share, listed before them."""
