"""Moments said back, shown short and read backwards, and what holds for any text, time and zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules import when
from models.rules.when import Moment, Unreadable
from tests.rules.test_when import BERLIN, LONDON, NEW_YORK, NOW, TRY, read

ZONES = st.sampled_from((LONDON, BERLIN, NEW_YORK, ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Apia")))


INSTANTS = st.datetimes(datetime(1980, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (Moment(datetime(2026, 11, 27, 10, tzinfo=UTC)), "Fri 27 Nov 10:00, in 6 days"),
        (Moment(datetime(2026, 11, 27, tzinfo=UTC), date(2026, 11, 27)), "Fri 27 Nov, in 6 days"),
        (Moment(datetime(2026, 11, 21, 23, 5, tzinfo=UTC)), "Sat 21 Nov 23:05, today"),
        (Moment(datetime(2026, 11, 22, tzinfo=UTC), date(2026, 11, 22)), "Sun 22 Nov, tomorrow"),
        (Moment(datetime(2026, 11, 20, 7, tzinfo=UTC)), "Fri 20 Nov 07:00, yesterday"),
        (Moment(datetime(2026, 11, 18, tzinfo=UTC), date(2026, 11, 18)), "Wed 18 Nov, 3 days ago"),
        (Moment(datetime(2027, 1, 5, tzinfo=UTC), date(2027, 1, 5)), "Tue 5 Jan 2027, in 45 days"),
        (Moment(datetime(2025, 12, 31, 8, tzinfo=UTC)), "Wed 31 Dec 2025 08:00, 325 days ago"),
    ],
)
def test_a_moment_is_said_back(moment: Moment, said: str) -> None:
    assert when.echo(moment, now=NOW, zone=LONDON) == said


def test_it_is_said_in_the_zone_of_the_one_who_reads() -> None:
    new_year = Moment(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert when.echo(new_year, now=NOW, zone=BERLIN) == "Fri 1 Jan 2027 00:30, in 41 days"
    assert when.short(new_year.at, now=NOW, zone=BERLIN) == "  2027"


@pytest.mark.parametrize(
    ("at", "shown"), [((2026, 11, 19), "19 Nov"), ((2026, 10, 3), "03 Oct"), ((2024, 11, 23), "  2024")]
)
def test_a_list_shows_six_cells(at: tuple[int, int, int], shown: str) -> None:
    assert when.short(datetime(*at, 12, tzinfo=UTC), now=NOW, zone=LONDON) == shown


@settings(deadline=None)
@given(st.text(max_size=70) | st.from_regex(r"[0-9a-z]{1,5}[ /.:-]?[0-9a-z]{0,6} ?[a-z0-9:]{0,9}", fullmatch=True))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    try:
        moment = read(text)
    except Unreadable as refused:
        assert str(refused).isprintable()  # noqa: PT017 - both ways are fine, breaking is not
    else:
        assert moment.at.utcoffset() == timedelta(0)


@settings(deadline=None)
@given(now=INSTANTS, zone=ZONES, apart=st.integers(0, 360))
def test_what_is_said_back_reads_as_the_same_day(now: datetime, zone: ZoneInfo, apart: int) -> None:
    said = read(f"in {apart} days", now, zone)
    assert read(when.echo(said, now=now, zone=zone).rpartition(",")[0], now, zone) == said


@settings(deadline=None)
@given(now=INSTANTS, zone=ZONES, at=INSTANTS)
def test_an_iso_time_with_its_offset_is_itself_in_every_zone(now: datetime, zone: ZoneInfo, at: datetime) -> None:
    assert read(at.isoformat(), now, zone) == Moment(at)


@settings(deadline=None)
@given(now=INSTANTS, zone=ZONES, clock=st.times())
def test_a_time_alone_is_ahead_and_within_the_next_day_and_its_shift(
    now: datetime, zone: ZoneInfo, clock: object
) -> None:
    ahead = read(str(clock), now, zone).at - now
    assert timedelta(0) < ahead <= timedelta(hours=50)  # Apia once skipped a day


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("now", "2026-11-21 09:14:30Z"),
        ("9:00", "2026-11-21 09:00Z"),
        ("fri", "2026-11-20"),
        ("sat", "2026-11-14"),
        ("fri 10am", "2026-11-20 10:00Z"),
        ("20 nov", "2026-11-20"),
        ("24 dec", "2025-12-24"),
        ("3 days ago", "2026-11-18"),
        ("tomorrow", "2026-11-22"),
        ("10:00", "2026-11-21 10:00Z"),
        ("2027-01-01", "2027-01-01"),
    ],
)
def test_what_happened_is_read_backwards(text: str, read_as: str) -> None:
    assert when.read_past(text, now=NOW, zone=LONDON) == read(read_as)


def test_what_happened_is_refused_as_any_date_is() -> None:
    with pytest.raises(Unreadable, match=f"“soonish” .*{TRY[:8]}"):
        when.read_past("soonish", now=NOW, zone=LONDON)
