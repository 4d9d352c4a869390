"""CSV in and out: our own export comes back as it was, other address books are recognised, the rest is reported."""

import csv
import tracemalloc
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.card import Card, Dropped, Point
from models.exchange.csv.cells import guarded, unguarded
from models.exchange.csv.reading import read
from models.exchange.csv.writing import header, lines
from models.rules.refusals import NotAnAddressBook
from tests.rules.csv_cards import only, parsed, whys

HOSTILE = (
    "=1+1",
    "@SUM(A1)",
    "+1-A1",
    "-2",
    "'=x",
    "''",
    "'+44",
    "\t=x",
    '"a",b;',
    "a ::: b",
    "--- next note ---",
    "\\, x",
)
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.sampled_from("'=+-@\t\n\"\\,; ab")),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=60),
).filter(str.strip)
optional = st.just("") | texts
points = st.lists(st.builds(Point, optional, texts), max_size=4)
lists = st.lists(texts.map(lambda text: text.strip()).filter(bool), unique=True)
notes = st.lists(texts | st.sampled_from(("a\n--- next note ---\nb", "\\--- next note ---", "a\r\nb\n")))
birthdays = st.sampled_from(("", "1980-03-22", "--02-03", "spring"))
cards = st.builds(
    Card, line=st.just(1), uid=optional, name=texts, company=optional, emails=points, phones=points, addresses=points,
    links=points, birthday=birthdays, tags=lists, notes=notes, stage=optional, owner=optional,
    every_days=st.none() | st.integers(0, 999_999), do_not_contact=lists, safe_topics=optional, off_limits=optional,
    extras=st.sampled_from(([], ["TITLE:Mason"], [r"TITLE:=a\, b\nc"])),
)  # fmt: skip


def write(cards: list[Card]) -> list[str]:
    names = ("emails", "phones", "addresses", "links")
    widths = {name: max((len(getattr(card, name)) for card in cards), default=0) for name in names}
    return [header(widths), *lines(cards, widths)]


@settings(deadline=None)
@given(st.lists(cards, max_size=4))
def test_what_is_written_is_read_back(written: list[Card]) -> None:
    found = parsed("".join(write(written)))
    assert [replace(card, line=1) for card in found if isinstance(card, Card)] == written
    assert len(found) == len(written)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 9), st.binary(max_size=6))))
def test_mutated_input_never_raises_past_the_header(edits: list[tuple[int, int, bytes]]) -> None:
    raw = "".join(write([Card(1, name='A "x"\nb', emails=[Point("", "a@x.example")], notes=["n\nm"])] * 3)).encode()
    for start, length, new in edits:
        raw = raw[:start] + new + raw[start + length :]
    try:
        found = parsed(raw)
    except NotAnAddressBook as refused:
        assert str(refused)  # noqa: PT017 - either answer is right for a broken header
    else:
        assert all(isinstance(item, Card | Dropped) for item in found)


@given(texts)
def test_no_cell_is_a_formula(text: str) -> None:
    cell = guarded(text)
    assert cell[0] not in "=@-\t\r\n" and (cell[0] != "+" or set(cell) <= set("+0123456789 ().-"))  # noqa: PT018
    assert unguarded(cell) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("\uff1d1", "'\uff1d1"),
        ("--02-03", "'--02-03"),
        ("+A1", "'+A1"),
        ("'=1", "''=1"),
        ("+44 (0)20 7946-0001", "+44 (0)20 7946-0001"),
        ("'tis", "'tis"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_obeys_is_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_our_own_file() -> None:
    card = Card(
        line=0, uid="7d9c", name="Ada Stone", phones=[Point("cell", "+44 20 7946 0001"), Point("", "555-0100")],
        emails=[Point("work", "ada@stone.example")], tags=["vip", "north, south"], every_days=30,
        notes=["first", "second"],
    )  # fmt: skip
    (row,) = csv.DictReader(StringIO("".join(write([card]))))
    assert {header: cell for header, cell in row.items() if cell} == {
        "UID": "7d9c",
        "Name": "Ada Stone",
        "E-mail 1": "ada@stone.example",
        "E-mail 1 label": "work",
        "Phone 1": "+44 20 7946 0001",
        "Phone 1 label": "cell",
        "Phone 2": "555-0100",
        "Tags": "vip, north\\, south",
        "Cadence in days": "30",
        "Notes": "first\n--- next note ---\nsecond",
    }
    assert "".join(write([])).startswith("UID,Name,Company,Birthday")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "no row of column names\\. "),
        (b"\n\n", "no row of column names\\. "),
        (b"Hobby,Phone\nchess,555-0100\n", "No column is a name"),
        (b"x" * 1_000_001 + b"\n", r"column names \(the line is over 1 MB\)"),
        (b"Name\r,Phone\nAda,x\n", r"column names \(a line end in the middle of the row"),
        (b"\0\0\1\0\0x" * 9, "The file is no text"),
        (b"," * 5_000 + b"\n1,ada@stone.example\n" + b"," * 5_000 + b"x", "A row has 5,001 cells"),
        (b'"Name\nAda\n', r"never closed; lines 1 to 2 were not read"),
    ],
)
def test_what_is_not_an_address_book_is_refused_before_the_first_card(raw: bytes, says: str) -> None:
    with pytest.raises(NotAnAddressBook, match=says):
        read(BytesIO(raw))


def test_a_first_line_that_is_too_long_is_left_behind() -> None:
    found = parsed(b"x" * 1_000_001 + b"\nName\nAda\n")
    assert found == [Dropped(1, "x" * 79 + "…", "the line is over 1 MB"), Card(line=3, name="Ada")]


def test_delimiters_are_counted_outside_quotes() -> None:
    for text in (
        '"Name;;;",E-mail,Name\n,,Ada\n',
        "Name;Notes\nAda;x,y\n",
        "Name\tNotes\tTags, more\nAda\t\t\n",
        "Name\nAda\n",
    ):
        assert only(text).name == "Ada"


def test_encodings() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        first, second = parsed("Name\nZoë\n“Chloé”\n".encode(encoding))
        assert isinstance(first, Card)
        assert isinstance(second, Card)
        assert (first.name, second.name) == ("Zoë", "“Chloé”")
        told = ["this is not UTF-8; read as Latin-1 from here on, check the accents"] if encoding == "cp1252" else []
        assert [why for _, _, why in whys(first) + whys(second)] == told


def test_broken_utf_16_stays_visible() -> None:
    assert only("Name\nAda".encode("utf-16") + b"\x00\xdc" + b"x").name == "Ada\\x00\\xdc\\x78"


def test_a_ragged_row_keeps_what_fits() -> None:
    card = only("Name,Company\nAda,Stone,extra, ,more\n")
    assert (card.name, card.company) == ("Ada", "Stone")
    assert whys(card) == [(2, "extra, more", "beyond the last column")]
    assert only("Name,Company\nAda\n") == Card(line=2, name="Ada")


def test_a_second_value_for_a_single_field_is_reported() -> None:
    card = only("Name,Company,Organization,Full name,Cadence in days\nAda,Stone,Sons,Ada,often\n")
    assert (card.name, card.company) == ("Ada", "Stone")
    assert whys(card) == [(2, "Sons", "a second company; the first is kept"), (2, "often", "not a number of days")]


def test_a_row_without_a_name_is_called_by_what_it_has() -> None:
    assert only("Email,Notes\nada@stone.example,x\n").name == "ada@stone.example"
    assert only("Email,Notes\n,x\n").name == ""


def test_lines_are_counted_through_quotes_and_blanks() -> None:
    found = parsed('\n\nName,Notes\n\nAda,"one\r\ntwo"\n,\nBo,\n')
    assert [(item.line, item.name, item.notes) for item in found if isinstance(item, Card)] == [
        (5, "Ada", ["one\r\ntwo"]),
        (8, "Bo", []),
    ]


def test_nul_bytes_are_removed_and_reported() -> None:
    assert [item.why for item in parsed("Na\0me\nAda\n") if isinstance(item, Dropped)] == ["NUL bytes were removed"]
    card = only("Name\nA\0da\n")
    assert card.name == "Ada"
    assert whys(card) == [(2, "A da ", "NUL bytes were removed")]


def test_a_row_that_cannot_be_read_is_reported_and_left_behind() -> None:
    found = parsed('Name,Notes\nAda\rStone,x\n"Bo"\nCy,"never\nclosed\n')
    assert [item.name for item in found if isinstance(item, Card)] == ["Bo"]
    assert [(item.line, item.text) for item in found if isinstance(item, Dropped)] == [
        (2, "Ada Stone,x "),
        (4, 'Cy,"never '),
    ]
    assert isinstance(found[2], Dropped)
    assert found[2].why == "a quote that opens here is never closed; lines 4 to 5 were not read"


def test_a_line_or_row_too_long_is_dropped_in_flat_memory() -> None:
    row = b'Ada,"' + (b"x" * 900 + b'",a"b,"\n') * 12_000 + b'"\n'
    stream = BytesIO(b"Name,Notes\n" + b"y" * 20_000_000 + b"\n" + row + b"Bo,\n")
    tracemalloc.start()
    found = list(read(stream))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0] == Dropped(2, "y" * 79 + "…", "the line is over 1 MB")
    assert isinstance(found[1], Dropped)
    assert found[1].why.startswith("the row is over 10 MB; is a quote not closed?; lines 3 to ")
    assert isinstance(found[-1], Card)
    assert found[-1].name == "Bo"
    assert peak < 40_000_000


def test_a_cell_may_hold_all_notes_of_a_contact() -> None:
    long = ["x" * 19_000] * 20
    assert only("".join(write([Card(line=0, name="Ada", notes=long)]))).notes == long
