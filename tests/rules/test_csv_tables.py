"""CSV files as they come: any delimiter, any bytes, titles above the header, and headers that nobody knows."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.card import Card, Dropped, Point
from models.exchange.csv import dates as csv_dates
from models.exchange.csv.columns import FIELDS, asked, field_of
from models.exchange.csv.reading import SeenColumn, columns, read
from models.rules.refusals import NotAnAddressBook
from tests.rules.csv_cards import only, parsed, whys


def seen(text: str, **mapping: str) -> list[tuple[str, str, str]]:
    return [(each.header, each.field, each.how) for each in columns(BytesIO(text.encode()), columns=mapping)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_delimiter_line_end_and_encoding(delimiter: str, end: str, encoding: str) -> None:
    text = end.join(["Name,E-mail,Notes", 'Ada,ada@stone.example,"a ""b""', '"', ",,", "Bo"]) + end
    ada, bo = parsed(text.replace(",", delimiter).encode(encoding))
    assert isinstance(ada, Card)
    assert (ada.name, [note.strip() for note in ada.notes], bo.line) == ("Ada", ['a "b"'], 5)
    assert ada.emails == [Point("", "ada@stone.example")]


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_excel_names_its_delimiter_in_a_line_of_its_own(line: str) -> None:
    assert parsed(f"{line}\r\nWer;Name\r\na,b;Ada, the\r\n", Wer="note") == [
        Card(line=3, name="Ada, the", notes=["Wer: a,b"])
    ]


def test_the_delimiter_is_what_most_rows_agree_on() -> None:
    assert seen("Wer;Was, wann\nAda;a, b, c\nBo;d\n", Wer="name")[0] == ("Wer", "name", "asked")
    assert seen("Wer|Was;wann\nAda|x\nBo|y;z\n")[0] == ("Wer", "", "")


def test_a_title_and_groups_above_the_header_are_reported() -> None:
    found = parsed("Our friends\n\nContact,,Address\nFirst Name,Last Name,Street,City\nAda,Stone,1 Rd,Leeds\n")
    assert found[:2] == [
        Dropped(1, "Our friends", "above the row of column names"),
        Dropped(3, "Contact, Address", "above the row of column names"),
    ]
    assert [item.name for item in found if isinstance(item, Card)] == ["Ada Stone"]
    assert parsed("Our friends\nEmail\nada@stone.example\n")[1].line == 3
    assert only("Wer,Was\nAda,Company\n", Wer="name").name == "Ada"


def test_the_header_of_a_joined_file_is_nobody() -> None:
    found = parsed("Name,Email\nName,Email\nAda,\nN\0ame,Email\nBo,\n")
    assert [item.name for item in found if isinstance(item, Card)] == ["Ada", "Bo"]
    assert [(item.line, item.why) for item in found if isinstance(item, Dropped)] == [
        (2, "the row of column names again"),
        (4, "NUL bytes were removed"),
        (4, "the row of column names again"),
    ]


def test_the_row_of_column_names_in_another_language_is_nobody() -> None:
    found = parsed("Name,E-mail,Shoe\nNavn,E-post,Sko\nAda,ada@x.example,\nNavn,E-post,Sko\n")
    assert [item if isinstance(item, Dropped) else item.name for item in found] == [
        Dropped(2, "Navn, E-post, Sko", "the row of column names again"),
        "Ada",
        Dropped(4, "Navn, E-post, Sko", "the row of column names again"),
    ]


@pytest.mark.parametrize("row", ["Firma,,", "Mark Mobil,Mail,x", "Firma,Firma,Firma", "Navn,E-post,030 1234567"])
def test_a_person_whose_cells_sound_like_column_names_is_a_person(row: str) -> None:
    assert only(f"Name,E-mail,Phone\n{row}\n").name == row.partition(",")[0]


def test_what_is_broken_above_the_header_is_reported_too() -> None:
    found = parsed(b"a\0\n" + b"Ada\rStone\n" + b"Name,Email\nAda,\n")
    assert [(item.line, item.why) for item in found if isinstance(item, Dropped)] == [
        (1, "NUL bytes were removed"),
        (1, "above the row of column names"),
        (2, "a line end in the middle of the row, outside quotes"),
    ]


def test_the_lines_of_a_cell_too_long_are_nobody() -> None:
    note = "x" * 80 + "\n"
    found = parsed(f'Name,Email\nAda,"{note * 15_000}"\nBo,"{note * 15_000}"\nCy,\nDi,"{note * 15_000}"\n')
    why = "a cell is over 1 MB; is a quote not closed?; lines {} were not read"
    assert [item.name if isinstance(item, Card) else item.why for item in found] == [
        why.format("2 to 15,002"),
        why.format("15,003 to 30,003"),
        "Cy",
        why.format("30,005 to 45,005"),
    ]


def test_dates_are_told_by_the_first_rows_only() -> None:
    card = parsed("Name,Birthday\nAda,2/3/1980\n" + "Bo,\n" * 100 + "Cy,30/12/1980\n")[0]
    assert isinstance(card, Card)
    assert card.birthday == ""


def test_a_file_without_header_is_guessed_from_its_cells() -> None:
    text = "Ada Stone,ada@stone.example,+44 20 7946 0001,https://x.example,2020-02-02,10017\n" * 2
    assert seen(text) == [
        ("column 1", "name", "guessed"),
        ("column 2", "email", "guessed"),
        ("column 3", "phone", "guessed"),
        ("column 4", "link", "guessed"),
        ("column 5", "", ""),
        ("column 6", "", ""),
    ]
    first, second = parsed(text)
    assert (first.line, second.line) == (1, 2)
    assert isinstance(first, Card)
    assert whys(first)[0] == (1, "2020-02-02", "no field for column “column 5”")
    assert seen("12,ada@stone.example\n")[0] == ("column 1", "", "")
    assert seen("ada@stone.example,x\n", **{"column 2": "name"})[1] == ("column 2", "name", "asked")


def test_unknown_headers_are_guessed_by_their_words_and_their_cells() -> None:
    assert seen(
        "Customer name,E-Mail privat,Tel. Büro,Handynummer,My LinkedIn,Ihre Bemerkung,Firma Name,Anschrift,"
        "Geb.,Wer,Rest\n"
        "Ada,ada@stone.example,030 1234567,,x,y,Stone,1 Rd,1980-03-22,bo@reed.example,\n"
    ) == [
        ("Customer name", "name", "guessed"),
        ("E-Mail privat", "email:home", "guessed"),
        ("Tel. Büro", "phone:work", "guessed"),
        ("Handynummer", "phone:cell", "guessed"),
        ("My LinkedIn", "link", "guessed"),
        ("Ihre Bemerkung", "notes", "guessed"),
        ("Firma Name", "company", "guessed"),
        ("Anschrift", "address", "guessed"),
        ("Geb.", "", ""),
        ("Wer", "email", "guessed"),
        ("Rest", "", ""),
    ]


def test_a_guess_never_takes_the_place_of_what_is_known() -> None:
    assert seen("Account manager name,First Name,Email status\nGrace,Ada,bounced\n") == [
        ("Account manager name", "", ""),
        ("First Name", "first-name", "known"),
        ("Email status", "", ""),
    ]
    assert seen("Name,E-mail of the boss\nAda,no\n")[1] == ("E-mail of the boss", "", "")


def test_a_sample_is_what_is_in_the_first_filled_cells() -> None:
    text = f"Name,Hobby\nAda,\nBo,'=chess\nCy,{'x' * 90}\nDi,a\nEd,b\n"
    assert columns(BytesIO(text.encode()))[1] == SeenColumn("Hobby", "kept", "known", ["=chess", "x" * 80, "a"])
    assert columns(BytesIO(b"Shoe\n44\n")) == [SeenColumn("Shoe", "", "", ["44"])]


@pytest.mark.parametrize(
    "field", [*FIELDS, "phone:work", "city:home", "birthday:day-first", "birthday:month-first", "do-not-contact:e-mail"]
)
def test_what_a_column_is_called_can_be_given_back(field: str) -> None:
    said = field_of(asked(field, 3, "Hobby"))
    assert said == field.replace(" ", "-")


def test_map_to_parts_of_an_address_and_to_one_note() -> None:
    card = only(
        "Wer,A,B,C,D,E\nAda,1 Rd,Leeds,Mason,chess,44\n",
        Wer="first-name", A="street:home", B="city:home", C="job-title", D="note", E="note",
    )  # fmt: skip
    assert card == Card(
        line=2, name="Ada", addresses=[Point("home", "1 Rd, Leeds")], extras=["N:;Ada;;;", "TITLE:Mason"],
        notes=["D: chess\nE: 44"],
    )  # fmt: skip


def test_headers_that_are_empty_doubled_or_endless() -> None:
    card = only(f"Name,,Phone,Phone, Email ,{'x' * 400}\nAda,?,555-0100,555-0101,a@x.example,y\n")
    assert card.phones == [Point("", "555-0100"), Point("", "555-0101")]
    assert [why for _, _, why in whys(card)] == [
        "no field for column “column 2”",
        f"no field for column “{'x' * 40}”",
    ]


@pytest.mark.parametrize(
    ("others", "cell", "birthday", "why"),
    [
        ("", "2/3/1980", "", csv_dates.UNCLEAR),
        ("", "3/3/1980", "1980-03-03", ""),
        ("", "3/22/1980 12:00:00 AM", "1980-03-22", ""),
        ("", "22-3-1980", "1980-03-22", ""),
        ("12/30/1970", "2/3/1980", "1980-02-03", ""),
        ("30/12/1970", "2/3/1980", "1980-03-02", ""),
        ("30/12/1970\n12/30/1970", "2/3/1980", "", csv_dates.UNCLEAR),
        ("12/30/1970", "30/12/1980", "1980-12-30", ""),
        ("", "1980/3/9", "1980-03-09", ""),
        ("", "3/22/80", "", "not clear: which century?"),
        ("", "1900/1/1", "", "what programs write when they know no date"),
        ("", "1/1/4501", "", "what programs write when they know no date"),
        ("", "0/0/00", "", ""),
        ("", "0.0.00", "", ""),
        ("", "30/2/1980", "30/2/1980", ""),
        ("", "1980-02-30", "1980-02-30", ""),
        ("", "spring", "spring", ""),
    ],
)
def test_birthdays_are_never_guessed_in_silence(others: str, cell: str, birthday: str, why: str) -> None:
    rows = "".join(f"Bo,{other}\n" for other in others.split())
    card = parsed(f"Name,Birthday\nAda,{cell}\n{rows}")[0]
    assert isinstance(card, Card)
    assert card.birthday == birthday
    assert [said for _, _, said in whys(card)] == ([why] if why else [])


@pytest.mark.parametrize(("answer", "birthday"), [("day-first", "1970-04-07"), ("Month First", "1970-07-04")])
def test_who_knows_says_how_days_are_written(answer: str, birthday: str) -> None:
    card = only("Name,Born\nAda,7/4/1970\n", Born=f"birthday:{answer}")
    assert card == Card(line=2, name="Ada", birthday=birthday)


def test_an_anniversary_that_is_unclear_is_kept_as_it_was_written() -> None:
    card = only("Name,Anniversary,Event 1 - Value\nAda,2/3/2010,1900/1/1\n")
    assert card.extras == ["ANNIVERSARY;VALUE=text:2/3/2010"]
    assert only("Name,Anniversary\nAda,0/0/00\n") == Card(line=2, name="Ada")


header_cells = st.sampled_from(
    (
        "Name",
        "First Name",
        "Email",
        "Phone 1 - Value",
        "Birthday",
        "Wer",
        "",
        "Notes",
        "Home City",
        "Title",
        "Relation 1 - Type",
    )
)
cells = st.one_of(
    st.text(max_size=12), st.sampled_from(("ada@x.example", "+1 555 0100", '"', "1/2/1980", "30 February", "\r", "\0"))
)


@settings(deadline=None)
@given(
    st.lists(header_cells, min_size=1, max_size=6),
    st.lists(st.lists(cells, max_size=8), max_size=6),
    st.sampled_from(",;\t|"),
)
def test_whatever_stands_in_a_file_it_is_read_or_refused(
    header: list[str], rows: list[list[str]], between: str
) -> None:
    raw = "\n".join(between.join(row) for row in [header, *rows]).encode("utf-8", "replace")
    try:
        found = list(read(BytesIO(raw)))
        seen = columns(BytesIO(raw))
    except NotAnAddressBook:
        return
    assert all(isinstance(item, Card | Dropped) for item in found)
    assert all(not set(line) & set("\r\n") for item in found if isinstance(item, Card) for line in item.extras)
    assert len(seen) >= 1


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_noise_is_read_or_refused(raw: bytes) -> None:
    try:
        list(read(BytesIO(raw)))
    except NotAnAddressBook as refused:
        assert str(refused)  # noqa: PT017 - noise may look like an address book
