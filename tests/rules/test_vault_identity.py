"""Keys: their fingerprint, and the file that holds the private ones."""

from __future__ import annotations

import re

import pyrage
import pytest

from models.rules.refusals import Refused
from models.vault.identity import DAMAGED, PublicKeys
from models.vault.private_keys import PrivateKeys

KEYS = PrivateKeys.fresh()
FILE = KEYS.file()


def test_a_fingerprint_is_short_enough_to_read_aloud_and_names_both_keys() -> None:
    ann = PublicKeys("age1ann", "c2lnbg==")
    assert ann.fingerprint == "3EB3-HBDI-56S7-HN5X-AONI-5A75"
    assert re.fullmatch(r"([A-Z2-7]{4}-){5}[A-Z2-7]{4}", KEYS.public.fingerprint)
    others = [ann._replace(age="age1anm"), ann._replace(sign="c2lnbA=="), PublicKeys("age1ann|c2ln", "bg==")]
    assert ann.fingerprint not in {other.fingerprint for other in others}


def test_the_file_holds_the_keys_and_age_reads_it_as_it_is() -> None:
    read = PrivateKeys.of_file(FILE)
    assert (read.public, read.file()) == (KEYS.public, FILE)
    first, second, last = FILE.decode().splitlines()
    assert first == f"# wellkept identity {KEYS.public.fingerprint}"
    assert second.startswith("# sign ")
    assert str(pyrage.x25519.Identity.from_str(last).to_public()) == KEYS.public.age


def test_all_keys_are_fresh() -> None:
    other = PrivateKeys.fresh().public
    assert not {other.age, other.sign} & set(KEYS.public)


def test_the_private_keys_are_not_in_what_is_printed() -> None:
    assert str(KEYS.age) not in repr(KEYS)


@pytest.mark.parametrize("change", [1, 0x20, 0x80])
def test_a_flipped_byte_anywhere_is_refused(change: int) -> None:
    for place in range(len(FILE)):
        with pytest.raises(Refused, match=f"^{DAMAGED}$") as refused:
            PrivateKeys.of_file(FILE[:place] + bytes([FILE[place] ^ change]) + FILE[place + 1 :])
        assert refused.value.__cause__ is None


def test_a_file_that_is_cut_or_goes_on_is_refused() -> None:
    for content in [*(FILE[:length] for length in range(len(FILE))), FILE + b"\n", b"x" + FILE, b"\xff" * 500]:
        with pytest.raises(Refused, match="damaged"):
            PrivateKeys.of_file(content)


def test_keys_of_two_people_in_one_file_are_refused() -> None:
    first, second = FILE.splitlines(keepends=True), PrivateKeys.fresh().file().splitlines(keepends=True)
    for mixed in ([first[0], first[1], second[2]], [first[0], second[1], first[2]], [second[0], *first[1:]]):
        with pytest.raises(Refused, match="damaged"):
            PrivateKeys.of_file(b"".join(mixed))
