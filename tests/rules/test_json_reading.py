"""Reading JSON: one bad value goes, reported with its path, and the rest stays; nothing in a file makes it raise."""

import json
import tracemalloc
from io import BufferedReader, BytesIO, RawIOBase
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from models.exchange.card import Card, Dropped
from models.exchange.json import values as json_values
from models.exchange.json.life import Life, Shared
from models.exchange.json.reading import read
from models.rules.refusals import NotAnAddressBook

AT = "2026-06-01T08:00:00Z"
LISTS = {
    "members": ["Ada"],
    "stages": [{"name": "Customer", "kind": "customer"}],
    "reasons": [{"kind": "former", "name": "money"}],
}
NOTE = {"at": AT, "text": "tea"}
PLAN = {"due_at": AT, "created_at": AT}


def _bytes(*contacts: Any, **lists: Any) -> bytes:
    return json.dumps({"version": 1, **LISTS, **lists, "contacts": contacts}).encode()


def _read(file: bytes) -> list[Card | Dropped | Shared]:
    return list(read(BufferedReader(BytesIO(file))))


def _told(file: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for item in _read(file):
        several = item.dropped if isinstance(item, Card) else [item] if isinstance(item, Dropped) else []
        found += [(each.text, each.why) for each in several]
    return found


def _cards(file: bytes) -> list[Card]:
    return [item for item in _read(file) if isinstance(item, Card)]


def _life(**says: Any) -> tuple[Life, list[tuple[str, str]]]:
    file = _bytes({"name": "Ida", **says})
    (card,) = _cards(file)
    assert card.life
    return card.life, _told(file)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "is not JSON (line 0: the file ends too early"),
        (b"hello", "is not JSON (line 1: this is not JSON"),
        (b"{", "ends too early"),
        ("\ufeff{}".encode(), "is not of Wellkept"),
        ('{"version": 1}'.encode("utf-16"), "this is not JSON"),
        (b"[" * 100_000, "is not of Wellkept"),
        (b"[1, 2]", "is not of Wellkept"),
        (b"3", "is not of Wellkept"),
        (b'{"contacts": []}', "is not of Wellkept"),
        (b'{"version": 2, "people": []}', "written by a newer Wellkept"),
        (b'{"version": 0}', "It can be 1"),
        (b'{"version": true}', "It can be 1"),
        (b'{"version": "1"}', "It can be 1"),
        (b'{"version": [1]}', "is not of Wellkept"),
    ],
)
def test_what_is_refused(file: bytes, why: str) -> None:
    with pytest.raises(NotAnAddressBook) as refused:
        read(BufferedReader(BytesIO(file)))
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("says", "text", "why"),
    [
        ({"name": 5}, "contacts[0].name: 5", "not a text"),
        ({"birthday": "1980-02-30"}, "contacts[0]: 1980-02-30", ""),
        ({"every_days": "30"}, "contacts[0].every_days: 30", "not a whole number"),
        ({"every_days": True}, "contacts[0].every_days: True", "not a whole number"),
        ({"every_days": 0}, "contacts[0]: 0", "a cadence is 1 to 3,650 days"),
        ({"emails": "a@b.example"}, "contacts[0].emails: a@b.example", "not a list"),
        ({"emails": ["a@b.example"]}, "contacts[0].emails[0]: a@b.example", "not an object"),
        ({"emails": [{"value": 3}]}, "contacts[0].emails[0].value: 3", "not a text"),
        ({"emails": [{"value": "a@b.example", "label": 3}]}, "contacts[0].emails[0].label: 3", "not a text"),
        ({"emails": [{"value": "a@b.example", "x": 3}]}, "contacts[0].emails[0].x: 3", "there is no such key"),
        ({"tags": [["a"]]}, "contacts[0].tags[0]: ['a']", "not a text"),
        ({"extras": ["TITLE:Dr\r\nEND:VCARD"]}, "contacts[0].extras[0]: TITLE:Dr  END:VCARD", "not a line of a vCard"),
        ({"extras": ["END:VCARD"]}, "contacts[0].extras[0]: END:VCARD", "not a line of a vCard"),
        ({"extras": ["TITLE;x"]}, "contacts[0].extras[0]: TITLE;x", "not a line of a vCard"),
        ({"extras": ["TITLE:Dr", 3]}, "contacts[0].extras[1]: 3", "not a text"),
        ({"shoe_size": 42}, "contacts[0].shoe_size: 42", "there is no such key"),
        ({"created_at": "2026-06-01T08:00:00"}, "contacts[0].created_at: 2026-06-01T08:00:00", "a time without its"),
        ({"created_at": "2026-02-30T08:00:00Z"}, "contacts[0].created_at: 2026-02-30T08:00:00Z", "not a time like"),
        ({"created_at": "9999-12-31T23:59:59-12:00"}, "contacts[0].created_at: 9999", "not between 1800 and 2200"),
        (
            {"created_at": 1780000000},
            "contacts[0].created_at: 1780000000",
            "not a time like 2026-06-10T07:30:00Z; the usual is taken",
        ),
        ({"reason": "money"}, "contacts[0].reason: money", "not an object like"),
        ({"reason": {"kind": "never", "name": "money"}}, "contacts[0].reason: {", "not listed among the reasons"),
        (
            {"notes": [{**NOTE, "text": " \u200b "}]},
            "contacts[0].notes[0].text:",
            "there is nothing to read in it; left",
        ),
        ({"notes": [{"at": AT}]}, "contacts[0].notes[0].text: None", "not a text; left out with all"),
        ({"notes": [{**NOTE, "text": "x" * 20_001}]}, "contacts[0].notes[0].text: xxx", "at most 20,000 characters"),
        ({"notes": ["tea"]}, "contacts[0].notes[0]: tea", "not an object"),
        ({"notes": {"at": AT}}, "contacts[0].notes: {", "not a list"),
        ({"notes": [{**NOTE, "by": "Eve"}]}, "contacts[0].notes[0].by: Eve", "not listed among the members; the usual"),
        (
            {"follow_ups": [{**PLAN, "state": "maybe"}]},
            "contacts[0].follow_ups[0].state: maybe",
            "not one of open, done",
        ),
        ({"follow_ups": [{**PLAN, "repeat": "often"}]}, "contacts[0].follow_ups[0].repeat: often", "not a rhythm"),
        ({"follow_ups": [{**PLAN, "due_on": "1 June"}]}, "contacts[0].follow_ups[0].due_on: 1 June", "not a day like"),
        ({"follow_ups": [{**PLAN, "due_on": "0001-01-01"}]}, "contacts[0].follow_ups[0].due_on: 0001", "not between"),
        ({"follow_ups": [{**PLAN, "private_place": 1}]}, "contacts[0].follow_ups[0].private_place: 1", "neither true"),
        ({"follow_ups": [{**PLAN, "closed_at": AT}]}, "contacts[0].follow_ups[0].closed_at:", "the follow-up is open"),
        ({"follow_ups": [{**PLAN, "state": "done"}]}, "contacts[0].follow_ups[0].closed_at:", "due_at is taken"),
        (
            {"follow_ups": [{**PLAN, "tone": "unpleasant", "channel": "text"}]},
            "contacts[0].follow_ups[0].channel: text",
            "a call it is",
        ),
        (
            {"interactions": [{"at": AT, "channel": "call", "outcome": "cancelled"}]},
            "contacts[0].interactions[0].outcome: cancelled",
            "not one of spoke, sent, no-answer, left-word",
        ),
        (
            {"interactions": [{"at": AT, "channel": "call", "outcome": "sent", "minutes": 1441, "follow_up": 0}]},
            "contacts[0].interactions[0].minutes: 1441",
            "An interaction lasts 0 to 1440 minutes",
        ),
        (
            {"stage_changes": [{"at": AT, "from": "Lost", "to": "Customer"}]},
            "contacts[0].stage_changes[0].from: Lost",
            "not listed among the stages; left out with all",
        ),
    ],
)
def test_one_bad_value_goes_and_the_rest_stays(says: dict[str, Any], text: str, why: str) -> None:
    file = _bytes({"name": "Ida", "company": "Oak", **says}, {"name": "Max"})
    assert [card.name for card in _cards(file)] == ["Oak" if "name" in says else "Ida", "Max"]
    said = next(each for each in _told(file) if each[0].startswith(text))
    assert why in said[1]


def test_what_points_to_a_follow_up_that_was_left_out() -> None:
    talk = {"at": AT, "channel": "call", "outcome": "spoke"}
    plans = [{"due_at": "soon"}, {**PLAN, "text": "roof"}]
    life, told = _life(follow_ups=plans, interactions=[{**talk, "follow_up": place} for place in (0, 1, 2)])
    assert [row["follow_up"] for row in life.parts["interactions"]] == [None, 0, None]
    assert [text for text, _ in told] == [
        "contacts[0].follow_ups[0].due_at: soon",
        "contacts[0].interactions[0].follow_up: 0",
        "contacts[0].interactions[2].follow_up: 2",
    ]


def test_a_reason_is_put_off_once() -> None:
    snooze = {"kind": "drift", "due_at": AT, "until_at": AT}
    life, told = _life(snoozes=[{**snooze, "until_at": "2026-07-01T08:00:00Z"}, snooze, {**snooze, "kind": "x"}])
    assert [row["until_at"].month for row in life.parts["snoozes"]] == [7]
    assert told[0][0] == "contacts[0].snoozes[2].kind: x"


@pytest.mark.parametrize(
    ("lists", "text", "why"),
    [
        ({"business": [1]}, "business[0]: 1", "not an object"),
        ({"business": {"name": 3, "x": 1}}, "business.x: 1", "there is no such key"),
        ({"business": {"grace_days": "3"}}, "business.grace_days: 3", "not a whole number"),
        ({"members": [" "]}, "members[0].name:", "there is nothing to read in it"),
        ({"stages": [{"name": "A", "kind": "fan"}, {"name": "a", "kind": "fan"}]}, "stages[1]: a", "a second time"),
        ({"stages": ["A"]}, "stages[0]: A", "not an object"),
        ({"stages": [{"name": "A", "kind": "odd"}]}, "stages[0].kind: odd", "not one of prospect"),
        ({"stages": [{"name": "A", "kind": "fan", "every_days": 9999}]}, "stages[0].every_days: 9999", "A cadence is"),
        ({"reasons": ["A"]}, "reasons[0]: A", "not an object"),
        ({"reasons": [{"kind": "fan", "name": "A"}]}, "reasons[0].kind: fan", "not one of never, former"),
        ({"reasons": [{"kind": "never", "name": name} for name in "aA"]}, "reasons[1]: A", "a second time"),
        ({"companies": [{"name": ""}]}, "companies[0].name:", "nothing to read"),
        ({"members": [f"M{number}" for number in range(1002)]}, "members[1000]", "more than 1,000"),
        ({"people": [1, 2]}, "people: 1", "there is no such key"),
    ],
)
def test_what_is_wrong_with_what_contacts_share(lists: dict[str, Any], text: str, why: str) -> None:
    file = _bytes({"name": "Ida"}, **lists)
    assert [card.name for card in _cards(file)] == ["Ida"]
    (said,) = [each for each in _told(file) if each[0].startswith(text)]
    assert why in said[1]


def test_companies_come_by_the_hundred() -> None:
    found = [
        item for item in _read(_bytes(companies=[{"name": f"C{n}"} for n in range(1001)])) if isinstance(item, Shared)
    ]
    assert [(each.of, len(each.rows)) for each in found][-3:] == [
        ("companies", 500),
        ("companies", 500),
        ("companies", 1),
    ]


def test_what_stands_where_it_should_not() -> None:
    file = b'{"version": 1, "at": "x",\n"contacts": [{"name": "A"}, 5],\n"members": ["Ada"], "version": 2, "odd": 1}'
    assert _told(file) == [
        ("contacts[1]: 5", "not an object"),
        ("members: Ada", "this stands behind the contacts, which may need it"),
        ("version", "the file has this a second time; the first is kept"),
        ("odd: 1", "there is no such key"),
    ]
    assert _told(b'{"version": 1, "contacts": 3}') == [("contacts: 3", "not an object")]


def test_keys_said_twice_and_nesting_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = b'{"version": 1, "contacts": [{"name": "A", "name": "B", "x": ' + b"[" * 9_999 + b"]" * 9_999 + b"}, "
    file = deep + b'{"name": "C", "tags": ["a", "b", {"c": 1, "d": 2}]}]}'
    assert _told(file)[0] == ("contacts[0].name", "said a second time; the first is kept")
    assert "nested too deep" in _told(file)[1][1]
    assert [card.name for card in _cards(file)] == ["A", "C"]
    monkeypatch.setattr(json_values, "_PIECES_LIMIT", 9)
    assert _told(file) == [(f"contacts[{place}]", "over 50 MB or 9 values") for place in (0, 1)]


def test_half_a_character_is_replaced_and_the_rest_kept() -> None:
    (card,) = _cards(rb'{"version": 1, "contacts": [{"name": "a\ud800b \ude00 \ud83d\ude00 \\ud800 \u05e9"}]}')
    assert card.name == "a\ufffdb \ufffd \U0001f600 \\ud800 ש"
    long = b'{"version": 1, "contacts": [{"name": "A", "safe_topics": "' + rb"\ud83d\ude00" * 1_000 + b'"}]}'
    assert _cards(b" " * 65_530 + long)[0].safe_topics == "\U0001f600" * 1_000
    assert _told(rb'{"version": 1, "contacts": [{"name": "\ud83d')[0][1].startswith("the file ends too early")


def _whole(names: int) -> bytes:
    return b'{"version": 1,\n"contacts": [\n' + b",\n".join(b'{"name": "N%d"}' % n for n in range(names)) + b"\n]}\n"


def test_cut_in_half_all_before_the_cut_comes_in() -> None:
    file = _whole(3)
    for end in range(file.index(b'"contacts"'), len(file.rstrip())):
        items = _read(file[:end])
        whole = [item.name for item in items if isinstance(item, Card)]
        assert whole == [f"N{n}" for n in range(file[:end].count(b"}"))][: len(whole)] == whole[:3]
        assert len(whole) == min(3, file[:end].count(b"}"))
        last = items[-1]
        assert isinstance(last, Dropped)
        assert (last.line, last.why.partition(":")[0]) == (
            1 + file[:end].rstrip(b"\n").count(b"\n"),
            "the file ends too early",
        )


def test_a_line_is_known_and_what_is_no_json_ends_it() -> None:
    items = _read(_whole(2).replace(b'"N1"', b'"N1" oops'))
    assert [item.line for item in items if isinstance(item, Card)] == [3]
    assert items[-1] == Dropped(4, '{"name": "N1" oops}', "this is not JSON: nothing is read from here on")


@pytest.mark.parametrize("bad", [b"9" * 5_000, b"1e999999", b"NaN", b'"\xff"', b'"a\x01"', b"nul"])
def test_what_no_parser_takes(bad: bytes) -> None:
    assert _told(b'{"version": 1, "at": ' + bad + b"}")[-1][1].startswith("this is not JSON")


class _Endless(RawIOBase):
    """A file whose one text never ends."""

    def __init__(self) -> None:
        self._chunks = iter([b'{"version": 1, "at": "'])

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, into: Any) -> int:
        chunk = next(self._chunks, b"x" * len(into))
        into[: len(chunk)] = chunk
        return len(chunk)


@pytest.mark.parametrize("sign", ["x", "\\"])
def test_a_text_without_end_ends_the_reading(monkeypatch: pytest.MonkeyPatch, sign: str) -> None:
    monkeypatch.setattr(json_values, "VALUE_LIMIT", 1_000_000)
    endless = (
        BufferedReader(_Endless())
        if sign == "x"
        else BufferedReader(BytesIO(b'{"version":1,\n"a":"' + b"\\" * 2_100_000))
    )
    (told,) = read(endless)
    assert isinstance(told, Dropped)
    assert told.why == "a text is over 1 MB: nothing is read from here on"


def test_many_contacts_take_no_more_memory() -> None:
    many = (b'{"name": "N"},\n' * 20_000).rstrip(b",\n")
    stream = BufferedReader(BytesIO(b'{"version": 1, "contacts": [' + many + b"]}"))
    tracemalloc.start()
    try:
        assert sum(1 for _ in read(stream)) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


WHOLE = _bytes(
    {
        "uid": "u",
        "name": "Ida",
        "notes": [NOTE],
        "follow_ups": [{**PLAN, "state": "done", "closed_at": AT}],
        "interactions": [{"at": AT, "channel": "call", "outcome": "spoke", "follow_up": 0}],
        "snoozes": [{"kind": "drift", "due_at": AT, "until_at": AT}],
        "emails": [{"label": "", "value": "a@b.example"}],
    },
    business={"name": "Oak"},
)
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 99)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("name", "kind", "at", "")), inner),
    max_leaves=6,
)
KEYS = st.sampled_from(sorted({*json.loads(WHOLE)["contacts"][0], "reason", "archived_at", "tags", "extras", "stage"}))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 12), st.binary(max_size=6))
def test_nothing_in_a_file_makes_it_raise(start: int, length: int, into: bytes) -> None:
    try:
        _read(WHOLE[:start] + into + WHOLE[start + length :])
    except NotAnAddressBook:
        assert start < 20


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, anything, max_size=4), st.dictionaries(st.sampled_from((*LISTS, "business")), anything))
def test_nor_does_any_value_anywhere(contact: dict[str, Any], lists: dict[str, Any]) -> None:
    _read(_bytes({"name": "A", **contact}, {"name": "Ida", "notes": [contact], "follow_ups": [contact]}, **lists))
