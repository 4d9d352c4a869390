"""The facts about one contact in, the reasons for outreach out."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.outreach import Facts, Open, OpenFollowUp, Reason, Thresholds, reasons
from models.rules.words import Channel, Purpose, ReasonKind, StageKind, Step, Tone

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 10, 9, 30, tzinfo=BERLIN)
ADDED = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPOKE = datetime(2026, 5, 12, 8, tzinfo=UTC)
QUIET = Facts(
    stage_kind="customer",
    stage_since_at=ADDED,
    created_at=ADDED,
    last_interaction_at=None,
    every_days=None,
    birthday="",
    do_not_contact="",
    archived=False,
    reason_unknown=False,
    contact_ends=False,
)

moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
follow_ups = st.builds(
    OpenFollowUp,
    id=st.integers(1, 9),
    due_at=moments,
    tone=st.sampled_from(Tone),
    purpose=st.sampled_from(Purpose),
    channel=st.sampled_from(Channel),
    problem_id=st.integers(1, 3),
    step=st.sampled_from(["", *Step]),
)
opens = st.lists(st.builds(Open, id=st.integers(1, 5), since=moments), max_size=3, unique_by=lambda row: row.id)
facts = st.builds(
    Facts,
    stage_kind=st.sampled_from(StageKind),
    stage_since_at=moments,
    created_at=moments,
    last_interaction_at=st.none() | moments,
    every_days=st.none() | st.integers(1, 3650),
    birthday=st.sampled_from(["", "1980-03-22", "--02-29", "--12-31"]),
    do_not_contact=st.sampled_from(["", "any", "text", "call e-mail", " ".join(Channel)]),
    archived=st.booleans(),
    reason_unknown=st.booleans(),
    contact_ends=st.booleans(),
    follow_ups=st.lists(follow_ups, max_size=3, unique_by=lambda row: row.id),
    problems=opens,
    rumours=opens,
    needs=opens,
    announcements=opens,
)


def found(about: Facts, now: datetime = NOW) -> list[Reason]:
    return reasons(about, now=now, snoozes={})


def kinds(about: Facts) -> set[str]:
    return {reason.kind.name for reason in found(about)}


def open_one(**values: object) -> OpenFollowUp:
    return replace(OpenFollowUp(7, SPOKE, Tone.NEUTRAL, Purpose.SERVICE, Channel.CALL), **values)  # type: ignore[arg-type]


def test_nobody_without_a_reason_needs_outreach() -> None:
    assert found(QUIET) == []


def test_a_follow_up_is_due_when_it_says() -> None:
    assert found(replace(QUIET, follow_ups=[open_one()])) == [Reason(ReasonKind.FOLLOW_UP, SPOKE, 7)]
    bad = open_one(tone=Tone.UNPLEASANT)
    assert found(replace(QUIET, follow_ups=[bad])) == [Reason(ReasonKind.BAD_NEWS, SPOKE, 7)]


@pytest.mark.parametrize(
    ("stage", "kind"), [(StageKind.FORMER, ReasonKind.WHY_LEFT), (StageKind.NEVER, ReasonKind.WHY_NEVER)]
)
def test_an_unknown_reason_is_asked_for(stage: StageKind, kind: ReasonKind) -> None:
    gone = replace(QUIET, stage_kind=stage, reason_unknown=True)
    assert found(gone) == [Reason(kind, ADDED)]
    assert found(replace(gone, reason_unknown=False)) == []


@pytest.mark.parametrize("stage", [StageKind.PROSPECT, StageKind.CUSTOMER, StageKind.FAN])
def test_only_who_left_or_never_bought_is_asked_why(stage: StageKind) -> None:
    assert found(replace(QUIET, stage_kind=stage, reason_unknown=True)) == []


def test_the_cadence_counts_from_the_last_interaction_or_from_the_day_they_were_added() -> None:
    monthly = replace(QUIET, every_days=30)
    assert found(monthly) == [Reason(ReasonKind.DRIFT, ADDED + timedelta(days=30))]
    spoken = replace(monthly, last_interaction_at=SPOKE)
    assert found(spoken) == [Reason(ReasonKind.DRIFT, SPOKE + timedelta(days=30))]


@pytest.mark.parametrize(
    ("birthday", "now", "shows", "ends"),
    [
        ("--06-17", NOW, date(2026, 6, 10), date(2026, 6, 18)),
        ("1980-06-10", NOW, date(2026, 6, 3), date(2026, 6, 11)),
        ("--06-09", NOW, date(2027, 6, 2), date(2027, 6, 10)),
        ("1980-02-29", datetime(2026, 2, 20, tzinfo=BERLIN), date(2026, 2, 21), date(2026, 3, 1)),
        ("1980-02-29", datetime(2028, 2, 20, tzinfo=BERLIN), date(2028, 2, 22), date(2028, 3, 1)),
        ("--01-03", datetime(2026, 12, 30, tzinfo=BERLIN), date(2026, 12, 27), date(2027, 1, 4)),
        ("--03-29", datetime(2026, 3, 29, tzinfo=BERLIN), date(2026, 3, 22), date(2026, 3, 30)),  # the clocks change
        ("--10-25", datetime(2026, 10, 25, tzinfo=BERLIN), date(2026, 10, 18), date(2026, 10, 26)),
    ],
)
def test_a_birthday_shows_from_a_week_before_until_it_is_over(
    birthday: str, now: datetime, shows: date, ends: date
) -> None:
    def midnight(day: date) -> datetime:
        return datetime.combine(day, time.min, BERLIN)

    (reason,) = found(replace(QUIET, birthday=birthday), now)
    assert (reason.kind, reason.due_at, reason.until) == (ReasonKind.BIRTHDAY, midnight(shows), midnight(ends))


def test_archived_is_silent() -> None:
    everything = replace(
        QUIET, archived=True, every_days=1, birthday="--06-10", follow_ups=[open_one(tone=Tone.UNPLEASANT)]
    )
    assert found(everything) == []
    assert kinds(replace(everything, archived=False)) == {"BAD_NEWS", "DRIFT", "BIRTHDAY"}


def busy(**values: object) -> Facts:
    rows = [
        open_one(id=1, tone=Tone.UNPLEASANT, purpose=Purpose.SALES),
        open_one(id=2),
        open_one(id=3, purpose=Purpose.SALES),
    ]
    about = replace(QUIET, every_days=30, birthday="--06-10", follow_ups=rows)
    return replace(about, **values)  # type: ignore[arg-type]


def test_do_not_contact_silences_drift_and_sales_but_no_promise_and_no_bad_news() -> None:
    told = found(busy(do_not_contact="any"))
    assert [(reason.kind.name, reason.subject) for reason in told] == [
        ("BAD_NEWS", 1),
        ("FOLLOW_UP", 2),
        ("BIRTHDAY", 0),
    ]


def test_do_not_contact_by_one_channel_silences_selling_by_that_one() -> None:
    assert 3 not in {reason.subject for reason in found(busy(do_not_contact="call"))}
    assert 3 in {reason.subject for reason in found(busy(do_not_contact="text"))}
    assert "DRIFT" in kinds(busy(do_not_contact="call text"))


def test_where_contact_ends_cadence_sales_and_birthday_stop() -> None:
    told = found(busy(contact_ends=True))
    assert [(reason.kind.name, reason.subject) for reason in told] == [("BAD_NEWS", 1), ("FOLLOW_UP", 2)]


def test_a_snooze_holds_for_that_reason_and_that_date_only() -> None:
    later = NOW + timedelta(days=9)
    about = replace(QUIET, follow_ups=[open_one()], every_days=30)
    snoozes = {(5, 7): (SPOKE, later), (11, 0): (ADDED, later)}  # the drift was put off for another date
    assert [reason.due_at for reason in reasons(about, now=NOW, snoozes=snoozes)] == [later, ADDED + timedelta(days=30)]
    moved = replace(about, follow_ups=[open_one(due_at=ADDED)])
    assert reasons(moved, now=NOW, snoozes=snoozes)[0].due_at == ADDED


def test_a_snoozed_birthday_is_over_when_it_is_over() -> None:
    (plain,) = found(replace(QUIET, birthday="--06-12"))
    snoozes = {(12, 0): (plain.due_at, NOW + timedelta(days=1))}
    (put_off,) = reasons(replace(QUIET, birthday="--06-12"), now=NOW, snoozes=snoozes)
    assert (put_off.due_at, put_off.until) == (NOW + timedelta(days=1), plain.until)


def test_a_snooze_holds_where_midnight_is_skipped() -> None:
    cairo = datetime(2024, 4, 26, 9, tzinfo=ZoneInfo("Africa/Cairo"))  # clocks went from 23:59 to 01:00 that night
    about = replace(QUIET, birthday="--05-03")
    (plain,) = found(about, cairo)
    kept = datetime.fromisoformat(plain.due_at.astimezone(UTC).isoformat())
    (put_off,) = reasons(about, now=cairo, snoozes={(12, 0): (kept, NOW)})
    assert put_off.due_at == NOW


@given(facts)
def test_one_reason_of_a_kind_and_subject_and_every_time_aware(about: Facts) -> None:
    told = found(about)
    assert len({(reason.kind, reason.subject) for reason in told}) == len(told)
    assert all(reason.due_at.tzinfo for reason in told)
    assert not (about.archived and told)


@given(facts)
def test_open_bad_news_is_never_silenced(about: Facts) -> None:
    bad = {row.id for row in about.follow_ups if row.tone == Tone.UNPLEASANT}
    assert {
        reason.subject for reason in found(replace(about, archived=False)) if reason.kind == ReasonKind.BAD_NEWS
    } == bad


def test_the_kinds_are_in_the_order_of_their_weight() -> None:
    assert [kind.name.lower() for kind in sorted(ReasonKind)] == (
        [
            "bad_news",
            "problem",
            "rumour",
            "promise",
            "follow_up",
            "secret",
            "why_left",
            "why_never",
            "need",
            "announcement",
            "drift",
            "birthday",
        ]
    )


def test_the_step_of_a_problem_is_due_when_it_was_promised_and_the_check_is_a_kind_of_its_own() -> None:
    fix, check = open_one(step=Step.FIX, problem_id=3), open_one(id=8, step=Step.CHECK, problem_id=4)
    about = replace(QUIET, follow_ups=[fix, check], problems=[Open(3, ADDED), Open(4, ADDED)])
    assert found(about) == [Reason(ReasonKind.PROBLEM, SPOKE, 7), Reason(ReasonKind.PROMISE, SPOKE, 8)]
    told = replace(fix, tone=Tone.UNPLEASANT)
    assert found(replace(about, follow_ups=[told, check]))[0] == Reason(ReasonKind.BAD_NEWS, SPOKE, 7)


def test_problems_with_no_step_promised_wait_at_once_as_one() -> None:
    about = replace(QUIET, problems=[Open(3, SPOKE), Open(4, ADDED)])
    assert found(about) == [Reason(ReasonKind.PROBLEM, ADDED)]
    promised = replace(about, follow_ups=[open_one(step=Step.HEAR, problem_id=4)])
    assert found(promised) == [Reason(ReasonKind.PROBLEM, SPOKE, 7), Reason(ReasonKind.PROBLEM, SPOKE)]


def test_a_rumour_an_announcement_and_a_need_are_due_from_when_they_began() -> None:
    about = replace(QUIET, rumours=[Open(2, SPOKE)], announcements=[Open(3, SPOKE)], needs=[Open(4, SPOKE)])
    assert found(about) == [
        Reason(ReasonKind.RUMOUR, SPOKE, 2),
        Reason(ReasonKind.NEED, SPOKE + timedelta(days=180), 4),
        Reason(ReasonKind.ANNOUNCEMENT, SPOKE, 3),
    ]


@pytest.mark.parametrize("values", [{"contact_ends": True}, {"do_not_contact": "any"}])
def test_who_is_left_alone_is_asked_for_no_need_but_for_problems_and_rumours(values: dict[str, object]) -> None:
    craft = {name: [Open(2, SPOKE)] for name in ("needs", "problems", "rumours")}
    about = replace(QUIET, **values, **craft, follow_ups=[open_one(step=Step.CHECK, purpose=Purpose.SALES)])  # type: ignore[arg-type]
    assert kinds(about) == {"PROBLEM", "RUMOUR", "PROMISE"}


@given(facts)
def test_who_ended_contact_has_never_drifted_nor_a_stale_need_nor_a_birthday(about: Facts) -> None:
    ended = kinds(replace(about, contact_ends=True))
    assert not ended & {"DRIFT", "NEED", "BIRTHDAY"}


@given(facts, st.integers(0, 4000))
def test_any_word_puts_the_cadence_off_and_changes_no_other_reason(about: Facts, after: int) -> None:
    spoken = replace(about, last_interaction_at=ADDED + timedelta(days=after))
    drift = [reason.due_at for reason in found(spoken) if reason.kind == ReasonKind.DRIFT]
    assert drift in ([], [ADDED + timedelta(days=after + (about.every_days or 0))])
    assert [row for row in found(about) if row.kind != ReasonKind.DRIFT] == [
        row for row in found(spoken) if row.kind != ReasonKind.DRIFT
    ]


def test_what_a_team_agreed_on() -> None:
    about = replace(QUIET, every_days=30, birthday="--06-30", needs=[Open(2, SPOKE)])
    usual = reasons(about, now=NOW, snoozes={})
    agreed = reasons(about, now=NOW, snoozes={}, thresholds=Thresholds(20, 5, 90))
    assert [(now.kind.name, now.due_at - was.due_at) for was, now in zip(usual, agreed, strict=True)] == [
        ("NEED", timedelta(days=-90)),
        ("DRIFT", timedelta(days=5)),
        ("BIRTHDAY", timedelta(days=-13)),
    ]
    assert [reason.until for reason in agreed] == [reason.until for reason in usual]


def test_what_was_put_off_gets_no_grace_on_top() -> None:
    snoozes = {(11, 0): (ADDED + timedelta(days=30), NOW)}
    grace = Thresholds(grace_days=5)
    (put_off,) = reasons(replace(QUIET, every_days=30), now=NOW, snoozes=snoozes, thresholds=grace)
    assert put_off.due_at == NOW
