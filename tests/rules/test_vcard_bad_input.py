"""What is no vCard, or only half of one: never an error, no line lost in silence, no more memory than a card."""

import tracemalloc
import zlib
from collections import deque
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.card import Card, Dropped, Point
from models.exchange.vcard.reading import read
from models.exchange.vcard.writing import write
from tests.rules.test_vcard import FULL, only, parsed, whys

TOO_BIG = "the card is over 10 MB or 10,000 lines"


@pytest.mark.parametrize("photo", ["x" * 8_000_001, "\n ".join(["x" * 70] * 115_000), "x\n " + "x" * 10_000_000])
def test_a_line_over_eight_megabytes_is_dropped_alone(photo: str) -> None:
    card = only(f"PHOTO:{photo}\nTEL:555-0100")
    assert [why for _, why in whys(card)] == ["the line is over 8 MB"]
    assert card.phones == [Point("", "555-0100")]


def test_a_photo_of_several_megabytes_is_kept() -> None:
    assert only("PHOTO;ENCODING=b:" + "/9j/" * 1_500_000).extras == [
        "PHOTO:data:image/jpeg;base64," + "/9j/" * 1_500_000
    ]


@pytest.mark.parametrize(
    ("line", "count", "most"), [(b"PHOTO:" + b"x" * 900_000, 30, 40_000_000), (b"a", 60_000, 10_000_000)]
)
def test_a_card_that_is_too_big_is_dropped_in_flat_memory(line: bytes, count: int, most: int) -> None:
    body = b"\n".join([b"BEGIN:VCARD", b"FN:Ada", *[line] * count, b"END:VCARD"])
    stream = BytesIO(body + b"\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\n")
    tracemalloc.start()
    found = list(read(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [Dropped(1, "BEGIN:VCARD", TOO_BIG), Card(line=count + 4, name="Bo")]
    assert peak < most


class _Endless:
    """A stream of one line that has no end for a long time, as a bomb would be."""

    def __init__(self, chunk: bytes, times: int) -> None:
        self.chunk, self.times = chunk, times

    def read(self, _size: int) -> bytes:
        self.times -= 1
        return self.chunk if self.times >= 0 else b""


@pytest.mark.parametrize("chunk", [b"x", b"=", b" ", b"\0", b";", b'"'])
def test_a_line_that_is_a_bomb_is_read_in_flat_memory(chunk: bytes) -> None:
    _assert_flat(chunk, times=100, most=60_000_000)


@pytest.mark.parametrize("chunk", [b"\r", b"BEGIN:VCARD\n", b"AGENT:\nBEGIN:VCARD\n"])
def test_a_bomb_of_many_lines_or_cards_is_read_in_flat_memory(chunk: bytes) -> None:
    _assert_flat(chunk, times=2, most=20_000_000)


def _assert_flat(chunk: bytes, *, times: int, most: int) -> None:
    stream = _Endless(chunk * (200_000 // len(chunk)), times)
    tracemalloc.start()
    last = deque(read(stream), maxlen=1)  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < most
    assert last or chunk in b"\r "


def test_a_card_cut_at_any_byte_is_read_as_far_as_it_goes() -> None:
    raw = FULL.replace("\n", "\r\n").encode()
    for end in range(len("BEGIN:VCARD"), len(raw)):
        found = parsed(raw[:end])
        assert len(found) == 1
        assert isinstance(found[0], Card)
        assert (found[0].dropped == []) == (end >= len(raw) - len("\r\n")), raw[:end]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "TEL;TYPE=" + ",".join(map(str, range(15_000))) + ":1",
            "TEL" + ";a" * 1_000_000 + ":1",
            "N:" + ";" * 1_000_000,
        ),
        *("CATEGORIES:" + ",".join(map(str, range(30_000))), "a." * 1_000_000, "ADR:" + "\\" * 500_000),
        *(
            "ORG:a\n" * 9_000,
            "item1.EMAIL:a@b\n" * 9_000,
            "TEL;TYPE=own:1\n" * 9_000,
            "NOTE;QUOTED-PRINTABLE:" + "=\n" * 200_000,
        ),
    ],
)
def test_time_is_linear(line: str) -> None:
    """Each takes a second at most; what is not linear here takes minutes, which nobody overlooks."""
    assert "".join(write([only(line)]))


def test_nul_bytes_and_noise_are_told() -> None:
    card = only("NOTE:a\0b\nX-A:c\0d\n\0\0\0")
    assert (card.notes, card.extras) == (["ab"], ["X-A:cd"])
    assert whys(card) == [(5, "not a vCard line")]


def test_another_file_under_the_name_of_a_vcard_is_one_report() -> None:
    archive = b"PK\x03\x04" + zlib.compress(bytes(range(256)) * 4_000)
    (found,) = parsed(archive.replace(b"BEGIN", b""))
    assert isinstance(found, Dropped)
    assert found.why.endswith("outside any card")


def test_thousands_of_cards_come_one_by_one() -> None:
    one = b"BEGIN:VCARD\nFN:Ada\nUID:same\nEND:VCARD\n"
    assert sum(isinstance(item, Card) for item in read(BytesIO(one * 5_000))) == 5_000


@settings(deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(FULL)))
def test_noise_anywhere_never_raises(noise: bytes, where: int) -> None:
    raw = FULL.encode()
    for item in parsed(raw[:where] + noise + raw[where:]):
        assert isinstance(item, Card | Dropped)
