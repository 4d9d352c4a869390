"""Every field of a contact, cleaned the same whoever typed it."""

import pytest

from models.rules.contact_fields import Point, cleaned, split
from models.rules.refusals import Refused
from models.rules.words import Channel


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("", []),
        ("ada@stone.example", ["ada@stone.example"]),
        ("ada@stone.example, bob@stone.example", ["ada@stone.example", "bob@stone.example"]),
        ("12 Mill Lane, York; 3 Dock Road, Hull", ["12 Mill Lane, York", "3 Dock Road, Hull"]),
        ("12 Mill Lane, York;", ["12 Mill Lane, York"]),
        ("12 Mill Lane, York\n3 Dock Road, Hull\n", ["12 Mill Lane, York", "3 Dock Road, Hull"]),
        (" , ,", []),
    ],
)
def test_several_values_in_one_line(typed: str, values: list[str]) -> None:
    assert split(typed) == values


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("name", "  Ada\tStone \n", "Ada Stone"),
        ("name", "\u202eAda\u0007", "Ada"),
        ("name", "[/b] Ada", "[/b] Ada"),
        ("company", "", ""),
        ("emails", ["ada@stone.example", " "], [Point("", "ada@stone.example")]),
        ("phones", [Point(" mo\u0007bile ", "+1 555 0100")], [Point("mobile", "+1 555 0100")]),
        ("phones", ["+1 555 0100", "+1 555 0101", "+1 555 0100"], [Point("", "+1 555 0100"), Point("", "+1 555 0101")]),
        ("addresses", ["12 Mill Lane\nYork"], [Point("", "12 Mill Lane York")]),
        ("links", ["https://stone.example"], [Point("", "https://stone.example")]),
        ("birthday", "22 mar 1980", "1980-03-22"),
        ("birthday", "22 mar", "--03-22"),
        ("birthday", " ", ""),
        ("tags", ["roof", " roof ", "", "loyal"], ["roof", "loyal"]),
        ("owner_id", 2, 2),
        ("every_days", None, None),
        ("every_days", 1, 1),
        ("every_days", 3650, 3650),
        ("safe_topics", "sailing\r\ncats", "sailing\ncats"),
        ("off_limits", "the\u0000 divorce", "the divorce"),
        ("do_not_contact", [], ""),
        ("do_not_contact", ["text", "Call "], "call text"),
        ("do_not_contact", ["text", "any"], "any"),
        ("do_not_contact", list(Channel), " ".join(Channel)),
    ],
)
def test_kept(field: str, given: object, kept: object) -> None:
    assert cleaned({field: given}) == {field: kept}


@pytest.mark.parametrize(
    ("field", "given", "says"),
    [
        ("addresses", ["\u200b\u0007"], "is not an address: nothing in it can be read."),
        ("name", "", "needs a name"),
        ("name", "\u200b\u202e", "needs a name"),
        ("name", "A" * 10_000, "at most 200 characters"),
        ("company", "A" * 201, "at most 200"),
        ("emails", ["ada"], "not an e-mail address"),
        ("phones", ["12"], "not a phone number"),
        ("phones", [Point("x" * 101, "+1 555 0100")], "at most 100"),
        ("addresses", ["x" * 501], "at most 500"),
        ("links", ["stone"], "not a link"),
        ("birthday", "31 feb 1980", "no 31 February"),
        ("tags", ["x" * 101], "at most 100"),
        ("every_days", 0, "1 to 3,650 days"),
        ("every_days", 3651, "1 to 3,650 days"),
        ("safe_topics", "x" * 2_001, "at most 2,000"),
        ("off_limits", "x" * 2_001, "at most 2,000"),
        ("do_not_contact", ["pigeon"], "“pigeon” is not a channel"),
    ],
)
def test_refused(field: str, given: object, says: str) -> None:
    with pytest.raises(Refused, match=says):
        cleaned({field: given})
