"""Reading JSON: what is cut, damaged, deep or endless; nothing in a file makes it raise."""

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
from models.exchange.json.reading import read
from models.rules.refusals import NotAnAddressBook
from tests.rules.json_files import AT, LISTS, NOTE, PLAN, cards, read_all, told, written


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


def test_keys_said_twice_and_nesting_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = b'{"version": 1, "contacts": [{"name": "A", "name": "B", "x": ' + b"[" * 9_999 + b"]" * 9_999 + b"}, "
    file = deep + b'{"name": "C", "tags": ["a", "b", {"c": 1, "d": 2}]}]}'
    assert told(file)[0] == ("contacts[0].name", "said a second time; the first is kept")
    assert "nested too deep" in told(file)[1][1]
    assert [card.name for card in cards(file)] == ["A", "C"]
    monkeypatch.setattr(json_values, "_PIECES_LIMIT", 9)
    assert told(file) == [(f"contacts[{place}]", "over 50 MB or 9 values") for place in (0, 1)]


def test_half_a_character_is_replaced_and_the_rest_kept() -> None:
    (card,) = cards(rb'{"version": 1, "contacts": [{"name": "a\ud800b \ude00 \ud83d\ude00 \\ud800 \u05e9"}]}')
    assert card.name == "a\ufffdb \ufffd \U0001f600 \\ud800 ש"
    long = b'{"version": 1, "contacts": [{"name": "A", "safe_topics": "' + rb"\ud83d\ude00" * 1_000 + b'"}]}'
    assert cards(b" " * 65_530 + long)[0].safe_topics == "\U0001f600" * 1_000
    assert told(rb'{"version": 1, "contacts": [{"name": "\ud83d')[0][1].startswith("the file ends too early")


def _whole(names: int) -> bytes:
    return b'{"version": 1,\n"contacts": [\n' + b",\n".join(b'{"name": "N%d"}' % n for n in range(names)) + b"\n]}\n"


def test_cut_in_half_all_before_the_cut_comes_in() -> None:
    file = _whole(3)
    for end in range(file.index(b'"contacts"'), len(file.rstrip())):
        items = read_all(file[:end])
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
    items = read_all(_whole(2).replace(b'"N1"', b'"N1" oops'))
    assert [item.line for item in items if isinstance(item, Card)] == [3]
    assert items[-1] == Dropped(4, '{"name": "N1" oops}', "this is not JSON: nothing is read from here on")


@pytest.mark.parametrize("bad", [b"9" * 5_000, b"1e999999", b"NaN", b'"\xff"', b'"a\x01"', b"nul"])
def test_what_no_parser_takes(bad: bytes) -> None:
    assert told(b'{"version": 1, "at": ' + bad + b"}")[-1][1].startswith("this is not JSON")


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


WHOLE = written(
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
        read_all(WHOLE[:start] + into + WHOLE[start + length :])
    except NotAnAddressBook:
        assert start < 20


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, anything, max_size=4), st.dictionaries(st.sampled_from((*LISTS, "business")), anything))
def test_nor_does_any_value_anywhere(contact: dict[str, Any], lists: dict[str, Any]) -> None:
    read_all(written({"name": "A", **contact}, {"name": "Ida", "notes": [contact], "follow_ups": [contact]}, **lists))
