"""A secret as it is sealed: who stands where, what they feel, what was decided; and nothing told by accident."""

import json
import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import secret_text, secrets
from models.rules.refusals import NotFound, Refused
from models.rules.secrets import Course, Decision, Knower, Matter, Standing, View, Wish

NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ELLA, FINN = "uid-of-ella", "uid-of-finn"

moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)
words = st.text(alphabet=string.printable + "ñ漢🙂\u202e\x00", max_size=30)
knowers = st.builds(
    Knower,
    words,
    st.sampled_from(Standing),
    words,
    st.none() | moments,
    st.none() | moments,
    st.sampled_from(["", *View]),
    st.sampled_from(["", *View]),
    st.sampled_from(["", *Wish]),
    st.none() | moments,
)
decisions = st.builds(Decision, st.sampled_from(Course), words, moments, words)
matters = st.builds(
    Matter,
    words,
    words,
    st.none() | moments,
    st.lists(knowers, max_size=4).map(tuple),
    st.lists(decisions, max_size=3).map(tuple),
)


def matter() -> Matter:
    return secrets.titled(" The firm is sold ", "In autumn.")


def knowing(at: datetime = NOW, **said: object) -> Matter:
    return secrets.placed(matter(), ELLA, {"standing": Standing.KNOWS, **said}, at=at)


@given(matters)
def test_what_is_written_is_read_again(whole: Matter) -> None:
    again = secret_text.read(secret_text.written(whole))
    assert again == whole
    assert secret_text.written(again) == secret_text.written(whole)


@given(matters)
def test_nothing_is_told_by_its_repr(whole: Matter) -> None:
    shown = repr([whole, *whole.knowers, *whole.decisions, secrets.tally(whole)])
    assert all(word not in shown for word in ("standing", "knows", "title", "yes"))


@given(matters, moments)
def test_who_is_due_knows_was_not_talked_with_and_is_not_put_off(whole: Matter, until: datetime) -> None:
    due = secrets.due(whole, until=until)
    for knower, at in due:
        assert knower.standing != Standing.UNAWARE
        assert knower.talked_at is None
        assert whole.closed_at is None
        assert at < until
        assert knower.later_at is None or knower.later_at < until
    assert len(due) <= secrets.tally(whole).untalked == len(secrets.untalked(whole))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        '{"form": "wellkept-secret-1"}',
        secret_text.written(matter()).replace("secret-1", "secret-2"),
        secret_text.written(matter())[:-1] + ', "more": 1}',
        secret_text.written(matter()).replace('"In autumn."', "7"),
        secret_text.written(knowing()).replace('"knows"', '"dreams"'),
        secret_text.written(knowing(good_idea=View.YES)).replace('"yes"', '"maybe"'),
        secret_text.written(knowing()).replace("+00:00", ""),
        secret_text.written(knowing()).replace('"how": ""', '"how": null'),
        secret_text.written(knowing()).replace('"how": ""', '"why": ""'),
        secret_text.written(knowing()).replace(ELLA, "x").replace('"x"', "[]"),
    ],
)
def test_what_is_no_secret_of_ours_is_refused_and_not_told(content: str) -> None:
    with pytest.raises(Refused, match=r"This secret is damaged") as refused:
        secret_text.read(content)
    assert "autumn" not in str(refused.value)


def test_it_needs_a_title_and_other_words_are_cleaned() -> None:
    assert (matter().title, matter().body) == ("The firm is sold", "In autumn.")
    with pytest.raises(Refused, match="A secret needs a name"):
        secrets.titled(" \t", "")
    changed = secrets.reworded(knowing(), "Sold\n", "\x07By May")
    assert (changed.title, changed.body, len(changed.knowers)) == ("Sold", "By May", 1)
    with pytest.raises(Refused, match="at most 20,000"):
        secrets.reworded(matter(), "x", "x" * 20_001)


def test_who_knows_learned_it_now_unless_said_when() -> None:
    assert knowing().knowers == (Knower(ELLA, Standing.KNOWS, learned_at=NOW),)
    earlier = secrets.placed(knowing(), ELLA, {"learned_at": NOW - DAY, "how": "her\nbrother"}, at=NOW)
    assert earlier.knowers == (Knower(ELLA, Standing.KNOWS, "her brother", NOW - DAY),)


def test_who_turns_out_to_be_unaware_feels_nothing() -> None:
    asked = secrets.placed(knowing(wish=Wish.KEEP), FINN, {"standing": Standing.SUSPECTS}, at=NOW)
    found = secrets.placed(asked, ELLA, {"standing": Standing.UNAWARE}, at=NOW)
    assert found.knowers == (Knower(ELLA), Knower(FINN, Standing.SUSPECTS, learned_at=NOW))
    assert [each.contact for each in secrets.untalked(found)] == [FINN]


@pytest.mark.parametrize("name", ["learned_at", "talked_at"])
def test_no_day_lies_ahead(name: str) -> None:
    with pytest.raises(Refused, match="That day lies ahead"):
        knowing(**{name: NOW + DAY})


def test_how_somebody_learned_is_a_line() -> None:
    with pytest.raises(Refused, match="at most 500"):
        knowing(how="x" * 501)


def test_somebody_is_taken_off() -> None:
    assert secrets.taken_off(knowing(), ELLA) == matter()
    with pytest.raises(NotFound, match="stand nowhere"):
        secrets.taken_off(knowing(), FINN)


def test_the_tally_counts_who_knows() -> None:
    found = secrets.placed(
        knowing(good_idea=View.YES, wish=Wish.KEEP, talked_at=NOW), FINN, {"standing": Standing.CIRCLE}, at=NOW
    )
    tally = secrets.tally(secrets.placed(found, "uid-3", {"standing": Standing.UNAWARE, "how": "met"}, at=NOW))
    assert tally.standing == {"knows": 1, "in-the-circle": 1, "unaware": 1}
    assert (tally.good_idea, tally.better_off, tally.wish) == ({"yes": 1}, {}, {"keep": 1})
    assert tally.untalked == 1


def test_who_learned_first_is_talked_with_first_and_who_was_put_off_later() -> None:
    both = secrets.placed(knowing(), FINN, {"standing": Standing.SUSPECTS, "learned_at": NOW - DAY}, at=NOW)
    assert [(each.contact, at) for each, at in secrets.due(both, until=NOW + DAY)] == [(FINN, NOW - DAY), (ELLA, NOW)]
    later = secrets.placed(both, FINN, {"later_at": NOW + 2 * DAY}, at=NOW)
    assert [each.contact for each, _ in secrets.due(later, until=NOW + DAY)] == [ELLA]
    assert len(secrets.due(later, until=NOW + 3 * DAY)) == 2


def test_nobody_is_due_of_a_secret_that_is_closed() -> None:
    closed = secrets.closed(knowing(), at=NOW)
    assert (secrets.untalked(closed), secrets.due(closed, until=NOW + DAY)) == ([], [])
    assert secrets.closed(closed, at=None) == knowing()
    for again, at in ((closed, NOW), (knowing(), None)):
        with pytest.raises(Refused, match=r"This secret is (closed|open) already"):
            secrets.closed(again, at=at)
    with pytest.raises(Refused, match=r"is closed\. Open it again"):
        secrets.placed(closed, FINN, {}, at=NOW)
    with pytest.raises(Refused, match=r"is closed\. Open it again"):
        secrets.decided(closed, Course.SHARE, "", by="ann", at=NOW)


def test_decisions_are_kept_one_after_the_other() -> None:
    assert matter().decision is None
    first = secrets.decided(matter(), Course.CONTAIN, "until May", by="ann", at=NOW)
    with pytest.raises(Refused, match="decided already: contain"):
        secrets.decided(first, Course.CONTAIN, " ", by="ben", at=NOW)
    more = secrets.decided(first, Course.CONTAIN, "until June", by="ben", at=NOW + DAY)
    last = secrets.decided(more, Course.SHARE, "", by="ann", at=NOW + DAY)
    assert [(each.course, each.text, each.by) for each in last.decisions] == [
        ("contain", "until May", "ann"),
        ("contain", "until June", "ben"),
        ("share", "", "ann"),
    ]
    assert last.decision is last.decisions[-1]


def test_it_is_written_as_a_person_can_read_it() -> None:
    assert json.loads(secret_text.written(knowing()))["knowers"][0]["standing"] == "knows"
