"""What an announcement says, whom it is for, and how far one has come."""

import pytest

from models.rules import announcing
from models.rules.refusals import Refused
from models.rules.words import StageKind


def test_a_title_is_one_line_and_there_is_one() -> None:
    assert announcing.title(" Prices\nrise\x07 ") == "Prices rise"
    with pytest.raises(Refused, match=r"^An announcement needs a title: say in a few words what changes\.$"):
        announcing.title(" \u200b ")


def test_kinds_are_read_in_their_order_whatever_the_case() -> None:
    assert announcing.kinds(["Fan", " customer ", ""]) == [StageKind.CUSTOMER, StageKind.FAN]
    assert announcing.kinds([]) == []
    with pytest.raises(Refused, match=r"^“friend” is no kind of stage\. Choose from: prospect, customer, fan"):
        announcing.kinds(["fan", "friend"])


@pytest.mark.parametrize(
    ("query", "kinds", "said"),
    [
        (" ", [], "everybody"),
        ("roof ", [], "roof"),
        ("", [StageKind.CUSTOMER, StageKind.FAN], "customer, fan"),
        ("roof", [StageKind.CUSTOMER], "roof (customer)"),
    ],
)
def test_an_audience_in_words(query: str, kinds: list[StageKind], said: str) -> None:
    assert announcing.audience(query, kinds) == said


def test_an_audience_grows_and_says_each_filter_once() -> None:
    assert announcing.wider("roof", "customer") == "roof; customer"
    assert announcing.wider("roof; customer", "roof") == "roof; customer"
    assert announcing.wider("", "roof") == "roof"
    long = announcing.wider("a" * 300, "b" * 300)
    assert len(long) == 500
    assert long.endswith("b…")
    with pytest.raises(Refused, match="at most 300 characters"):
        announcing.audience("x" * 301, [])


def test_nobody_is_one_sentence() -> None:
    assert announcing.nobody("roof") == "Nobody matches “roof”, so there is nobody to tell. Try another filter."
    assert announcing.nobody("everybody").startswith("There is nobody to tell: everybody is archived")
    assert announcing.nobody_more("roof").startswith("Nobody else matches “roof”")


def test_progress() -> None:
    assert announcing.progress(12, 40) == "told 12 of 40"
    assert announcing.progress(1_000, 1_000) == "told all 1,000"
    assert announcing.progress(0, 0) == "told all 0"
