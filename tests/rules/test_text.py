"""Cleaning: what is removed, what stays, what is refused in which words."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import text
from models.rules.refusals import Refused as RuleRefused
from models.rules.text import BAD, Refused

ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("a é\n\t\r\x00\x1b\x85\u2028\u202e\u200d\ud800")
)
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
FAMILY = "\U0001f469\u200d\U0001f467"


def sentence(clean: Callable[..., str], typed: str, **given_: object) -> str:
    with pytest.raises(Refused) as refused:
        clean(typed, **given_)
    return str(refused.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada Moss ", "Ada Moss"),
        ("Ada\tMoss\r\nof\x85Leeds\u2029", "Ada Moss of Leeds"),
        ("Ada\x1b]0;Moss\x07\x9b2J", "Ada]0;Moss2J"),
        ("Ada\u202e\u2066\u200f\u061c Moss\u2069", "Ada Moss"),
        ("\ufeffA\u200bd\u2060a\u00ad \U000e0041Moss\x7f", "Ada Moss"),
        ("Chloe\u0301", "Chlo\u00e9"),
        ("Chloe\u200b\u0301", "Chlo\u00e9"),
        ("Ada \udcff\ud83d", "Ada \ufffd\ufffd"),
        (PERSIAN, PERSIAN),
        (FAMILY, FAMILY),
        ("[/b] Ada [@click=app.quit]", "[/b] Ada [@click=app.quit]"),
        ("\x00", ""),
    ],
)
def test_a_line_is_cleaned(typed: str, kept: str) -> None:
    assert text.line(typed, what="name") == kept


def test_a_block_keeps_its_lines_and_tabs() -> None:
    assert (
        text.block("\none\r\ntwo\rthree\x0bfour\u2028five\tsix\x1b\n", what="note")
        == "one\ntwo\nthree\nfour\nfive\tsix"
    )
    assert text.block(" \n ", what="note") == ""


def test_the_sentence_names_the_thing_and_both_lengths() -> None:
    assert (
        sentence(text.name, "a" * 10_000) == "A name can have at most 200 characters; this one has 10,000. Shorten it."
    )
    assert (
        sentence(text.block, "a" * 20_001, what="interaction")
        == "An interaction can have at most 20,000 characters; this one has 20,001. Shorten it."
    )
    assert text.line("a" * 5 + " " * 9, what="tag", limit=5) == "aaaaa"
    assert "at most 5 " in sentence(text.line, "a" * 6, what="tag", limit=5)
    assert len(text.block("a" * 20_000, what="note")) == 20_000


@pytest.mark.parametrize(
    "typed", ["", "  \n", "\x00\x1b\u202e", "\u200d\u200c", "\u3164", "\u2800", "\u0301", "\u00a0"]
)
def test_a_name_that_shows_nothing_is_refused_as_empty(typed: str) -> None:
    assert sentence(text.name, typed) == "A contact needs a name."
    assert sentence(text.name, typed, what="owner") == "An owner needs a name."


@pytest.mark.parametrize("typed", ["Ada", "\u7530\u4e2d", "\u2605", FAMILY, "\U0001fae8", "7"])
def test_a_name_in_any_script_is_kept(typed: str) -> None:
    assert text.name(f" {typed}\x00") == typed


@pytest.mark.parametrize(
    "typed", ["ada@stone.example", "o'brien+x@stone.example", "\u00e5sa@stone.example", "ada@localhost"]
)
def test_an_email_is_checked_leniently(typed: str) -> None:
    assert text.email(f" {typed}\u200b\n") == typed


@pytest.mark.parametrize(
    "typed", ["", "ada", "@stone.example", "ada@", "a@b@stone.example", "ada moss@stone.example", "a@b\nc"]
)
def test_what_is_no_email_is_refused(typed: str) -> None:
    assert sentence(text.email, typed) == (
        f"“{' '.join(typed.split())}” is not an e-mail address: "
        "it needs one @ with something on both sides and no spaces, like ada@stone.example."
    )


def test_an_email_has_at_most_254_characters() -> None:
    longest = f"{'a' * 240}@stone.example"
    assert text.email(longest) == longest
    assert sentence(text.email, f"a{longest}") == (
        "An e-mail address can have at most 254 characters; this one has 255. Shorten it."
    )


@pytest.mark.parametrize("typed", ["+44 20 7946 0321", "999", "(555) 0100 ext. 7", "\u0660\u0661\u0662"])
def test_a_phone_is_kept_as_typed(typed: str) -> None:
    assert text.phone(f"{typed}\t") == typed


def test_what_is_no_phone_is_refused() -> None:
    assert sentence(text.phone, "12 b") == "“12 b” is not a phone number: it needs at least three digits."
    assert sentence(text.phone, "1" * 41) == (
        "A phone number can have at most 40 characters; this one has 41. Shorten it."
    )


@pytest.mark.parametrize("typed", ["https://stone.example/a?b=c", "stone.example", "skype:ada"])
def test_a_link_is_checked_leniently(typed: str) -> None:
    assert text.link(f" {typed} ") == typed


@pytest.mark.parametrize("typed", ["", "stone", "stone.", ".", "my page.example", "https:"])
def test_what_is_no_link_is_refused(typed: str) -> None:
    assert sentence(text.link, typed) == (
        f"“{typed}” is not a link: it needs a dot or a colon and no spaces, like https://stone.example."
    )
    assert "at most 2,000 characters" in sentence(text.link, "a." + "b" * 1_999)


def test_every_control_but_tab_and_newline_is_bad() -> None:
    controls = [char for char in map(chr, range(0x3000)) if unicodedata.category(char) in {"Cc", "Zl", "Zp"}]
    assert [char for char in controls if not BAD.match(char)] == ["\t", "\n"]
    assert all(map(BAD.match, "\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\U000e0001\U000e007f"))


def test_a_quotation_is_short_and_safe() -> None:
    assert text.quoted("fri\x1b \u202e\n10am") == "“fri\ufffd \ufffd 10am”"
    assert text.quoted("a" * 40) == f"“{'a' * 40}”"
    assert text.quoted("a" * 41) == f"“{'a' * 40}…”"


def test_a_refusal_is_the_one_of_all_rules() -> None:
    assert Refused is RuleRefused


@given(ANY_TEXT)
def test_what_is_kept_is_clean_and_cleaning_it_again_changes_nothing(typed: str) -> None:
    line, block = text.line(typed, what="name"), text.block(typed, what="note")
    for kept, allowed in ((line, ""), (block, "\n\t")):
        shown = kept.translate(dict.fromkeys(map(ord, allowed)))
        assert not BAD.search(kept)
        assert not {"Cc", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, shown))
        assert unicodedata.is_normalized("NFC", kept)
    assert text.line(line, what="name") == line
    assert text.block(block, what="note") == block
