"""A contact in one line."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.rules import contact_fields, quick_add
from models.rules.quick_add import EXAMPLE, Known, Typed
from models.rules.refusals import Refused

KNOWN = Known(["Prospect", "Customer", "Raving fan"], ["ann", "ben", "benedict", "Cara Moss"])

ROOM = 76
"""Cells of a line of a form in the smallest window that is promised."""
WHOLE = "Ada Stone, Stone Roofing, ada@stone.example, +44 20 7946 0321, #roof, every 30d, @ben, customer"


def read(line: str) -> Typed:
    return quick_add.read(line, KNOWN)


def test_the_example_is_read_as_it_is_meant() -> None:
    assert len(f"like {EXAMPLE}") <= ROOM
    example = Typed("Ada Stone", "Stone Roofing", ["ada@stone.example"], tags=["roof"], every_days=30, stage="Customer")
    assert read(EXAMPLE) == example


def test_every_part_is_read_as_it_is_meant() -> None:
    assert read(WHOLE) == Typed(
        name="Ada Stone",
        company="Stone Roofing",
        emails=["ada@stone.example"],
        phones=["+44 20 7946 0321"],
        tags=["roof"],
        every_days=30,
        owner="ben",
        stage="Customer",
    )


def test_a_line_without_commas_is_no_name() -> None:
    with pytest.raises(Refused, match="put a comma after the name"):
        read("Bob Hill bob@hill.example every month")


def test_what_was_read_is_said_back() -> None:
    assert read(f"{WHOLE}, born 22 mar 1980, #loyal").words() == (
        "name Ada Stone · company Stone Roofing · e-mail ada@stone.example · phone +44 20 7946 0321"
        " · tagged roof, loyal · hears from us monthly · born 22 Mar 1980 · owner ben · stage Customer"
    )
    assert read("Ada").words() == "name Ada"


@pytest.mark.parametrize(
    ("part", "read_as"),
    [
        ("ADA@stone.example", {"emails": ["ADA@stone.example"]}),
        ("+1 555 0142", {"phones": ["+1 555 0142"]}),
        ("020 7946 0321", {"phones": ["020 7946 0321"]}),
        ("(020) 7946-0321", {"phones": ["(020) 7946-0321"]}),
        ("# roof ", {"tags": ["roof"]}),
        ("#", {}),
        ("@Cara", {"owner": "Cara Moss"}),
        ("@ben", {"owner": "ben"}),
        ("every 45d", {"every_days": 45}),
        ("Every 3 months", {"every_days": 90}),
        ("monthly", {"every_days": 30}),
        ("2w", {"every_days": 14}),
        ("RAVING FAN", {"stage": "Raving fan"}),
        ("born 22 mar", {"birthday": "--03-22"}),
        ("Born 1980-03-22", {"birthday": "1980-03-22"}),
        ("Raving", {"company": "Raving"}),
        ("30", {"company": "30"}),
        ("Mo", {"company": "Mo"}),
        ("None", {"company": "None"}),
        ("Bornholm Boats", {"company": "Bornholm Boats"}),
        ("Everyday Ltd", {"company": "Everyday Ltd"}),
        ("", {}),
        (" , ,", {}),
    ],
)
def test_a_part_says_itself_what_it_is(part: str, read_as: dict[str, Any]) -> None:
    assert read(f"Ada, {part}") == Typed("Ada", **read_as)


def test_parts_come_in_any_order_and_the_name_first() -> None:
    typed = read("monthly, #a, Stone Roofing, @ann, ada@stone.example, #b")
    assert typed == Typed("monthly", "Stone Roofing", ["ada@stone.example"], [], ["a", "b"], owner="ann")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "A contact needs a name."),
        (" , Stone", "A contact needs a name."),
        ("Ada, Stone, Roofing", "“Roofing” is nothing I can read: after name and company come e-mail"),
        ("Ada, a b@stone.example", "is not an e-mail address"),
        ("Ada, @b", "There is no one member “b”. Choose one of: ben, benedict."),
        ("Ada, @dan", "There is no one member “dan”. Choose one of: ann, ben, benedict, Cara Moss."),
        ("Ada, every so often", "“every so often” is not a rhythm I can read."),
        ("Ada, born 31 feb", "There is no 31 February."),
        ("Ada, " + "x" * 300, "A company can have at most 200 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(line: str, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(line)
    assert says in str(refusal.value)


@given(st.text() | st.lists(st.text() | st.sampled_from(["#", "@", "every ", "born ", "+1 555", "a@b"])).map(",".join))
@example("\ud800, @\ud800, #\ud800, \ud800@x")
@example("a," * 5000)
def test_nothing_that_is_typed_raises_anything_but_a_refusal(line: str) -> None:
    try:
        typed = read(line)
    except Refused:
        return
    assert typed.words().startswith("name ")
    kept = {"name": typed.name, "company": typed.company, "emails": typed.emails, "phones": typed.phones}
    contact_fields.cleaned(kept | {"tags": typed.tags, "every_days": typed.every_days, "birthday": typed.birthday})
