"""The sentence that says why, and how long since."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from models.rules.problems import WORDS
from models.rules.why import Outreach, sentence, since
from models.rules.words import ReasonKind, Step

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
PROBLEM = replace(FOLLOW_UP, kind=ReasonKind.PROBLEM, text="the roof leaks", began_at=utc(5, 12))
STEP = replace(PROBLEM, step="hear", began_at=None)
PROMISE = replace(STEP, kind=ReasonKind.PROMISE, step="check")
RUMOUR = replace(FOLLOW_UP, kind=ReasonKind.RUMOUR, text="they are moving", began_at=utc(6, 10, 5))
NEED = replace(FOLLOW_UP, kind=ReasonKind.NEED, text="one invoice a month", began_at=utc(3, 3))
NEWS = replace(FOLLOW_UP, kind=ReasonKind.ANNOUNCEMENT, text="we move", began_at=utc(6, 9), told=3, untold=1_012)
ALL_DAY = replace(FOLLOW_UP, due_at=utc(6, 8, 22), due_on=date(2026, 6, 9), channel="e-mail", text="send the quote")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (BAD, "Bad news untold, due today at 07:00: claim refused, in full. By voice or face to face."),
        (replace(BAD, due_at=utc(6, 9, 21, 59), text=""), "Bad news untold, due yesterday. By voice or face to face."),
        (PROBLEM, "Problem since 12 May, and no next step promised: the roof leaks."),
        (STEP, "Problem: hear them out by call, due today at 07:00: the roof leaks."),
        (
            replace(STEP, step="fix", channel="in-person"),
            "Problem: fix it in person, due today at 07:00: the roof leaks.",
        ),
        (PROMISE, "You promised to check that it held by call, due today at 07:00: the roof leaks."),
        (RUMOUR, "Heard today: they are moving. Call them."),
        (replace(RUMOUR, began_at=utc(6, 9)), "Heard yesterday: they are moving. Call them."),
        (NEED, "Needs: one invoice a month. Confirmed 3 Mar, 99 days ago: ask again."),
        (NEWS, "To be told since 9 Jun: we move. 3 told, 1,012 not."),
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
        (PROBLEM, "29d"),
        (replace(PROBLEM, began_at=utc(6, 10, 5)), "today"),
        (STEP, "07:00"),
        (PROMISE, "07:00"),
        (RUMOUR, "now"),
        (replace(RUMOUR, began_at=utc(6, 8)), "2d"),
        (NEED, "99d"),
        (NEWS, "1d"),
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
    for kind in set(ReasonKind) - {ReasonKind.SECRET}:
        assert sentence(replace(DRIFT, kind=kind, step="check"), now=NOW).endswith(".")


def test_every_step_is_said_in_words() -> None:
    assert WORDS.keys() == set(Step)
