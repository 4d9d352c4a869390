"""Sums of money, as they are typed and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import money
from models.rules.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "hundredths", "shown"),
    [
        ("", None, ""),
        (" ", None, ""),
        ("0", 0, "0"),
        ("1200", 120_000, "1,200"),
        (" 1,200.50 ", 120_050, "1,200.50"),
        ("1,234,567.8", 123_456_780, "1,234,567.80"),
        ("7.05", 705, "7.05"),
    ],
)
def test_a_sum_is_read_in_hundredths(typed: str, hundredths: int | None, shown: str) -> None:
    assert money.read(typed) == hundredths
    assert money.said(hundredths) == shown


@pytest.mark.parametrize(
    "typed", ["£5", "1200,50", "12,00", "1.234.567", "1.200.5", "-3", "1e9", "1" * 15, "٣", "5.123"]
)
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="is not an amount"):
        money.read(typed)


@given(st.integers(0, 10**15))
def test_a_sum_that_is_shown_is_read_again(hundredths: int) -> None:
    assert money.read(money.said(hundredths)) == hundredths
