"""The shortest way from one look to another arrives there."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.cells import sgr

CODES = ("1", "2", "3", "4", "7", "9", "31", "97", "44", "105", "38;5;1", "48;5;7", "38;2;1;2;3", "48;2;1;44;7")
ODD = ("0", "22", "27", "39", "53", "4:3", "38", "1;;3")
LOOKS = st.lists(st.sampled_from(CODES), max_size=6).map(";".join)
ODD_LOOKS = st.lists(st.sampled_from(CODES + ODD), max_size=6).map(";".join)
ENDS = {"22": "12", "23": "3", "24": "4", "27": "7", "29": "9", "39": ["ink"], "49": ["paper"]}


def after(codes: str, look: dict[str, str]) -> dict[str, str]:
    """Do what a terminal does with these codes."""
    look = dict(look)
    for code in re.findall(r"[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+", codes or "0"):
        if code == "0":
            look.clear()
        elif code in ENDS:
            for name in ENDS[code]:
                look.pop(name, None)
        else:
            look[_name(code)] = code
    return look


def _name(code: str) -> str:
    if re.match(r"3[0-8]|9[0-7]", code):
        return "ink"
    return "paper" if re.match(r"4[0-8]|10[0-7]", code) else code


def changed(before: str, then: str) -> dict[str, str]:
    sequence = sgr.change(before, then)
    return after(sequence[2:-1], after(before, {})) if sequence else after(before, {})


@given(LOOKS, LOOKS)
def test_a_change_of_look_arrives(before: str, then: str) -> None:
    assert changed(before, then) == after(then, {})


@given(ODD_LOOKS, LOOKS)
def test_what_is_not_understood_starts_anew(before: str, then: str) -> None:
    assert changed(before, then) == after(then, {})


@given(LOOKS)
def test_what_a_blank_shows_is_its_paper_and_what_marks_it(look: str) -> None:
    whole = after(look, {})
    unseen = set() if whole.keys() & {"4", "7", "9"} else {"ink", "1", "2", "3"}
    assert after(sgr.on_blank(look), {}) == {name: code for name, code in whole.items() if name not in unseen}


def test_only_what_differs_is_said() -> None:
    assert sgr.change("38;2;1;1;1;48;2;2;2;2", "1;38;2;3;3;3;48;2;2;2;2") == "\x1b[1;38;2;3;3;3m"
    assert sgr.change("1;31", "31") == "\x1b[22m"
    assert sgr.change("1;2;31", "2;31") == "\x1b[22;2m"
    assert sgr.change("1;31;44", "") == "\x1b[m"
    assert sgr.change("31", "31") == sgr.change("1;31", "31;1") == ""
    assert sgr.change(None, "31") == "\x1b[0;31m"


def test_codes_after_a_reset_are_a_look_of_their_own() -> None:
    assert sgr.added("31", "0;1") == sgr.added("31", ";1") == "1"
    assert sgr.added("31", "") == sgr.added("31", "0") == ""
    assert sgr.added("31", "1") == "31;1"
