"""The sentence that says why, and how long since."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.rules.why import sentence, since
from models.rules.words import ReasonKind

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 10, 9, 30, tzinfo=BERLIN)


def utc(month: int, day: int, hour: int = 8, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    kind: ReasonKind = ReasonKind.FOLLOW_UP
    due_at: datetime = utc(6, 10, 5)
    due_on: date | None = None
    stage: str = "Customer"
    stage_since_at: datetime = utc(4, 3, year=2023)
    created_at: datetime = utc(4, 3, year=2023)
    last_interaction_at: datetime | None = utc(5, 12)
    every_days: int | None = 30
    birthday: str = "1980-06-12"
    text: str = ""
    channel: str = "call"


BAD = Row(ReasonKind.BAD_NEWS, text="claim  refused,\nin full")
LEFT = Row(ReasonKind.WHY_LEFT, stage_since_at=utc(6, 4))
NEVER = Row(ReasonKind.WHY_NEVER, stage_since_at=utc(6, 4))
DRIFT = Row(ReasonKind.DRIFT)
BIRTHDAY = Row(ReasonKind.BIRTHDAY)
ALL_DAY = Row(due_at=utc(6, 8, 22), due_on=date(2026, 6, 9), channel="e-mail", text="send the quote")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (BAD, "Bad news untold, due today at 07:00: claim refused, in full. By voice or face to face."),
        (replace(BAD, due_at=utc(6, 9, 21, 59), text=""), "Bad news untold, due yesterday. By voice or face to face."),
        (Row(), "Follow-up by call, due today at 07:00."),
        (Row(due_at=utc(6, 9, 22)), "Follow-up by call, due today at 00:00."),  # it is the 10th in Berlin by then
        (Row(due_at=utc(6, 3)), "Follow-up by call, due 7 days ago."),
        (ALL_DAY, "Follow-up by e-mail, due yesterday: send the quote."),
        (replace(ALL_DAY, due_on=date(2026, 6, 10)), "Follow-up by e-mail, due today: send the quote."),
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
def test_sentences(row: Row, said: str) -> None:
    assert sentence(row, now=NOW) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row(), "07:00"),
        (Row(due_at=utc(6, 9, 21, 59)), "1d"),
        (Row(due_at=utc(6, 9, 22)), "00:00"),
        (ALL_DAY, "1d"),
        (replace(ALL_DAY, due_on=date(2026, 6, 10)), "today"),
        (LEFT, "6d"),
        (replace(NEVER, stage_since_at=utc(6, 10, 1)), "today"),
        (DRIFT, "29d of 30"),
        (replace(DRIFT, last_interaction_at=None), "1164d of 30"),
        (BIRTHDAY, "in 2d"),
        (replace(BIRTHDAY, birthday="--06-10"), "today"),
    ],
)
def test_how_long(row: Row, said: str) -> None:
    assert since(row, now=NOW) == said


def test_every_kind_that_models_can_find_has_a_sentence() -> None:
    for kind in ("BAD_NEWS", "FOLLOW_UP", "WHY_LEFT", "WHY_NEVER", "DRIFT", "BIRTHDAY"):
        assert sentence(replace(DRIFT, kind=ReasonKind[kind]), now=NOW).endswith(".")
