"""Passphrases: what is suggested is good, what is easy to guess is refused, and no refusal says what was typed."""

from __future__ import annotations

import secrets

import pytest

from models.rules.refusals import Refused
from models.vault import strength


def test_what_is_suggested_is_six_words_that_are_strong_and_new_each_time() -> None:
    first, second = strength.suggested(), strength.suggested()
    assert first != second
    for suggested in (first, second):
        words = suggested.split(" ")
        assert len(words) == 6
        assert all(word.isascii() and word.replace("-", "").isalpha() and word.islower() for word in words)
        strength.check(suggested)


def test_the_words_are_drawn_by_secrets_from_the_whole_list(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def last(words: list[str]) -> str:
        seen.append(len(set(words)))
        return words[-1]

    monkeypatch.setattr(secrets, "choice", last)
    assert strength.suggested() == " ".join(["zoom"] * 6)
    assert seen == [7776] * 6


@pytest.mark.parametrize(
    "weak",
    ["", "a", "Bob Stone 1987", "Wellkept2024!", "prankster darkroom"],
)
def test_what_is_easy_to_guess_is_refused(weak: str) -> None:
    with pytest.raises(Refused, match=r"^That passphrase is too easy to guess\. Take six random words\.$"):
        strength.check(weak)


@pytest.mark.parametrize(
    "weak", ["password", "password1", "qwertyuiop", "aaaaaaaaaaaaaaaaaaaa", "12345678901234567890"]
)
def test_what_is_easy_to_guess_is_refused_with_the_reason(weak: str) -> None:
    with pytest.raises(Refused, match=r"^That passphrase is too easy to guess\. [^.]+\. Take six random words\.$"):
        strength.check(weak)


def test_a_refusal_says_nothing_of_what_was_typed() -> None:
    with pytest.raises(Refused) as refused:
        strength.check("melchior9")
    assert "melchior" not in str(refused.value).lower()


@pytest.mark.parametrize("strong", ["gr9Lq-vvT3x!pz", "der Dachdecker fällt nie zweimal", "prankster darkroom " * 50])
def test_what_is_hard_to_guess_is_taken(strong: str) -> None:
    strength.check(strong)


def test_a_passphrase_has_an_end() -> None:
    with pytest.raises(Refused, match=r"^A passphrase has at most 1,000 characters.$"):
        strength.check("prankster darkroom " * 60)
