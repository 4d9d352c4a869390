"""The file with a passphrase: what we write opens, and what would cost too much, or is none, is not even tried."""

from __future__ import annotations

import re

import pyrage
import pytest

from models.rules.refusals import NotYours, Refused
from models.vault import passphrase_file
from models.vault.identity import DAMAGED, MOST_BYTES
from tests.rules.age_files import NONCE, age, armored, b64, scrypt, stanza, x25519

RIGHT = "prankster darkroom caboose"
OTHER = str(pyrage.x25519.Identity.generate().to_public())
SALT = b64(b"s" * 16)
QUICK = armored(age(scrypt(RIGHT)))


def untried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file fail the test that is opened, and not only looked at."""

    def tried(*_: object) -> bytes:
        raise AssertionError("this would have cost time and memory")

    monkeypatch.setattr(pyrage.passphrase, "decrypt", tried)


def test_what_is_written_has_the_work_we_say_and_opens_with_the_passphrase_alone() -> None:
    sealed = passphrase_file.sealed(b"of Bob's roof", RIGHT)
    assert passphrase_file.opened(sealed, RIGHT) == b"of Bob's roof"
    assert re.match(rb"age-encryption\.org/v1\n-> scrypt \S{22} 17\n", passphrase_file._dearmored(sealed))
    with pytest.raises(NotYours, match=r"^That passphrase does not open your key.$"):
        passphrase_file.opened(sealed, RIGHT + " ")


def test_nothing_is_given_out_that_does_not_open_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyrage.passphrase, "decrypt", lambda *_: b"something else")
    with pytest.raises(Refused, match="could not be sealed so that it opens again, so nothing was changed"):
        passphrase_file.sealed(b"text", RIGHT, work=1)


@pytest.mark.parametrize("passphrase", ["", "päss wörd", "\0\n", "a" * 1000], ids=repr)
def test_any_text_is_a_passphrase(passphrase: str) -> None:
    assert passphrase_file.opened(passphrase_file.sealed(b"x", passphrase, work=2), passphrase) == b"x"


def test_no_two_files_are_the_same() -> None:
    first, second = (passphrase_file.sealed(b"x", RIGHT, work=1).split("\n")[2] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("work", [b"19", b"20", b"23", b"30", b"63", b"64", b"255", b"999"])
def test_too_much_work_is_not_begun(monkeypatch: pytest.MonkeyPatch, work: bytes) -> None:
    untried(monkeypatch)
    with pytest.raises(Refused, match=rf"more work than this program ever sets \(2\^{work.decode()}\), so it was not"):
        passphrase_file.opened(armored(age(scrypt(RIGHT, shown=work))), RIGHT)


def test_as_much_work_as_we_allow_is_begun() -> None:
    assert passphrase_file.opened(armored(age(scrypt(RIGHT, work=18))), RIGHT) == b"hello"


NO_FILES = {
    "nothing": "",
    "junk": "junk\n" * 50,
    "no text": "\udcff\0\ufffd",
    "a megabyte": "A" * 1_000_000,
    "a megabyte in armor": armored(bytes(1_000_000)),
    "lines": "\n" * (MOST_BYTES * 2),
    "not armored": age(scrypt(RIGHT)).decode("latin-1"),
    "something before": "hello\n" + QUICK,
    "something behind": QUICK + "hello\n",
    "twice": QUICK + QUICK,
    "no end": QUICK.replace("-----END AGE ENCRYPTED FILE-----\n", ""),
    "carriage returns": QUICK.replace("\n", "\r\n"),
    "short lines": QUICK.replace("\n", "\nYQ==\n", 1),
    "spaces": QUICK.replace("\n", " \n"),
    "no base64": QUICK.replace("A", "?"),
    "empty armor": armored(b""),
    "work of zero": armored(age(scrypt(RIGHT, shown=b"0"))),
    "leading zero": armored(age(scrypt(RIGHT, shown=b"04"))),
    "leading plus": armored(age(scrypt(RIGHT, shown=b"+4"))),
    "negative": armored(age(scrypt(RIGHT, shown=b"-4"))),
    "hexadecimal": armored(age(scrypt(RIGHT, shown=b"0x4"))),
    "too many digits": armored(age(scrypt(RIGHT, shown=b"18446744073709551617"))),
    "garbage behind": armored(age(scrypt(RIGHT, shown=b"4a"))),
    "no work": armored(age(stanza(b"scrypt", SALT, body=bytes(32)))),
    "no salt": armored(age(stanza(b"scrypt", b"4", body=bytes(32)))),
    "one argument more": armored(age(stanza(b"scrypt", SALT, b"4", b"5", body=bytes(32)))),
    "short salt": armored(age(scrypt(RIGHT, salt=b"s" * 15))),
    "long salt": armored(age(scrypt(RIGHT, salt=b"s" * 17))),
    "upper case": armored(age(stanza(b"SCRYPT", SALT, b"4", body=bytes(32)))),
    "short key": armored(age(stanza(b"scrypt", SALT, b"4", body=bytes(31)))),
    "long key": armored(age(stanza(b"scrypt", SALT, b"4", body=bytes(48)))),
    "two passphrases": armored(age(scrypt(RIGHT), scrypt("another"))),
    "a reader besides": armored(age(scrypt(RIGHT), x25519(OTHER))),
    "an unknown stanza besides": armored(age(stanza(b"grease"), scrypt(RIGHT))),
    "no passphrase": armored(age(x25519(OTHER))),
    "a version to come": armored(age(scrypt(RIGHT)).replace(b"v1", b"v2", 1)),
}


@pytest.mark.parametrize("wrong", NO_FILES)
def test_what_is_no_such_file_is_not_tried(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    untried(monkeypatch)
    with pytest.raises(Refused, match=r"^What is kept as your key is damaged") as refused:
        passphrase_file.opened(NO_FILES[wrong], RIGHT)
    assert str(refused.value) == DAMAGED


DAMAGED_FILES = {
    "bad mac": age(scrypt(RIGHT), mac=b64(bytes(32))),
    "no body": age(scrypt(RIGHT), body=b""),
    "no chunk": age(scrypt(RIGHT), body=NONCE),
    "truncated": age(scrypt(RIGHT))[:-1],
    "trailing": age(scrypt(RIGHT)) + b"x",
}


@pytest.mark.parametrize("wrong", DAMAGED_FILES)
def test_what_is_not_whole_is_refused(wrong: str) -> None:
    with pytest.raises(Refused, match=re.escape(DAMAGED)):
        passphrase_file.opened(armored(DAMAGED_FILES[wrong]), RIGHT)


@pytest.mark.parametrize("change", [1, 0x80])
def test_a_flipped_byte_anywhere_is_refused(change: int) -> None:
    content = age(scrypt(RIGHT, work=1), content=b"secret")
    for place in range(len(content)):
        flipped = content[:place] + bytes([content[place] ^ change]) + content[place + 1 :]
        with pytest.raises((Refused, NotYours), match=r"damaged|more work|does not open"):
            passphrase_file.opened(armored(flipped), RIGHT)


def test_a_file_cut_anywhere_is_refused() -> None:
    content = age(scrypt(RIGHT, work=1))
    for length in range(len(content)):
        with pytest.raises(Refused, match="damaged"):
            passphrase_file.opened(armored(content[:length]), RIGHT)
    for length in range(len(QUICK)):
        with pytest.raises(Refused, match="damaged"):
            passphrase_file.opened(QUICK[:length], RIGHT)


def test_no_refusal_tells_the_passphrase() -> None:
    with pytest.raises(NotYours) as wrong:
        passphrase_file.opened(QUICK, "my own secret")
    assert "secret" not in repr(wrong.value)
    assert wrong.value.__cause__ is None
