"""What is no age file, or not one for these keys, is refused: as the C2SP CCTV kit has it, on files of our own."""

from __future__ import annotations

import pytest

from models.rules.refusals import NotYours, Refused
from models.vault.agent_process import Holder
from models.vault.private_keys import PrivateKeys
from tests.rules.age_files import CHUNK, NONCE, age, armored, b64, chunks, scrypt, split, stanza, x25519

HOLDER = Holder()
HOLDER.keys = PrivateKeys.fresh()
MINE, OTHER = HOLDER.keys.public.age, PrivateKeys.fresh().public.age
FOR_ME = x25519(MINE)
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
UNKNOWN = stanza(b"grease", b"@V<]Cg", body=b"nobody knows")


def unsealed(content: bytes) -> bytes:
    return HOLDER.unseal(bytearray(armored(content).encode()))


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        (age(FOR_ME), b"hello"),
        (age(FOR_ME, content=b""), b""),
        (age(x25519(OTHER), FOR_ME), b"hello"),
        (age(FOR_ME, x25519(OTHER)), b"hello"),
        (age(UNKNOWN, FOR_ME), b"hello"),
        (age(stanza(b"empty"), FOR_ME), b"hello"),
        (age(b"-> x\n" + b"A" * 64 + b"\n", FOR_ME), b"hello"),
        (age(FOR_ME, content=b"a" * CHUNK), b"a" * CHUNK),
        (age(FOR_ME, content=b"a" * (CHUNK + 1)), b"a" * (CHUNK + 1)),
        (age(FOR_ME, content=b"a" * 2 * CHUNK), b"a" * 2 * CHUNK),
        (age(FOR_ME, content=b"a" * (2 * CHUNK + 5)), b"a" * (2 * CHUNK + 5)),
        (age(stanza(bytes(range(33, 80)), bytes(range(80, 127))), FOR_ME), b"hello"),
        (age(stanza(b"mlkem768x25519", b64(bytes(1120)), body=bytes(32)), FOR_ME), b"hello"),
        (age(b"-> x\n", FOR_ME), b"hello"),
    ],
    ids=[
        "x25519",
        "empty",
        "second",
        "first",
        "unknown stanza",
        "no body",
        "open",
        "full chunk",
        "two chunks",
        "two full",
        "three chunks",
        "every letter",
        "a reader of another kind",
        "body left out",
    ],
)
def test_what_the_format_allows_is_opened(content: bytes, plain: bytes) -> None:
    """And two things it does not: to rage a body may end with a full line, or be left out. The MAC covers it anyway."""
    assert unsealed(content) == plain


@pytest.mark.parametrize(
    "content",
    [age(x25519(OTHER)), age(UNKNOWN), age(scrypt("caboose")), age(stanza(b"x25519", *FOR_ME.split()[2:3], body=b"."))],
    ids=["another's", "unknown stanza", "passphrase", "lower case"],
)
def test_what_is_sealed_to_others_is_not_ours(content: bytes) -> None:
    with pytest.raises(NotYours, match=r"^You are not a reader of this note.$"):
        unsealed(content)


def bodies() -> dict[str, bytes]:
    """What can be wrong in the payload."""
    one, two = chunks([b"hello"]), chunks(split(b"a" * CHUNK + b"b"))
    return {
        "no nonce": b"",
        "short nonce": NONCE[:-1],
        "no chunk": NONCE,
        "truncated": NONCE + one[:-1],
        "bad tag": NONCE + one[:-1] + bytes([one[-1] ^ 1]),
        "trailing": NONCE + one + b"x",
        "trailing chunk": NONCE + one + one,
        "empty last chunk": NONCE + chunks([b"a" * CHUNK, b""]),
        "not final": NONCE + chunks([b"hello"], last=[9]),
        "not final, full": NONCE + chunks([b"a" * CHUNK], last=[9]),
        "ends between chunks": NONCE + two[: CHUNK + 16],
        "two final": NONCE + chunks([b"a" * CHUNK, b"b"], last=[0, 1]),
        "short first chunk": NONCE + chunks([b"a" * 100, b"b"]),
        "bad second tag": NONCE + two[:-1] + bytes([two[-1] ^ 1]),
        "chunks swapped": NONCE + two[CHUNK + 16 :] + two[: CHUNK + 16],
    }


def otherwise(coded: bytes) -> bytes:
    """Write the same bytes in base64 whose last bits, which mean nothing, are not zero."""
    return coded[:-1] + bytes([_BASE64[_BASE64.index(coded[-1]) ^ 1]])


def heads() -> dict[str, bytes]:
    """What can be wrong in the header."""
    right = age(FOR_ME)
    _, _, share, key = FOR_ME.split()
    mac = right.partition(b"--- ")[2].partition(b"\n")[0]
    return {
        "nothing": b"",
        "junk": b"junk" * 1000,
        "another version": right.replace(b".org/v1", b".org/v2"),
        "carriage returns": right.replace(b"\n", b"\r\n", 3),
        "bad mac": age(FOR_ME, mac=b64(bytes(32))),
        "short mac": age(FOR_ME, mac=b64(bytes(31))),
        "no mac": right.replace(b"--- ", b"---", 1),
        "stanza taken out": right.replace(FOR_ME, FOR_ME + UNKNOWN, 1),
        "no stanza": age(),
        "no arguments": age(b"-> \n\n", FOR_ME),
        "body too long": age(b"-> x\n" + b"A" * 68 + b"\n", FOR_ME),
        "body padded": age(b"-> x\nAA==\n", FOR_ME),
        "passphrase besides": age(FOR_ME, scrypt("caboose")),
        "share too short": age(stanza(b"X25519", share[:-2], body=bytes(32)), FOR_ME),
        "share of low order": age(stanza(b"X25519", b64(bytes(32)), body=bytes(32)), FOR_ME),
        "share written otherwise": age(FOR_ME.replace(share, otherwise(share))),
        "share padded": age(FOR_ME.replace(share, share + b"=")),
        "file key of others": age(stanza(b"X25519", share, body=bytes(32))),
        "file key written otherwise": age(FOR_ME.replace(key, otherwise(key))),
        "file key too long": age(x25519(MINE, file_key=bytes(32))),
        "mac written otherwise": right.replace(mac, otherwise(mac)),
        "a space behind the mac": right.replace(mac, mac + b" "),
        "two spaces before the mac": right.replace(b"--- ", b"---  "),
        "two spaces": age(FOR_ME.replace(b"X25519 ", b"X25519  ")),
        "a space behind": age(FOR_ME.replace(share, share + b" ")),
        "a carriage return": age(b"-> x\r\n\n", FOR_ME),
        "a letter of no ASCII": age("-> é\n\n".encode(), FOR_ME),
        "a letter of none": age(b"-> \1\n\n", FOR_ME),
        "another start": age(b"--> x\n\n", FOR_ME),
        "two short lines": age(b"-> x\nAAAA\nAAAA\n", FOR_ME),
        "one argument more": age(x25519(MINE, extra=[b"more"])),
        "cut in the header": right[:60],
    }


@pytest.mark.parametrize("wrong", bodies())
def test_a_payload_that_is_not_whole_is_refused(wrong: str) -> None:
    with pytest.raises(Refused, match="damaged"):
        unsealed(age(FOR_ME, body=bodies()[wrong]))


@pytest.mark.parametrize("wrong", heads())
def test_a_header_that_is_not_right_is_refused(wrong: str) -> None:
    with pytest.raises((Refused, NotYours), match=r"damaged|not a reader"):
        unsealed(heads()[wrong])


ARMOR = armored(age(FOR_ME))
FIRST, *_ = ARMOR.splitlines()[1:]


WRONG_ARMOR = {
    "something before": "hello\n" + ARMOR,
    "something behind": ARMOR + "hello\n",
    "twice": ARMOR + ARMOR,
    "no end": ARMOR.partition("-----END")[0],
    "another kind": ARMOR.replace("AGE ENCRYPTED", "AGE"),
    "lower case": ARMOR.replace("AGE", "age"),
    "a header": ARMOR.replace("\n", "\nComment: x\n\n", 1),
    "a checksum": ARMOR.replace("-----END", "=AAAA\n-----END"),
    "no base64": ARMOR.replace(FIRST, FIRST[:-1] + "*"),
    "a short line": ARMOR.replace(FIRST, FIRST[:32] + "\n" + FIRST[32:]),
    "a long line": ARMOR.replace(f"{FIRST}\n", FIRST),
    "an empty line": ARMOR.replace("\n", "\n\n", 1),
    "an empty line at the end": ARMOR.replace("-----END", "\n-----END"),
    "a space at the end of a line": ARMOR.replace(FIRST, f"{FIRST} "),
    "a space before a line": ARMOR.replace(FIRST, f" {FIRST}"),
    "no padding": ARMOR.replace("=", ""),
    "nothing": "",
}


@pytest.mark.parametrize("wrong", WRONG_ARMOR)
def test_armor_that_is_not_right_is_refused(wrong: str) -> None:
    assert HOLDER.unseal(bytearray(ARMOR.encode())) == b"hello"
    with pytest.raises(Refused, match="damaged"):
        HOLDER.unseal(bytearray(WRONG_ARMOR[wrong].encode()))
