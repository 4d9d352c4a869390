"""Folding for search: what finds what."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.folding import digits, fold, sort_key, terms

ACCENTS = st.sampled_from("\u0300\u0301\u0302\u0303\u0308\u030a\u0327\u0328")
APOSTROPHES = "'`\u00b4\u02bc\u2018\u2019\u2032\uff07"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Chlo\u00e9", "chloe"),
        ("Chloe\u0301", "chloe"),
        ("S\u00f8ren \u00c6r\u00f8", "soren aero"),
        ("Wa\u0142\u0119sa", "walesa"),
        ("\u0110or\u0111e", "dorde"),
        ("STRASSE Stra\u00dfe Stra\u1e9ee", "strasse strasse strasse"),
        ("\u0152uvre", "oeuvre"),
        ("\u0130stanbul \u0131rmak ISTANBUL", "istanbul irmak istanbul"),
        ("\u00de\u00f3r \u00d0a\u00f0i", "thor dadi"),
        ("\u0126a\u0127 \u0166\u0167", "hah tt"),
        ("\u039f\u0394\u039f\u03a3 \u03bf\u03b4\u03cc\u03c2", "\u03bf\u03b4\u03bf\u03c3 \u03bf\u03b4\u03bf\u03c3"),
        ("ada@stone.example", "ada stone example"),
        ("  Oak & Sons_Ltd.\t(Leeds)\n", "oak sons ltd leeds"),
        ("\uff21\uff44\uff41 \ufb01n", "ada fin"),
        ("\u0967\u0968 \u0661", "12 1"),
        ("\u1fb3\u0345", "\u03b1"),
        ("so\u00adft\u200cly \u200d", "softly"),
        ("\u7530\u4e2dAda", "\u7530 \u4e2d ada"),
        ("\u30ac\u30fc\u30c9 \u3055\u304f\u3089", "\u30ab \u30fc \u30c8 \u3055 \u304f \u3089"),
        ("\U00020bb7\u91ce", "\U00020bb7 \u91ce"),
        ("\u2605 \ud800 \U0001f600", ""),
        ("", ""),
    ],
)
def test_text_folds_to_its_plain_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_every_apostrophe_vanishes(apostrophe: str) -> None:
    assert fold(f"O{apostrophe}Brien") == "obrien"


def test_folding_every_character_twice_changes_nothing_more() -> None:
    changed = [
        char for char in map(chr, range(sys.maxunicode + 1)) if (once := fold(char)) != char and fold(once) != once
    ]
    assert changed == []


@given(st.text(st.characters()))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters()))
def test_what_is_folded_is_words_and_single_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert all(word.isalnum() for word in folded.split())
    assert not any(unicodedata.category(char)[0] == "M" for char in folded)


@given(st.text("abcxyz\u03b1\u03c9\u0433\u0438"), ACCENTS)
def test_an_accent_never_stands_between(text: str, accent: str) -> None:
    accented = "".join(letter + accent for letter in text)
    assert fold(accented) == fold(text) == fold(unicodedata.normalize("NFC", accented).upper())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", []),
        ("!? \u2605", []),
        ("Chlo\u00e9  M", ["chloe", "m"]),
        ("stone.exam", ["stone exam"]),
        ("ada@", ["ada"]),
        ("o\u2019brien-smith leeds", ["obrien smith", "leeds"]),
        ("\u7530\u4e2d \u3055", ["\u7530 \u4e2d", "\u3055"]),
        ("12", ["12"]),
        ("1 2", ["1", "2"]),
        ("flat 12", ["flat", "12"]),
        ("+44 20 7946 0321", ["442079460321"]),
        ("020 7946", ["207946"]),
        ("(020) 7946-0321", ["2079460321"]),
        ("0044.20/7946 0321", ["442079460321"]),
        ("+44 (0)20 7946 0321", ["442079460321"]),
        ("+++ 000", ["000"]),
        ("2026-11-27", ["2026 11 27"]),
        (" 27.11.2026 ", ["27 11 2026"]),
    ],
)
def test_a_query_becomes_terms(query: str, expected: list[str]) -> None:
    assert terms(query) == expected


@pytest.mark.parametrize("kept", ["+44 20 7946 0321", "+44 (0)20 7946 0321", "0044 20 79460321"])
@pytest.mark.parametrize(
    "query", ["020 7946 0321", "+44 20 7946 0321", "0044 20 7946 0321", "7946 0321", "79460", "(020) 7946-0321", "0321"]
)
def test_a_phone_is_found_however_it_is_dialled(kept: str, query: str) -> None:
    (term,) = terms(query)
    assert term in digits(kept)


def test_digits_are_digits_in_any_script() -> None:
    assert digits("+44 20 7946 0321 ext. 5") == "4420794603215"
    assert digits(" +44 (0)20") == "4420"
    assert digits("(0)20") == "020"
    assert digits("\u0660\u0661\u0662 \u00b2") == "012"
    assert digits("none") == ""


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("ada@stone.example", "stone.exam"),
        ("ada@stone.example", "ada@"),
        ("ada@stone.example", "stone"),
        ("\u5c71\u7530\u592a\u90ce", "\u7530\u592a"),
        ("Siobh\u00e1n O\u2019Brien", "obrien"),
        ("\uc774\ubbfc\uc900", "\ubbfc\uc900"),
    ],
)
def test_a_term_is_found_inside_the_folded_text(name: str, query: str) -> None:
    (term,) = terms(query)
    assert term in fold(name)


def test_lists_are_ordered_by_the_fold_cut_short() -> None:
    assert sorted(["Zed", "\u00c5sa", "\u00e9mile", "Ada"], key=sort_key) == ["Ada", "\u00c5sa", "\u00e9mile", "Zed"]
    assert sort_key("a" * 300) == "a" * 200
    assert sort_key("a" * 199 + " b") == "a" * 199
