"""Columns: the address books of others are recognised by their headers, --map names the rest."""

from io import BytesIO

import pytest

from models.exchange.card import Card, Dropped, Point
from models.exchange.csv.columns import UnknownField
from models.exchange.csv.reading import read
from tests.rules.csv_cards import only, parsed, whys

GOOGLE_OLD = (
    "Name,Given Name,Family Name,Birthday,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,"
    "Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - Postal Code,Organization 1 - Name,Website 1 - Type,Website 1 - Value\r\n"
    'Ada Stone,Ada,Stone,1980-03-22,,* Friends ::: Leeds,* Home,ada@stone.example ::: a@stone.example,Mobile,555-0100,'
    'Work,"1 Long Rd\nLeeds","1 Long Rd\nYard",Leeds,LS1 1AA,Stone & Sons,Home Page,stone.example\r\n'
)  # fmt: skip


def test_google_as_it_was() -> None:
    assert only(GOOGLE_OLD) == Card(
        line=2,
        name="Ada Stone",
        company="Stone & Sons",
        emails=[Point("home", "ada@stone.example"), Point("home", "a@stone.example")],
        phones=[Point("cell", "555-0100")],
        addresses=[Point("work", "1 Long Rd, Yard, Leeds, LS1 1AA")],
        links=[Point("home page", "stone.example")],
        birthday="1980-03-22",
        tags=["Friends", "Leeds"],
        extras=["N:Stone;Ada;;;"],
    )


def test_google_since_2024() -> None:
    card = only(
        "First Name,Middle Name,Last Name,Name Prefix,Nickname,Organization Name,Organization Title,Labels,"
        "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,"
        "Event 1 - Label,Phone 1 - Colour\n"
        "Ada,J.,Stone,Dr.,Addie,Stone & Sons,Mason,* myContacts,Work,ada@stone.example,,+44 20 7946 0001,"
        'Home,"1 Rd\nLeeds",Anniversary,red\n'
    )
    assert card.name == "Dr. Ada J. Stone"
    assert card.company == "Stone & Sons"
    assert card.phones == [Point("", "+44 20 7946 0001")]
    assert card.addresses == [Point("home", "1 Rd\nLeeds")]
    assert card.tags == ["myContacts"]
    assert card.extras == ["N:Stone;Ada;J.;Dr.;", "NICKNAME:Addie", "TITLE:Mason"]
    assert [(text, why) for _, text, why in whys(card)] == [
        ("red", "no field for column “Phone 1 - Colour”"),
        ("Anniversary", "the label of something missing"),
    ]


def test_outlook() -> None:
    card = only(
        "First Name;Last Name;Company;Business Street;Business City;Business Postal Code;Business Country/Region;"
        "Business Phone;Home Phone;Mobile Phone;Birthday;Categories;E-mail Address;E-mail 2 Address;Web Page\r\n"
        "Ada;Stone;Stone & Sons;1 Long Rd;Leeds;LS1 1AA;UK;555-0100;555-0101;555-0102;0/0/00;vip;ada@stone.example;"
        "a@stone.example;stone.example\r\n"
    )
    assert card == Card(
        line=2,
        name="Ada Stone",
        company="Stone & Sons",
        emails=[Point("", "ada@stone.example"), Point("", "a@stone.example")],
        phones=[Point("work", "555-0100"), Point("home", "555-0101"), Point("cell", "555-0102")],
        addresses=[Point("work", "1 Long Rd, Leeds, LS1 1AA, UK")],
        links=[Point("", "stone.example")],
        tags=["vip"],
        extras=["N:Stone;Ada;;;"],
    )


@pytest.mark.parametrize(
    ("cells", "birthday"),
    [("1970,3,9", "1970-03-09"), (",3,9", "--03-09"), ("1970,,", "1970"), ("1970,3,", "1970 3")],
)
def test_thunderbird(cells: str, birthday: str) -> None:
    card = only(
        "First Name,Display Name,Primary Email,Secondary Email,Home Address,Home Address 2,Home State,Web Page 1,"
        "Birth Year,Birth Month,Birth Day,\n"
        f"Ada,Ada S,ada@stone.example,a@stone.example,1 Rd,Flat 2,Kent,s.example,{cells},\n"
    )
    assert card.name == "Ada S"
    assert card.emails == [Point("", "ada@stone.example"), Point("", "a@stone.example")]
    assert card.addresses == [Point("home", "1 Rd, Flat 2, Kent")]
    assert card.birthday == birthday


def test_map_sends_a_column_anywhere() -> None:
    text = "Wer,Hobby,Büro,Ort,Takt,Rest\nAda,chess,555-0100,1 Rd,30,x\n"
    columns = {"wer": "name", "Hobby": "safe-topics", "Büro": "phone:front desk", "Ort": "address", "Takt": "every"}
    card = only(text, **columns)
    assert card == Card(
        line=2, name="Ada", safe_topics="chess", phones=[Point("front desk", "555-0100")], every_days=30,
        addresses=[Point("", "1 Rd")], dropped=[Dropped(2, "x", "no field for column “Rest”")],
    )  # fmt: skip
    assert parsed(text, Wer="name", Wo="note")[0] == Dropped(1, "Wo", "the file has no column of this name")


@pytest.mark.parametrize("field", ["hat", "name:work", ""])
def test_a_field_that_does_not_exist_is_refused(field: str) -> None:
    with pytest.raises(UnknownField, match=r"Use one of: name, .*do-not-contact"):
        read(BytesIO(b"Name\nAda\n"), columns={"Name": field})
