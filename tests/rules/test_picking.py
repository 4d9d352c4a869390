"""Picking a name by typing it."""

import pytest

from models.rules import picking
from models.rules.refusals import Refused

NAMES = ("ann", "Ben", "Benedict", "Cara")


@pytest.mark.parametrize(
    ("typed", "name"), [("ann", "ann"), ("ANN ", "ann"), ("c", "Cara"), ("ben", "Ben"), ("bene", "Benedict")]
)
def test_a_name_is_typed_whole_or_begun(typed: str, name: str) -> None:
    assert picking.one_of(typed, NAMES, what="owner") == name


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("dan", "There is no one owner “dan”. Choose one of: ann, Ben, Benedict, Cara."),
        ("b", "There is no one owner “b”. Choose one of: Ben, Benedict."),
        ("", "There is no one owner “”. Choose one of: ann, Ben, Benedict, Cara."),
    ],
)
def test_what_names_nobody_or_more_than_one_is_refused_with_those_there_are(typed: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        picking.one_of(typed, NAMES, what="owner")
    assert str(refusal.value) == sentence


def test_of_very_many_only_some_are_listed() -> None:
    with pytest.raises(Refused, match="n9 or another"):
        picking.one_of("", [f"n{number}" for number in range(20)], what="stage")
