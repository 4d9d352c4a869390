"""Whatever a paste holds and however it is cut up, no escape in it reaches the parser as a key."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.paste import END, START, PasteCleaner, tidied

PASTED = st.text(st.sampled_from("aq\x1b[201~\r")).filter(lambda text: END not in text)
TYPED = st.text(st.sampled_from("aq\r1~"))


def cleaned(data: str, cuts: list[int]) -> str:
    cleaner = PasteCleaner()
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return "".join(cleaner.clean(data[a:b]) for a, b in pairwise(edges))


@given(TYPED, PASTED, TYPED, st.lists(st.integers(min_value=0, max_value=400), max_size=6))
def test_a_paste_loses_its_escapes_and_nothing_else(before: str, text: str, after: str, cuts: list[int]) -> None:
    whole = before + START + text + END + after + START + text + END
    at_its_end = (text + END).partition(END)[0].replace("\x1b", "")
    assert cleaned(whole, cuts) == before + START + at_its_end + END + after + START + at_its_end + END


def test_a_lone_escape_does_not_wait() -> None:
    cleaner = PasteCleaner()
    assert [cleaner.clean(piece) for piece in ("\x1b", "[", "A")] == ["\x1b", "[", "A"]


def test_half_an_end_mark_waits_for_the_rest() -> None:
    cleaner = PasteCleaner()
    pieces = [START + "Ada\x1b[2", "01~x"]
    assert [cleaner.clean(piece) for piece in pieces] == [START + "Ada", END + "x"]


@pytest.mark.parametrize(
    ("pasted", "in_a_line", "in_several"),
    [
        (" Ada Stone ", " Ada Stone ", " Ada Stone "),
        ("Ada\r\n\rStone\r", "Ada Stone", "Ada\n\nStone\n"),
        ("Ada \x0b\t Stone\u2028", "Ada Stone", "Ada \n\t Stone\n"),
        ("A\x00d\x1ba\x9b\u202e\u200b", "Ada", "Ada"),
        ("Z\u0301oé \u200d花", "Z\u0301oé \u200d花", "Z\u0301oé \u200d花"),
        ("\r\n", "", "\n"),
    ],
)
def test_what_nobody_sees_is_not_pasted(pasted: str, in_a_line: str, in_several: str) -> None:
    assert tidied(pasted, is_line=True) == in_a_line
    assert tidied(pasted, is_line=False) == in_several
