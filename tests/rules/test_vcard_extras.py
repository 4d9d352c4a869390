"""What no field holds comes back as it was, as long as it is true: photos, departments, the parts of a name."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from models.exchange.card import Card, Point
from models.exchange.checking import checked
from models.exchange.vcard.extras import joined, same_extra
from models.exchange.vcard.writing import write
from models.rules.text import line as cleaned
from tests.rules.test_vcard import HOSTILE, only, parsed, whys

NAMES = (
    *("EMAIL", "TEL", "ADR", "URL", "NOTE", "ORG", "FN", "N", "BDAY", "UID", "CATEGORIES", "TITLE", "PHOTO", "AGENT"),
    *("X-ABLabel", "X-ABADR", "x-abdate", "X-WELLKEPT-STAGE", "LABEL", "GEO"),
)
PARAMS = (
    *("", "", "", ";HOME", ";TYPE=work,voice", ";TYPE=pref", ";PREF=3", ";VALUE=uri", ";VALUE=text", ";LANGUAGE=de"),
    *(';X-A="a;b:c"', ";TYPE=x-mine", ";TYPE=video;TYPE=cell", ";ALTID=1", ";CHARSET=UTF-8", ";;=x", ';"q,r"'),
)
VALUES = (
    *("Stone;Ada;;Dr.", ";;1 Long Rd;Leeds;;;", "Stone;Quarry", "_$!<HomePage>!$_", "19800322", "tel:+1;ext=2", ";;"),
    *("a@stone.example", "1604-06-05", "1980-03-22T10:00:00Z", "BEGIN:VCARD", "END:VCARD", "a\\nb", "home"),
)
groups = st.sampled_from(("", "", "item1.", "item2.", "G."))
values = st.sampled_from((*VALUES, *HOSTILE)) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
lines = st.builds(
    lambda group, name, params, value: f"{group}{name}{params}:" + value.replace("\r", "").replace("\n", "\\n"),
    groups, st.sampled_from(NAMES), st.lists(st.sampled_from(PARAMS), max_size=2).map("".join), values,
)  # fmt: skip


def written(*cards: Card) -> str:
    return "".join(write(cards)).replace("\r\n ", "").replace("\r\n", "\n")


def out_of(text: str) -> list[Card]:
    return [item for item in parsed(text) if isinstance(item, Card)]


def bare(card: Card) -> Card:
    return replace(card, line=0, dropped=[])


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lines, max_size=8))
def test_a_card_of_any_lines_comes_back_whole(body: list[str]) -> None:
    cards = out_of("\n".join(["BEGIN:VCARD", "FN:Ada Stone", *body, "END:VCARD"]))
    for card in cards:
        points = [*card.emails, *card.phones, *card.addresses, *card.links]
        assume(len({cleaned(point.value, what="value") for point in points}) == len(points))
    text = "".join(write(cards))
    again = out_of(text)
    assert list(map(bare, again)) == list(map(bare, cards))
    assert "".join(write(again)) == text
    assert not [drop for card in again for drop in card.dropped]


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(groups, st.sampled_from(NAMES), st.sampled_from(PARAMS)), max_size=8))
def test_every_line_is_kept_or_told(heads: list[tuple[str, str, str]]) -> None:
    body = [f"{group}{name}{params}:mark{place}x" for place, (group, name, params) in enumerate(heads)]
    (card,) = out_of("\n".join(["BEGIN:VCARD", *body, "END:VCARD"]))
    everything = written(card) + repr(card.dropped) + repr(card.tags)
    for place in range(len(body)):
        assert f"mark{place}x" in everything, body[place]


@pytest.mark.parametrize(
    "line",
    [
        *("TITLE:Mason", "ROLE:Counting", "NICKNAME:Addie,Ad", "IMPP:xmpp:ada@stone.example", "GENDER:F", "TZ:-0500"),
        *("ANNIVERSARY:20090808", "RELATED;TYPE=spouse:Bo", "GEO:geo:46.77,-71.28", "X-ABShowAs:COMPANY", "x-own:1"),
        *("PHOTO:https://stone.example/ada.png", "LABEL;TYPE=HOME:1 Long Rd\\nLeeds", "LANG;PREF=1:fr", "X-ABLabel:Q"),
        *("ORG:Stone;Quarry", "ORG:;Quarry", "BDAY:19531015T231000Z"),
        *("ADR:;Flat 2;1 Long Rd;Leeds;;LS1;UK", 'ADR;LABEL="1 Long Rd":;;;;;;', "EMAIL;LANGUAGE=de;ALTID=1:a@b"),
        *("TEL;X-SERVICE-TYPE=WA:555-0100", 'TEL;TYPE="video,text":555-0100', "BDAY;CALSCALE=gregorian:19800322"),
    ],
)
def test_a_line_comes_back(line: str) -> None:
    card = only(line)
    assert not card.dropped
    assert card.extras == [line]
    assert line in written(card).split("\n")


def test_a_line_beside_a_name_or_a_uid_comes_back() -> None:
    (card,) = out_of("BEGIN:VCARD\nFN;LANGUAGE=de:Ada\nUID;X-A=1:7d9c\nEND:VCARD")
    assert card.extras == ["FN;LANGUAGE=de:Ada", "UID;VALUE=text;X-A=1:7d9c"]
    assert "FN;LANGUAGE=de:Ada\nUID;VALUE=text;X-A=1:7d9c\n" in written(card)


@pytest.mark.parametrize(
    "line",
    [
        *("EMAIL;TYPE=INTERNET:a@b", "EMAIL;PREF:a@b", "TEL;CELL;VOICE;PREF:555-0100", "item1.EMAIL:a@b", "REV:2012"),
        *("ADR;TYPE=home,postal,parcel:;;1 Long Rd;;;;", "N:;Ada;;;", "FN:Ada", "BDAY:1980-03-22T00:00:00Z"),
        *("BDAY;X-APPLE-OMIT-YEAR=1604:1604-06-05", "TEL;VALUE=uri:tel:+44-20-7946-0002", "PRODID:x", "VERSION:3.0"),
        *("item1.TEL:555-0100\nitem1.X-ABLabel:Studio", "UID;VALUE=text:7d9c", "URL;VALUE=uri:https://stone.example"),
    ],
)
def test_what_the_fields_say_is_not_kept_twice(line: str) -> None:
    card = only(line)
    assert (card.extras, card.dropped) == ([], [])


def test_the_first_of_several_is_the_one_to_use() -> None:
    card = only("EMAIL:a@b\nEMAIL;PREF=1:c@d\nEMAIL;TYPE=work;PREF=2:e@f")
    assert [point.value for point in card.emails] == ["c@d", "e@f", "a@b"]
    assert "EMAIL;PREF=1:c@d\nEMAIL;TYPE=work:e@f\nEMAIL:a@b\n" in written(card)


def test_a_second_name_company_birthday_or_uid_stands_behind_the_first() -> None:
    card = only("FN:Addie\nORG:Stone\nORG;TYPE=work;PREF=30:Sons;Sales\nBDAY:19800322\nBDAY:1980-03-22\nUID:1\nUID:2")
    assert card.company == "Sons"
    assert card.extras == ["ORG;TYPE=work:Sons;Sales", "FN;PREF=2:Addie", "ORG;PREF=2:Stone", "UID;PREF=2:2"]
    assert "FN;PREF=1:Ada\n" in written(card)
    assert "ORG;PREF=1;TYPE=work:Sons;Sales\n" in written(card)
    third = only("ORG;PREF=1:Stone\nORG;PREF=2:Sons\nORG;PREF=1:Hill")
    assert third.extras == ["ORG;PREF=2:Sons", "ORG;PREF=2:Hill"]


@pytest.mark.parametrize(
    ("name", "company", "parts"),
    [
        ("Ada Stone", "", "Stone;Ada;;;"),
        ("Dr. Ada Jo Stone", "", "Stone;Dr. Ada Jo;;;"),
        ("Cher", "", ";Cher;;;"),
        ("Stone; Sons", "", "Sons;Stone\\;;;;"),
        ("Stone & Sons", "Stone & Sons", ";;;;"),
        ("", "", ";;;;"),
    ],
)
def test_every_card_has_the_parts_of_a_name(name: str, company: str, parts: str) -> None:
    card = Card(0, name=name, company=company)
    assert f"\nN:{parts}\n" in written(card)
    assert bare(out_of(written(card))[0]) == card


@pytest.mark.parametrize("lines", ["EMAIL:ada@stone.example", "TEL:555 0100"])
def test_what_stands_in_for_a_name_has_no_parts(lines: str) -> None:
    (card,) = out_of(f"BEGIN:VCARD\n{lines}\nEND:VCARD")
    assert "\nN:;;;;\n" in written(card)


def test_the_parts_of_a_name_go_with_the_name_they_came_with() -> None:
    card = only("N;LANGUAGE=en:Stone;Ada;Jo;;\nN;ALTID=1:Stein;Ada;;;")
    assert card.extras == ["N;ALTID=1;X-WELLKEPT-FN=ada:Stein;Ada;;;", "N;LANGUAGE=en;X-WELLKEPT-FN=ada:Stone;Ada;Jo;;"]
    assert "N;ALTID=1:Stein;Ada;;;\nN;LANGUAGE=en:Stone;Ada;Jo;;\n" in written(replace(card, name="ADA"))
    renamed = written(replace(card, name="Ada Hill"))
    assert "N:Hill;Ada;;;" in renamed
    assert "Stone" not in renamed
    assert only("N:Stone;!;;;").extras == ["N;X-WELLKEPT-FN=ada:Stone;!;;;"]
    assert parsed("BEGIN:VCARD\nFN:!!\nN:!;!;;;\nN:?;;;;\nEND:VCARD")[0].extras == [  # type: ignore[union-attr]
        "N;X-WELLKEPT-FN=-:!;!;;;",
        "N;X-WELLKEPT-FN=-:?;;;;",
    ]


def test_the_parts_of_a_name_out_of_another_format_go_with_the_words_they_have() -> None:
    card = Card(0, name="Dr. Ada Jo Stone", extras=["N:Stone;Ada;Jo;Dr.;"])
    assert "N:Stone;Ada;Jo;Dr.;\n" in written(card)
    assert "N:Hill;Ada;;;\n" in written(replace(card, name="Ada Hill"))
    assert "N:Jo;;;;\n" in written(replace(card, extras=["N:Jo;;;;"]))
    assert "N:Jo\n" in written(replace(card, extras=["N:Jo"]))


def test_a_line_beside_a_field_goes_when_the_value_does() -> None:
    card = only(
        "ORG:Stone;Quarry\nADR;TYPE=home:;;1 Long Rd;Leeds;;;\nitem1.URL:https://a.b\nitem1.X-ABLabel:_$!<Own>!$_"
    )
    assert "item1.URL:https://a.b\nitem1.X-ABLabel:_$!<Own>!$_\n" in written(card)
    moved = written(
        replace(
            card, company="Sand", addresses=[Point("work", "1 Long Rd, Leeds")], links=[Point("shop", "https://a.b")]
        )
    )
    assert "ORG:Sand\n" in moved
    assert "Quarry" not in moved
    assert "ADR;TYPE=work:;;1 Long Rd;Leeds;;;" in moved
    assert "item1.URL:https://a.b\nitem1.X-ABLabel:shop\n" in moved
    assert "\nURL;TYPE=work:https://a.b\n" in written(replace(card, links=[Point("work", "https://a.b")]))
    gone = written(replace(card, company="", addresses=[], links=[]))
    assert not any(word in gone for word in ("Stone", "Long Rd", "Own"))


def test_a_line_stays_beside_a_value_that_the_rules_cleaned() -> None:
    card = checked(only("ADR:;;  1  Long\tRd\\n Leeds\u202e ;;;;\nEMAIL;LANGUAGE=de: a@stone.example "))
    assert [point.value for point in card.addresses] == ["1  Long Rd, Leeds"]
    assert "ADR:;;  1  Long\tRd\\n Leeds\u202e ;;;;\n" in written(card)
    assert "EMAIL;LANGUAGE=de: a@stone.example \n" in written(card)


def test_groups_stay_together_and_ours_keep_clear_of_them() -> None:
    card = only(
        "item1.X-ABDATE:1975-03-01\nitem1.X-ABLabel:_$!<Anniversary>!$_\nitem3.ADR;TYPE=home:;;1 Long Rd;;;;\n"
        "item3.X-ABADR:gb\nitem9.TEL:555-0100\nitem9.X-ABLabel:Studio\nitem4.TEL:555-0101\nitem4.EMAIL:a@b\n"
        "item4.X-ABLabel:Yard\nitem4.X-OWN:1"
    )
    assert card.extras == [
        *("item3.ADR:;;1 Long Rd;;;;", "item4.TEL:555-0101"),
        *("item1.X-ABDATE:1975-03-01", "item1.X-ABLabel:_$!<Anniversary>!$_", "item3.X-ABADR:gb", "item4.X-OWN:1"),
    ]
    text = written(card)
    assert "item2.EMAIL:a@b\nitem2.X-ABLabel:Yard\n" in text
    assert "item5.TEL;PREF=1:555-0100\nitem5.X-ABLabel:Studio\nitem4.TEL:555-0101\nitem4.X-ABLabel:Yard\n" in text
    assert bare(out_of(text)[0]) == bare(card)


def test_a_label_and_a_type_of_one_line_both_stay() -> None:
    card = only("item1.TEL;TYPE=car,voice:555-0100\nitem1.X-ABLabel:Studio")
    assert (card.phones, card.extras) == ([Point("Studio", "555-0100")], ['TEL;TYPE="car,voice":555-0100'])
    assert 'item1.TEL;TYPE="car,voice":555-0100\nitem1.X-ABLabel:Studio\n' in written(card)
    assert only("item1.TEL;TYPE=car:555-0100\nitem1.X-ABLabel:home").extras == []


@pytest.mark.parametrize("opening", ["AGENT:\nBEGIN:VCARD", "AGENT:begin:vcard"])
def test_the_agent_of_a_card_is_kept_as_one_line(opening: str) -> None:
    card = only(f"{opening}\nFN:Bo\nTEL;HOME:555-0100\nno line\nEND:VCARD\nTITLE:Mason")
    assert card.name == "Ada"
    assert card.extras == ["AGENT:BEGIN:VCARD\\nFN:Bo\\nTEL\\;TYPE=HOME:555-0100\\nEND:VCARD", "TITLE:Mason"]
    assert whys(card) == [(len(opening.split("\n")) + 5, "not a vCard line")]
    assert bare(out_of(written(card))[0]) == bare(replace(card, dropped=[]))


def test_an_agent_that_does_not_end_takes_no_other_card_with_it() -> None:
    found = out_of("BEGIN:VCARD\nFN:Ada\nAGENT:\nBEGIN:VCARD\nFN:Bo\nAGENT:\nBEGIN:VCARD\nFN:Cy\nEND:VCARD\n")
    assert [(card.name, card.extras) for card in found] == [
        ("Ada", ["AGENT:BEGIN:VCARD\\nFN:Bo\\nAGENT:\\nEND:VCARD"]),
        ("Cy", []),
    ]
    big = only("AGENT:\nBEGIN:VCARD\n" + "NOTE:x\n" * 10_001 + "END:VCARD\nTEL:555-0100")
    assert whys(big) == [(4, "the card is over 10 MB or 10,000 lines")]
    assert big.phones == [Point("", "555-0100")]


def test_lines_that_would_break_a_card_are_not_written() -> None:
    card = Card(0, name="Ada", extras=["END:VCARD", "no line", "VERSION:3.0", "X-A:1\nEND:VCARD", "TITLE:Mason\ud800"])
    assert written(card).count("END:VCARD") == 2
    assert out_of(written(card))[0].extras == ["X-A:1\\nEND:VCARD", "TITLE:Mason?"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("TITLE:Mason", "title;LANGUAGE=de:Maurer", True),
        ("PHOTO:data:a", "PHOTO:data:b", True),
        ("item1.X-ABDATE:1975-03-01", "item7.x-abdate:1975-03-01", True),
        ("NICKNAME:Addie", "NICKNAME:Ad", False),
        ("N;X-WELLKEPT-FN=ada:Stone;Ada", "N;X-WELLKEPT-FN=ada:Stone;Ada;Jo", True),
        ("N;X-WELLKEPT-FN=ada:Stone;Ada", "N:Stone;Ada", True),
        ("ADR:;;1 Long Rd;Leeds", "ADR;LANGUAGE=en:;1 Long Rd;;Leeds", True),
        ("ORG:Stone;Quarry", "ORG:Stone;Sales", True),
        ("ORG:Stone;Quarry", "ORG;PREF=2:Stone;Quarry", False),
        ("no line", "no line", True),
    ],
)
def test_which_lines_a_contact_has_once(one: str, other: str, same: object) -> None:
    assert (same_extra(one) == same_extra(other)) is same


def test_an_update_adds_lines_with_their_group_and_its_label() -> None:
    ours = ["TITLE:Mason", "item1.X-ABDATE:1975-03-01", "item1.X-ABLabel:Wedding"]
    theirs = [
        *("TITLE:Boss", "item1.X-ABDATE:1990-01-01", "item1.X-ABLabel:First day", "ROLE:Cook", "no line"),
        *("item2.X-ABDATE:1975-03-01", "item2.X-ABLabel:Wedding", "item5.X-ABRELATEDNAMES:Bo"),
    ]
    assert joined(ours, theirs) == [
        *ours,
        *("item2.X-ABDATE:1990-01-01", "item2.X-ABLabel:First day", "ROLE:Cook", "item5.X-ABRELATEDNAMES:Bo"),
    ]
    assert joined(ours, ours) == ours
