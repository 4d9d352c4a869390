"""What is sealed: to whom, in which form, and what is noticed when somebody else wrote it or changed it."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.refusals import NotYours, Refused
from models.vault import sealing
from models.vault.agent_process import Holder
from models.vault.private_keys import PrivateKeys
from models.vault.sealing import Bound


def holder() -> Holder:
    made = Holder()
    made.keys = PrivateKeys.fresh()
    return made


ANN, CARA = holder(), holder()
BOUND = Bound(
    item="0b6e",
    contact="77aa",
    revision=2,
    author=1,
    at="2026-11-21T09:14:00+00:00",
    readers={"1": ANN.keys.public.fingerprint, "2": CARA.keys.public.fingerprint},
)
TEXT = "He told her.\n  Nobody else knows — yet. "


def signed(bound: Bound = BOUND, text: str = TEXT, *, by: Holder = ANN) -> str:
    return base64.b64encode(by.sign(bytearray(sealing.message(bound, text)))).decode()


def sealed(bound: Bound = BOUND, text: str = TEXT) -> str:
    return sealing.seal(bound, text, signed(bound, text), [ANN.keys.public.age, CARA.keys.public.age])


def opened(content: str, *, by: Holder = CARA) -> sealing.Unpacked:
    return sealing.unpacked(by.unseal(bytearray(content.encode())))


PLAIN = CARA.unseal(bytearray(sealed().encode()))


def test_every_reader_opens_it_and_sees_who_wrote_it() -> None:
    content = sealed()
    for reader in (ANN, CARA):
        found = opened(content, by=reader)
        assert (found.bound, found.text) == (BOUND, TEXT)
        assert sealing.verify(found, [CARA.keys.public, ANN.keys.public]) == ANN.keys.public


def test_nobody_else_opens_it() -> None:
    with pytest.raises(NotYours, match=r"^You are not a reader of this note.$"):
        opened(sealed(), by=holder())


def test_a_person_sees_the_text_as_it_is_without_this_program() -> None:
    first, second, rest = PLAIN.decode().split("\n", 2)
    assert first == f"wellkept-note-1 {signed()}"
    assert json.loads(second) == {**BOUND._asdict(), "length": len(TEXT.encode())}
    assert rest.startswith(TEXT + "\n ")
    assert not rest[len(TEXT) :].strip()


@pytest.mark.parametrize(
    ("length", "size"), [(0, 1024), (1, 1024), (600, 1024), (800, 2048), (1200, 2048), (65536, 131072)]
)
def test_the_length_of_the_text_shows_only_as_a_power_of_two(length: int, size: int) -> None:
    plain = ANN.unseal(bytearray(sealed(text="x" * length).encode()))
    assert len(plain) == size
    assert sealing.unpacked(plain).text == "x" * length


@given(st.text(max_size=3000))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    content = sealing._padded(f"wellkept-note-1 {signed(text=text)}\n".encode() + sealing._signed(BOUND, text))
    assert len(content).bit_count() == 1
    assert sealing.unpacked(content) == (BOUND, text, signed(text=text))


def test_what_was_in_a_seal_is_named_without_its_words() -> None:
    assert repr(sealing.Unpacked(BOUND, TEXT, signed())) == f"Unpacked({BOUND.item})"


def test_a_text_has_an_end() -> None:
    sealing.message(BOUND, "é" * 32768)
    with pytest.raises(Refused, match=r"^A confidential note holds at most 64 KiB; make two of it.$"):
        sealing.message(BOUND, "é" * 32768 + "x")


def test_a_text_with_half_a_character_is_refused() -> None:
    with pytest.raises(Refused, match="holds a character that is none") as refused:
        sealing.message(BOUND, "a secret \udcff")
    assert refused.value.__context__ is None


def readers(count: int) -> tuple[Bound, list[str]]:
    keys = [PrivateKeys.fresh().public for _ in range(count)]
    named = {str(number): one.fingerprint for number, one in enumerate(keys)}
    return BOUND._replace(readers=named), [one.age for one in keys]


def test_twenty_read_it_and_the_recovery_key_besides() -> None:
    bound, recipients = readers(20)
    safe = PrivateKeys.fresh().public.age
    with_safe = bound._replace(readers={**bound.readers, "recovery": safe})
    assert sealing.seal(with_safe, TEXT, signed(with_safe), [*recipients, safe])


def test_more_than_twenty_do_not() -> None:
    bound, recipients = readers(21)
    with pytest.raises(Refused, match=r"^A confidential note has at most 20 readers.$"):
        sealing.seal(bound, TEXT, signed(bound), recipients)


@pytest.mark.parametrize("recipients", [[], [ANN.keys.public.age], [ANN.keys.public.age] * 2], ids=len)
def test_each_reader_who_is_named_has_a_key(recipients: list[str]) -> None:
    with pytest.raises(Refused, match=r"^Every reader needs a key of their own, so nothing was sealed.$"):
        sealing.seal(BOUND, TEXT, signed(), recipients)


CUT_SHORT = pytest.param(ANN.keys.public.age[:-1], id="cut short")


@pytest.mark.parametrize("bad", ["", "age1", CUT_SHORT, "AGE-PLUGIN-X", "x\ud800"])
def test_a_key_that_is_none_seals_nothing(bad: str) -> None:
    with pytest.raises(Refused, match=r"^The key of a reader is damaged, so nothing was sealed.$") as refused:
        sealing.seal(BOUND, TEXT, signed(), [ANN.keys.public.age, bad])
    assert refused.value.__cause__ is None


def test_a_draft_is_sealed_to_its_writer() -> None:
    draft = sealing.sealed_to(b"half a sente", [ANN.keys.public.age])
    assert ANN.unseal(bytearray(draft.encode())) == b"half a sente"


@pytest.mark.parametrize(
    "other",
    [
        BOUND._replace(item="0b6f"),
        BOUND._replace(contact="77ab"),
        BOUND._replace(revision=3),
        BOUND._replace(author=2),
        BOUND._replace(at="2026-11-21T09:15:00+00:00"),
        BOUND._replace(readers={"1": BOUND.readers["1"]}),
        BOUND._replace(readers={**BOUND.readers, "recovery": "age1"}),
    ],
    ids=["item", "contact", "revision", "author", "at", "fewer readers", "more readers"],
)
def test_a_signature_holds_for_one_place_one_revision_and_these_readers_only(other: Bound) -> None:
    moved = sealing.Unpacked(other, TEXT, signed())
    with pytest.raises(Refused, match=r"^This note was not written by the person it names, so it is not shown.$"):
        sealing.verify(moved, [ANN.keys.public])


def test_a_note_that_somebody_else_signed_is_forged() -> None:
    forged = sealing.Unpacked(BOUND, TEXT, signed(by=CARA))
    with pytest.raises(Refused, match="not written by the person it names"):
        sealing.verify(forged, [ANN.keys.public])
    with pytest.raises(Refused, match="not written by the person it names"):
        sealing.verify(forged, [])


@pytest.mark.parametrize("signature", ["", "x", "é", "AAAA", base64.b64encode(bytes(64)).decode(), "A" * 5000])
def test_what_is_no_signature_signs_nothing(signature: str) -> None:
    with pytest.raises(Refused, match="not written by the person it names"):
        sealing.verify(sealing.Unpacked(BOUND, TEXT, signature), [ANN.keys.public])


@pytest.mark.parametrize("sign", ["", "x", "é", "AAAA", base64.b64encode(bytes(33)).decode()])
def test_what_is_no_key_signed_nothing(sign: str) -> None:
    with pytest.raises(Refused, match="not written by the person it names"):
        sealing.verify(sealing.Unpacked(BOUND, TEXT, signed()), [ANN.keys.public._replace(sign=sign)])


@pytest.mark.parametrize("change", [1, 0x20, 0x80])
def test_a_flipped_byte_in_what_was_sealed_is_refused(change: int) -> None:
    for place in range(len(PLAIN)):
        flipped = PLAIN[:place] + bytes([PLAIN[place] ^ change]) + PLAIN[place + 1 :]
        with pytest.raises(Refused, match=r"damaged, or was not written by this program|not written by the person"):
            sealing.verify(sealing.unpacked(flipped), [ANN.keys.public])


@pytest.mark.parametrize("change", [1, 0x20, 0x80])
def test_a_flipped_byte_in_a_sealed_note_is_refused(change: int) -> None:
    content = sealed().encode()
    for place in range(len(content)):
        with pytest.raises((Refused, NotYours), match=r"damaged|not a reader"):
            opened((content[:place] + bytes([content[place] ^ change]) + content[place + 1 :]).decode("latin-1"))


def test_a_note_cut_anywhere_is_refused() -> None:
    content = sealed().rstrip("\n")
    for length in range(len(content)):
        with pytest.raises((Refused, NotYours), match=r"damaged|not a reader"):
            opened(content[:length])
    for length in range(len(PLAIN)):
        with pytest.raises(Refused, match="damaged, or was not written by this program"):
            sealing.unpacked(PLAIN[:length])


def packed(header: object, *, text: bytes = TEXT.encode(), first: str = f"wellkept-note-1 {signed()}") -> bytes:
    written = header if isinstance(header, str) else json.dumps(header, sort_keys=True)
    return sealing._padded(first.encode() + b"\n" + written.encode() + b"\n" + text)


HEADER = {**BOUND._asdict(), "length": len(TEXT.encode())}
STRANGE = {
    "nothing": b"",
    "junk": b"\xff\x00" * 600,
    "a megabyte": b"A" * 1_000_000,
    "no JSON": packed("{"),
    "deep JSON": packed("[" * 100_000),
    "a list": packed([]),
    "a string": packed('"item"'),
    "a number too long": packed("1" * 5000),
    "no item": packed({name: value for name, value in HEADER.items() if name != "item"}),
    "one more": packed(HEADER | {"more": 1}),
    "twice": packed(json.dumps(HEADER, sort_keys=True).replace("{", '{"at": "x", ', 1)),
    "other spaces": packed(json.dumps(HEADER, sort_keys=True, separators=(",", ":"))),
    "item no text": packed(HEADER | {"item": 7}),
    "revision no number": packed(HEADER | {"revision": "2"}),
    "revision true": packed(HEADER | {"revision": True}),
    "author half": packed(HEADER | {"author": 1.0}),
    "readers a list": packed(HEADER | {"readers": ["1"]}),
    "reader no text": packed(HEADER | {"readers": {"1": None}}),
    "longer": packed(HEADER | {"length": len(TEXT.encode()) + 1}),
    "shorter": packed(HEADER | {"length": 3}),
    "negative": packed(HEADER | {"length": -1}),
    "length no number": packed(HEADER | {"length": None}),
    "no UTF-8": packed(HEADER | {"length": 2}, text=b"\xff\xfe"),
    "too long": packed(HEADER | {"length": 70_000}, text=b"x" * 70_000),
    "another form": packed(HEADER, first=f"wellkept-note-2 {signed()}"),
    "signature no ASCII": packed(HEADER, first="wellkept-note-1 é"),
    "more padding": PLAIN + b" " * len(PLAIN),
    "less padding": PLAIN[:-1],
    "other padding": PLAIN[:-1] + b"\n",
}


@pytest.mark.parametrize("strange", STRANGE)
def test_what_this_program_did_not_write_is_refused(strange: str) -> None:
    with pytest.raises(Refused, match=r"^This note is damaged, or was not written by this program.") as refused:
        sealing.unpacked(STRANGE[strange])
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
