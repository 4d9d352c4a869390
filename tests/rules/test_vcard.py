"""vCard in and out: what phones write is read, the rest is reported, and our own comes back as it was."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.exchange.card import Card, Dropped, Point
from models.exchange.vcard.reading import read
from models.exchange.vcard.writing import write

HOSTILE = (
    "[@click=app.quit]x",
    "END:VCARD",
    "a\\nb\\,c\\",
    ":;,\\",
    " \u202eevil",
    "]0;x[b]",
    "é" * 90,
    "a\nb",
    "\ufeffx",
)
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=120),
).filter(str.strip)
optional = st.just("") | texts
labels = st.sampled_from(("", "home", "work fax", "work cell", "fax work")) | texts
points = st.lists(st.builds(Point, labels, texts))
places = st.lists(st.builds(Point, labels, texts.filter(lambda text: "\n" not in text)))
lists = st.lists(texts.map(lambda text: text.strip()).filter(bool), unique=True)
birthdays = st.sampled_from(("", "1980-03-22", "--02-03", "19800322", "198003-22")) | texts
cards = st.builds(
    Card, line=st.just(1), uid=optional, name=texts, company=optional, emails=points, phones=points, addresses=places,
    links=points, birthday=birthdays, tags=lists, notes=st.lists(texts), stage=optional, owner=optional,
    every_days=st.none() | st.integers(0, 999_999), do_not_contact=lists, safe_topics=optional, off_limits=optional,
)  # fmt: skip

FULL = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Example//Phone//EN
N:Stone;Ada;Jo,Ann;Dr.;MSc
FN:Dr. Ada Stone
UID:urn:uuid:7d9c
ORG:Stone & Sons\\; Ltd;Quarry
item1.EMAIL;type=INTERNET:ada@stone.example
EMAIL;TYPE=WORK,PREF:office@stone.example
item1.X-ABLabel:_$!<Studio>!$_
TEL;TYPE=CELL;TYPE=VOICE:+44 20 7946 0001
TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+44-20-7946-0002;ext=7
ADR;TYPE=HOME:;Flat 2;1 Long Rd\\nYard,;Leeds;;LS1 1AA;UK
URL:http\\://stone.example
BDAY:1980-03-22T00:00:00Z
CATEGORIES:vip, north\\, south,vip
NOTE:Likes "ro
 cks"\\nand \\"tea\\"
NOTE:
END:VCARD
"""


def parsed(text: str | bytes) -> list[Card | Dropped]:
    return list(read(BytesIO(text.encode() if isinstance(text, str) else text)))


def only(lines: str | bytes) -> Card:
    """Read properties that stand in one card with a name."""
    raw = lines.encode() if isinstance(lines, str) else lines
    (card,) = parsed(b"BEGIN:VCARD\nFN:Ada\n" + raw + b"\nEND:VCARD\n")
    assert isinstance(card, Card)
    return card


def whys(card: Card) -> list[tuple[int, str]]:
    return [(drop.line, drop.why) for drop in card.dropped]


@settings(deadline=None)
@given(st.lists(cards, max_size=3))
def test_what_is_written_is_read_back(written: list[Card]) -> None:
    text = "".join(write(written))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert [replace(card, line=1) for card in parsed(text) if isinstance(card, Card)] == written


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 700), st.integers(0, 9), st.binary(max_size=6))))
@example([(0, 0, b"\xff\xfe")])
@example([(0, 9, b"END:VCARD")])
def test_mutated_input_never_raises(edits: list[tuple[int, int, bytes]]) -> None:
    raw = FULL.encode()
    for start, length, new in edits:
        raw = raw[:start] + new + raw[start + length :]
    for item in parsed(raw):
        assert isinstance(item, Card | Dropped)


def test_a_card_as_phones_write_it() -> None:
    assert parsed(FULL) == [
        Card(
            line=1,
            uid="urn:uuid:7d9c",
            name="Dr. Ada Stone",
            company="Stone & Sons; Ltd",
            emails=[Point("work", "office@stone.example"), Point("studio", "ada@stone.example")],
            phones=[Point("work", "+44-20-7946-0002 ext. 7"), Point("cell", "+44 20 7946 0001")],
            addresses=[Point("home", "Flat 2, 1 Long Rd, Yard, Leeds, LS1 1AA, UK")],
            links=[Point("", "http://stone.example")],
            birthday="1980-03-22",
            tags=["vip", "north, south"],
            notes=['Likes "rocks"\nand "tea"'],
            extras=[
                "ADR:;Flat 2;1 Long Rd\\nYard,;Leeds;;LS1 1AA;UK",
                "N;X-WELLKEPT-FN=dr ada stone:Stone;Ada;Jo,Ann;Dr.;MSc",
                "ORG:Stone & Sons\\; Ltd;Quarry",
                "item1.EMAIL:ada@stone.example",
                "item1.X-ABLabel:_$!<Studio>!$_",
            ],
        )
    ]


def test_windows_line_ends_and_utf_16_read_the_same() -> None:
    plain = parsed(FULL)
    for raw in (
        FULL.replace("\n", "\r\n").encode("utf-8-sig"),
        FULL.replace("\n", "\r\r\n").encode(),
        FULL.encode("utf-16"),
    ):
        assert parsed(raw) == plain


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (":--0203", "--02-03"),
        (":--02-03", "--02-03"),
        (":19800322", "1980-03-22"),
        (":19531015T231000Z", "1953-10-15"),
        (";VALUE=date:2012-06-06", "2012-06-06"),
        (";X-APPLE-OMIT-YEAR=1604:1604-06-05", "--06-05"),
        (";X-APPLE-OMIT-YEAR=1604:1980-06-05", "1980-06-05"),
        (";VALUE=text:circa 1800", "circa 1800"),
        (":1980", "1980"),
    ],
)
def test_forms_of_a_birthday(value: str, kept: str) -> None:
    assert only(f"BDAY{value}").birthday == kept


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("item1.EMAIL:a@b\nitem1.X-ABLabel:A\nitem1.X-ABLabel:B", "a second label; the first is kept"),
        ("X-WELLKEPT-STAGE:lead\nX-WELLKEPT-STAGE:lost", "a second X-WELLKEPT-STAGE; the first is kept"),
        ("NOTE;LANGUAGE=fr:Bonjour", "kept without LANGUAGE=fr"),
        ('CATEGORIES;TYPE=work;X-A="1,2":a', 'kept without TYPE=work, X-A="1,2"'),
        ("BEGIN:VEVENT", "no part of a contact"),
        ("PHOTO;ENCODING=b:not base64!", "this is not base64, as the line says"),
        ("X-WELLKEPT-CADENCE-DAYS:often", "not a number of days"),
        ("no colon here", "not a vCard line"),
        ('TEL;TYPE="cell:555-0100', "not a vCard line"),
    ],
)
def test_what_is_not_kept_is_reported(line: str, why: str) -> None:
    found = whys(only(line))
    assert found == [(3 + line.count("\n"), why)]


def test_the_report_is_short_and_safe_to_print() -> None:
    (drop,) = only("X A:\x1b[2J\u202e" + "x" * 100).dropped
    assert drop.text == "X A: [2J " + "x" * 70 + "…"
    assert len(drop.text) == 80


def test_empty_properties_lose_nothing_and_say_nothing() -> None:
    assert only("TEL:\nADR:;;;;;;\nORG:\nN:;;;;\nNICKNAME: ") == Card(line=1, name="Ada")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("FN:\nN:Stone;Ada;;Dr.;", "Dr. Ada Stone"),
        ("N:Stone", "Stone"),
        ("N:;;;;\nORG:Stone & Sons", "Stone & Sons"),
        ("TEL:555-0100\nEMAIL:ada@stone.example", "ada@stone.example"),
        ("TEL:555-0100", "555-0100"),
        ("NOTE:nobody", ""),
    ],
)
def test_a_card_without_a_name_is_called_by_what_it_has(lines: str, name: str) -> None:
    (card,) = parsed(f"BEGIN:VCARD\n{lines}\nEND:VCARD")
    assert isinstance(card, Card)
    assert card.name == name


def test_home_and_work_come_first_in_a_label() -> None:
    card = only("TEL;TYPE=FAX,WORK:555-0100\nTEL;TYPE=car;TYPE=business:555-0101\nTEL;TYPE=pref,voice:555-0102")
    assert [point.label for point in card.phones] == ["", "work fax", "work car"]


def test_version_2_1() -> None:
    card = only(
        "TEL;MOBILE;PREF:555-0100\n"
        "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=\n=C3=9Fe=0D=0Afolded=\n here\n"
        "KEY;X509;ENCODING=BASE64:\n MIIB\nBARE==\n\nADR;WORK:;;1 Long Rd;Leeds\n"
        "LABEL;QUOTED-PRINTABLE:1 Long Rd=0D=0A="
    )
    assert card.phones == [Point("cell", "555-0100")]
    assert card.notes == ["Grüße\nfolded here"]
    assert card.addresses == [Point("work", "1 Long Rd, Leeds")]
    assert card.extras == [
        "ADR:;;1 Long Rd;Leeds",
        "KEY:data:application/pkix-cert;base64,MIIBBARE==",
        "LABEL:1 Long Rd\\n",
    ]
    assert not card.dropped


def test_lines_outside_any_card_are_one_report_for_each_run() -> None:
    card = "BEGIN:VCARD\nFN:Ada\nEND:VCARD\n"
    found = parsed(f"hello\nX-A:1\n{card}END:VCARD\n{card}BEGIN:VEVENT\n")
    assert [item for item in found if isinstance(item, Dropped)] == [
        Dropped(1, "hello", "2 lines outside any card"),
        Dropped(6, "END:VCARD", "outside any card"),
        Dropped(10, "BEGIN:VEVENT", "outside any card"),
    ]
    assert parsed("") == []


def test_a_card_cut_in_half_is_still_read() -> None:
    found = parsed("BEGIN:VCARD\nFN:Ada\nTEL:555-0100\nBEGIN:VCARD\nFN:Bo")
    assert [(item.name, whys(item)) for item in found if isinstance(item, Card)] == [
        ("Ada", [(1, "the END of this card is missing")]),
        ("Bo", [(4, "the END of this card is missing")]),
    ]


def test_joined_files_have_marks_in_the_middle() -> None:
    one = "\ufeffBEGIN:VCARD\nFN:Ada\nEND:VCARD\n".encode()
    assert [item.name for item in parsed(one + one) if isinstance(item, Card)] == ["Ada", "Ada"]


def test_ours_is_plain_vcard_4() -> None:
    card = Card(
        line=0, uid="7d9c", name="Ada; Stone", phones=[Point("work fax", "+44 20 7946 0001")],
        addresses=[Point("Quarry", "1 Long Rd, Leeds")], links=[Point("", "https://stone.example/?a,b;c")],
        birthday="--02-03", stage="Customer", every_days=30,
    )  # fmt: skip
    assert "".join(write([card])).split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "FN:Ada\\; Stone",
        "UID;VALUE=text:7d9c",
        "BDAY:--0203",
        "X-WELLKEPT-STAGE:Customer",
        "N:Stone;Ada\\;;;;",
        "X-WELLKEPT-CADENCE-DAYS:30",
        'TEL;TYPE="work,fax":+44 20 7946 0001',
        "item1.ADR:;;1 Long Rd\\, Leeds;;;;",
        "item1.X-ABLabel:Quarry",
        "URL:https://stone.example/?a,b;c",
        "END:VCARD",
        "",
    ]


def test_a_lone_surrogate_does_not_stop_an_export() -> None:
    assert "FN:A?\r\n" in "".join(write([Card(line=0, name="A\ud800")]))
