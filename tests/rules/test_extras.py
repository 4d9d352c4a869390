"""Extras go with the value they stand beside, and with no other; and what is told of them gives nothing away."""

from typing import Any

import pytest

from models.rules import also_kept
from models.rules.also_kept import Extra
from models.rules.contact_fields import Point
from models.rules.extras import of_company, outlived

PHOTO = "PHOTO:data:image/png;base64," + "A" * 15_972


def gone(lines: list[str], *another: str, **now: Any) -> list[str]:
    now = {
        field: [Point("", each) for each in value] if isinstance(value, list) else value for field, value in now.items()
    }
    return [lines[place] for place in outlived(lines, now, another=another)]


@pytest.mark.parametrize(
    ("line", "field", "stays", "goes"),
    [
        ("TEL;X-A=1:555 0100", "phones", ["555 0101", "555 0100"], ["555 0101"]),
        ("TEL;VALUE=uri:tel:+1-555-0100;ext=2", "phones", ["+1-555-0100 ext. 2"], []),
        ("EMAIL;LANGUAGE=de: a@stone.example ", "emails", ["a@stone.example"], ["A@stone.example"]),
        ("ADR:;;1  Long\tRd\\n Leeds;;;;", "addresses", ["1  Long Rd, Leeds"], ["1 Long Rd, Leeds"]),
        ("item1.URL;X-A=1:https://a.example", "links", ["https://a.example"], []),
        ("BDAY:19531015T231000Z", "birthday", "1953-10-15", ""),
        ("FN;LANGUAGE=de:Ada", "name", "Ada", "ADA"),
        ("ORG:Stone \\; Sons;Quarry", "company", "STONE; sons", "Sand"),
        ("ORG:???;Quarry", "company", "???", "!!!"),
        ("X-WELLKEPT-OFF-LIMITS;X-A=1:the divorce\\nand money", "off_limits", "the divorce\nand money", ""),
        ("N;X-WELLKEPT-FN=ada stone:Stone;Ada;Jo;;", "name", "Áda STONE", "Ada Hill"),
        ("N:Stone;Ada;;;", "name", "Dr. Ada Stone", "Ada Hill"),
    ],
)
def test_a_line_goes_with_its_value(line: str, field: str, stays: object, goes: object) -> None:
    assert gone([line], **{field: stays}) == []
    assert gone([line], **{field: goes}) == [line]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "TITLE:Roofer",
            "ORG;PREF=2:Hill;Sales",
            "FN;PREF=2:Addie",
            "NICKNAME:Bobby",
            "EMAIL;X-A=1:",
            "no line",
            PHOTO,
        ),
        *("X-ABADR:gb", "X-ABLabel:home", "UID;X-A=1:7", "X-WELLKEPT-STAGE;X-A=1:Customer"),
    ],
)
def test_a_line_that_stands_alone_stays(line: str) -> None:
    fields = {"name": "", "company": "", "emails": [], "phones": [], "addresses": [], "links": [], "birthday": ""}
    assert gone([line], "name", "company", **fields) == []


def test_a_line_beside_a_field_that_is_not_changed_stays() -> None:
    lines = ["TEL;X-A=1:555 0100", "ORG:Stone;Quarry", "N:Stone;Ada;;;", "X-PHONETIC-FIRST-NAME:Ada"]
    assert gone(lines, emails=[]) == []
    assert gone(lines, name="Ada Stone") == []


def test_a_department_alone_and_how_a_name_is_read_go_with_another_company_and_name() -> None:
    lines = ["ORG:;Quarry", "X-PHONETIC-LAST-NAME:Ston", "sort-string:Stone"]
    assert gone(lines, company="Stone", name="ada") == []
    assert gone(lines, "company", company="Hill") == lines[:1]
    assert gone(lines, "company", company="") == lines[:1]
    assert gone(lines, "name", name="Ada Hill") == lines[1:]


def test_what_a_point_is_called_and_its_country_go_with_the_last_point_of_their_group() -> None:
    lines = [
        *("item1.ADR:;;1 Long Rd;;;;", "item1.X-ABADR:gb", "item1.X-ABLabel:_$!<Own>!$_", "item1.X-OWN:1"),
        *("item2.TEL:555 0100", "item2.TEL:555 0101", "item2.X-ABLabel:Yard", "item3.X-ABDATE:1975-03-01"),
        *("item3.X-ABLabel:Wedding", "X-ABLabel:Alone", "TEL;X-A=1:555 0102"),
    ]
    assert gone(lines, addresses=[], phones=["555 0101"]) == [*lines[:3], lines[4], lines[-1]]
    assert gone(lines, phones=[]) == [*lines[4:7], lines[-1]]


@pytest.mark.parametrize(
    ("line", "then"),
    [
        ("item1.ORG;LANGUAGE=en:stone;Quarry\\; 2;A", "item1.ORG;LANGUAGE=en:Sand\\, Sons;Quarry\\; 2;A"),
        ("ORG:Stone", "ORG:Sand\\, Sons"),
        *(
            (same, same)
            for same in ("ORG:Hill;Sales", "ORG;PREF=2:Stone;Quarry", "ORG:;Quarry", "TITLE:Stone", "Stone")
        ),
    ],
)
def test_departments_follow_a_company_that_is_called_otherwise(line: str, then: str) -> None:
    assert of_company(line, "Stone", "Sand, Sons") == then


def told(*lines: str) -> str:
    return also_kept.words([Extra(line[:2_000], len(line)) for line in lines])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("TITLE;LANGUAGE=en:Roofer\\, master", "title Roofer, master"),
        ("item1.role:Counts\\nall", "role Counts all"),
        ("NICKNAME:Bobby,Bob", "nickname Bobby, Bob"),
        ("ANNIVERSARY:20090808", "anniversary 8 Aug 2009"),
        ("ANNIVERSARY:2009-08-08T00:00:00Z", "anniversary 8 Aug 2009"),
        ("ANNIVERSARY;VALUE=text:a summer", "anniversary a summer"),
        ("ORG:Stone; Quarry ;;North", "department Quarry, North"),
        ("ORG:;Quarry", "department Quarry"),
        ("ORG;PREF=2:Hill;Sales", "other company"),
        ("ORG;LANGUAGE=en:Hill", "1 more line"),
        (PHOTO, "photo 12 kB"),
        ("PHOTO:DATA:,", "photo 1 kB"),
        ("PHOTO:https://stone.example/bob.png", "photo"),
        ("TITLE: ", "title"),
        ("GENDER:F", "gender"),
        ("X-Secret:what nobody reads", "X-SECRET"),
        ("N;X-WELLKEPT-FN=ada:Stone;Ada", ""),
        ("item1.X-ABLabel:mistress", "1 more line"),
        ("TEL;X-A=1:555 0100", "1 more line"),
        ("no line", "1 more line"),
    ],
)
def test_what_is_told_of_a_line(line: str, words: str) -> None:
    assert told(line) == words


def test_what_is_told_of_many_stands_in_one_line() -> None:
    lines = ["RELATED:Bo", "x-own:1", PHOTO, "TEL;X-A=1:555 0100", "RELATED:Jo", "N:Stone;Ada;;;", "NICKNAME:Bobby"]
    assert (
        told(*lines, "TITLE:Roofer")
        == "title Roofer · nickname Bobby · photo 12 kB · relation (2) · X-OWN · 1 more line"
    )
    assert told() == ""
