"""How vCards travel: line ends, folding, quoted-printable, base64 and character sets of thirty years."""

import base64
import quopri

import pytest

from models.exchange.card import Card, Point
from tests.rules.test_vcard import FULL, only, parsed, whys

LATIN = "this is not UTF-8; read as Latin-1 from here on, check the accents"


@pytest.mark.parametrize(
    "raw",
    [
        FULL.replace("\n", "\r\n").encode("utf-8-sig"),
        FULL.replace("\n", "\r\r\n").encode(),
        FULL.replace("\n", "\r").encode(),
        FULL.replace("\n", "\r\n", 4).replace("UID", "uid").replace("TYPE=", "type=").encode(),
        FULL.encode("utf-16"),
        FULL.encode("utf-16-le"),
        FULL.encode("utf-16-be"),
    ],
)
def test_all_line_ends_and_unicode_encodings_read_the_same(raw: bytes) -> None:
    assert parsed(raw) == parsed(FULL)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\r\r\n"])
@pytest.mark.parametrize("shift", range(4))
def test_line_ends_are_the_same_wherever_a_chunk_of_the_file_ends(end: str, shift: int) -> None:
    body = "BEGIN:VCARD\nFN:Ada\n" + f"X-A:{'x' * 65_500}\n" * 9 + "no line\nEND:VCARD\n"
    (card,) = parsed("\n" * shift + body.replace("\n", end))
    assert isinstance(card, Card)
    assert (card.line, whys(card)) == (shift + 1, [(shift + 12, "not a vCard line")])


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1251", "Привет"),
        ("koi8-r", "Привет"),
        ("shift_jis", "表示ソ"),
        ("iso-2022-jp", "日本語"),
        ("gb2312", "中文"),
        ("big5", "功許"),
        ("euc-kr", "한국"),
        ("utf-16", "Zoë 漢"),
        ("ISO-8859-2", "ąę"),
        ("UTF-8", "ß"),
    ],
)
def test_any_character_set(charset: str, text: str) -> None:
    raw = text.encode(charset)
    printable = quopri.encodestring(raw, quotetabs=True).replace(b"=\n", b"")
    head = f"NOTE;CHARSET={charset};ENCODING=".encode()
    for line in (head + b"QUOTED-PRINTABLE:" + printable, head + b"b:" + base64.b64encode(raw)):
        card = only(line)
        assert card.notes == [text]
        assert not card.dropped
        assert not card.extras


@pytest.mark.parametrize(
    "charset", ["X-UNKNOWN", "punycode", "idna", "hex", "rot13", "undefined", "unicode_escape", "é"]
)
def test_what_is_no_character_set_is_guessed_and_told(charset: str) -> None:
    card = only(f"NOTE;CHARSET={charset}:ą\nTITLE;CHARSET={charset}:plain".encode())
    assert (card.notes, card.extras) == (["ą"], ["TITLE:plain"])
    assert whys(card) == [(3, f"this is not in the character set {charset}; read as UTF-8, check the accents")]


def test_the_wrong_character_set_is_guessed_once() -> None:
    guessed = only(b"NOTE:caf\xe9\nNOTE:\x93na\xefve\x94\nNOTE:\x81")
    assert guessed.notes == ["café", "“naïve”", "\x81"]
    assert whys(guessed) == [(3, LATIN)]
    two = parsed(b"BEGIN:VCARD\nFN:Zo\xeb\nEND:VCARD\n" * 2)
    assert [len(item.dropped) for item in two if isinstance(item, Card)] == [1, 0]


def test_utf_8_cut_inside_a_character_stays_utf_8() -> None:
    card = only("NOTE:Größe Maß".encode()[:-1])
    assert card.notes == ["Größe Ma\\xc3"]
    assert whys(card) == [(3, "some bytes of this are not UTF-8; they stand as \\x.., put them right")]


def test_a_lone_half_of_a_character_does_not_stop_the_reader() -> None:
    assert only(b"NOTE;CHARSET=UTF-7:a+2AA-b").notes == ["a?b"]


def test_soft_breaks_in_structured_lines() -> None:
    card = only(
        "ADR;HOME;ENCODING=QUOTED-PRINTABLE:;;1 L=C3=A5ng=\n Rd;Le=\neds;;;=\n\n"
        "ORG;QUOTED-PRINTABLE:St=C3=B6ne;Qua=\nrry\n"
        "TITLE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab="
    )
    assert card.addresses == [Point("home", "1 Lång Rd, Leeds")]
    assert card.company == "Stöne"
    assert card.extras == ["ADR:;;1 Lång Rd;Leeds;;;", "ORG:Stöne;Quarry", "TITLE:a\\nb"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("PHOTO;ENCODING=b;TYPE=JPEG:QUJD", "PHOTO:data:image/jpeg;base64,QUJD"),
        ("PHOTO;PNG;BASE64:\n QUJD\n QUJD\n", "PHOTO:data:image/png;base64,QUJDQUJD"),
        ("LOGO;ENCODING=b;TYPE=home:R0lGQUJD", "LOGO;TYPE=home:data:image/gif;base64,R0lGQUJD"),
        ("SOUND;WAVE;ENCODING=BASE64:QUJD", "SOUND:data:audio/wav;base64,QUJD"),
        ("KEY;X509;ENCODING=BASE64:QUJD", "KEY:data:application/pkix-cert;base64,QUJD"),
        ("X-PIC;VALUE=binary;ENCODING=b:QUJD", "X-PIC:data:application/octet-stream;base64,QUJD"),
        ("PHOTO;ENCODING=b;TYPE=image/x-own;X-CROP=1:QUJD", "PHOTO;X-CROP=1:data:image/x-own;base64,QUJD"),
        ("PHOTO;VALUE=URL:https://stone.example/a.png", "PHOTO;VALUE=URL:https://stone.example/a.png"),
        ("ROLE;ENCODING=b:TWFzb24K", "ROLE:Mason\\n"),
        ("ROLE;ENCODING=b:TWFzb24KQ", "ROLE:Mason\\n"),
    ],
)
def test_base64_becomes_what_version_4_has(line: str, kept: str) -> None:
    assert only(line).extras == [kept]
