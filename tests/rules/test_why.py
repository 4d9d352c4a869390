"""The sentence that says why, and how long since."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.rules.why import Outreach, sentence, since
from models.rules.words import ReasonKind

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 10, 9, 30, tzinfo=BERLIN)


def utc(month: int, day: int, hour: int = 8, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


FOLLOW_UP = Outreach(
    kind=ReasonKind.FOLLOW_UP,
    due_at=utc(6, 10, 5),
    due_on=None,
    stage="Customer",
    stage_since_at=utc(4, 3, year=2023),
    created_at=utc(4, 3, year=2023),
    last_interaction_at=utc(5, 12),
    every_days=30,
    birthday="1980-06-12",
    text="",
    channel="call",
)
BAD = replace(FOLLOW_UP, kind=ReasonKind.BAD_NEWS, text="claim  refused,\nin full")
LEFT = replace(FOLLOW_UP, kind=ReasonKind.WHY_LEFT, stage_since_at=utc(6, 4))
NEVER = replace(FOLLOW_UP, kind=ReasonKind.WHY_NEVER, stage_since_at=utc(6, 4))
DRIFT = replace(FOLLOW_UP, kind=ReasonKind.DRIFT)
BIRTHDAY = replace(FOLLOW_UP, kind=ReasonKind.BIRTHDAY)
ALL_DAY = replace(FOLLOW_UP, due_at=utc(6, 8, 22), due_on=date(2026, 6, 9), channel="e-mail", text="send the quote")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (BAD, "Bad news untold, due today at 07:00: claim refused, in full. By voice or face to face."),
        (replace(BAD, due_at=utc(6, 9, 21, 59), text=""), "Bad news untold, due yesterday. By voice or face to face."),
        (FOLLOW_UP, "Follow-up by call, due today at 07:00."),
        (
            replace(FOLLOW_UP, due_at=utc(6, 9, 22)),
            "Follow-up by call, due today at 00:00.",
        ),  # it is the 10th in Berlin by then
        (replace(FOLLOW_UP, due_at=utc(6, 3)), "Follow-up by call, due 7 days ago."),
        (ALL_DAY, "Follow-up by e-mail, due yesterday: send the quote."),
        (replace(ALL_DAY, due_on=date(2026, 6, 10)), "Follow-up by e-mail, due today: send the quote."),
        (replace(ALL_DAY, due_on=date(2026, 6, 11)), "Follow-up by e-mail, due tomorrow: send the quote."),
        (replace(FOLLOW_UP, channel="in-person", text="tea?"), "Follow-up in person, due today at 07:00: tea?"),
        (LEFT, "Left 6 days ago, reason unknown. Ask, without accusing."),
        (replace(LEFT, stage_since_at=utc(6, 10, 1)), "Left today, reason unknown. Ask, without accusing."),
        (replace(LEFT, stage_since_at=utc(6, 9)), "Left yesterday, reason unknown. Ask, without accusing."),
        (NEVER, "Never bought, reason unknown since 4 Jun. Ask, without accusing."),
        (DRIFT, "Customer since 3 Apr 2023; no word since 12 May; you promised monthly."),
        (
            replace(DRIFT, last_interaction_at=None, every_days=45),
            "Customer since 3 Apr 2023; no word since they were added 3 Apr 2023; you promised every 45 days.",
        ),
        (BIRTHDAY, "Birthday in 2 days, on 12 Jun 1980."),
        (replace(BIRTHDAY, birthday="--06-11"), "Birthday tomorrow, on 11 Jun."),
        (replace(BIRTHDAY, birthday="--06-10"), "Birthday today, on 10 Jun."),
    ],
)
def test_sentences(row: Outreach, said: str) -> None:
    assert sentence(row, now=NOW) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (FOLLOW_UP, "07:00"),
        (replace(FOLLOW_UP, due_at=utc(6, 9, 21, 59)), "1d"),
        (replace(FOLLOW_UP, due_at=utc(6, 9, 22)), "00:00"),
        (ALL_DAY, "1d"),
        (replace(ALL_DAY, due_on=date(2026, 6, 10)), "today"),
        (replace(ALL_DAY, due_on=date(2026, 6, 11)), "tomorrow"),
        (LEFT, "6d"),
        (replace(NEVER, stage_since_at=utc(6, 10, 1)), "today"),
        (DRIFT, "29d of 30"),
        (replace(DRIFT, last_interaction_at=None), "1164d of 30"),
        (BIRTHDAY, "in 2d"),
        (replace(BIRTHDAY, birthday="--06-10"), "today"),
    ],
)
def test_how_long(row: Outreach, said: str) -> None:
    assert since(row, now=NOW) == said


def test_every_kind_that_models_can_find_has_a_sentence() -> None:
    for kind in ("BAD_NEWS", "FOLLOW_UP", "WHY_LEFT", "WHY_NEVER", "DRIFT", "BIRTHDAY"):
        assert sentence(replace(DRIFT, kind=ReasonKind[kind]), now=NOW).endswith(".")
