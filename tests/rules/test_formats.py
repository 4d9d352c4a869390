"""Which format is meant, and how what was written is counted in words."""

import pytest

from models.exchange import exporting
from models.rules import formats
from models.rules.formats import Format, NotTold


@pytest.mark.parametrize(
    ("name", "form"),
    [("csv", Format.CSV), (".VCF", Format.VCF), ("friends.of.ann.vcard", Format.VCF), ("a.Ics", Format.ICS)],
)
def test_a_format_is_told_by_its_name_or_an_ending(name: str, form: Format) -> None:
    assert formats.of(name) is form


@pytest.mark.parametrize("name", ["", ".", "txt", "csv.gz", "vcf ", "c.s.v"])
def test_what_tells_of_no_format_is_refused_with_what_does(name: str) -> None:
    with pytest.raises(NotTold, match=r"it can be csv, .* or \w+\.$"):
        formats.of(name)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"contacts": 1}, "1 contact"),
        ({"contacts": 0}, "0 contacts"),
        ({"follow_ups": 1_200, "birthdays": 1}, "1,200 follow-ups and 1 birthday"),
        ({"contacts": 2, "companies": 1, "notes": 3}, "2 contacts, 1 company and 3 notes"),
    ],
)
def test_what_was_written_is_counted_in_words(counts: dict[str, int], words: str) -> None:
    assert exporting.said(counts) == words
