"""The key log: whose keys count, and what is noticed when somebody changes, shortens or forks it."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from models.rules.refusals import Refused
from models.vault import key_log
from models.vault.key_log import Entry, Key, Seen
from models.vault.private_keys import PrivateKeys
from tests.rules.key_logs import ANN, BOB, CARA, adds, changed, entry, log, signature, went_on

WITH_BOB = log(("add", adds(2, "bob", BOB)))
WITH_ALL = log(("add", adds(2, "bob", BOB)), ("add", adds(3, "cara", CARA)))


def refused(entries: list[Entry], sentence: str, seen: Seen | None = None) -> None:
    with pytest.raises(Refused, match=sentence) as raised:
        key_log.replayed(entries, seen)
    assert raised.value.__cause__ is None


def test_an_empty_log_has_no_keys() -> None:
    standing = key_log.replayed([], None)
    assert (standing.current, standing.known, standing.length, standing.owners()) == ({}, {}, 0, [])


def test_the_first_owner_begins_and_adds_the_others() -> None:
    standing = key_log.replayed(WITH_ALL, None)
    assert standing.current == {
        1: Key(1, "ann", ANN.public, "owner"),
        2: Key(2, "bob", BOB.public, "member"),
        3: Key(3, "cara", CARA.public, "member"),
    }
    assert [key.account for key in standing.owners()] == ["ann"]
    assert (standing.length, standing.recovery) == (3, "")
    assert standing.root == key_log.replayed(WITH_ALL[:1], None).head == key_log.replayed(WITH_ALL[:1], None).root
    assert standing.head != standing.root


def test_who_leaves_gets_no_more_notes_but_wrote_the_old_ones() -> None:
    standing = key_log.replayed(went_on(WITH_BOB, "revoke", member=2), None)
    assert set(standing.current) == {1}
    assert standing.known[2] == [BOB.public]
    back = key_log.replayed(went_on(went_on(WITH_BOB, "revoke", member=2), "add", **adds(2, "bob", CARA)), None)
    assert back.known[2] == [BOB.public, CARA.public]


def test_new_keys_take_the_place_of_the_old_and_both_are_known() -> None:
    standing = key_log.replayed(went_on(WITH_BOB, "replace", member=2, **CARA.public._asdict()), None)
    assert standing.current[2] == Key(2, "bob", CARA.public, "member")
    assert standing.known[2] == [BOB.public, CARA.public]


def test_an_owner_can_make_another_owner_who_goes_on_alone() -> None:
    two = went_on(WITH_BOB, "role", member=2, role="owner")
    alone = went_on(went_on(two, "revoke", by=BOB, member=1), "add", by=BOB, **adds(3, "cara", CARA))
    assert {key.account for key in key_log.replayed(alone, None).current.values()} == {"bob", "cara"}


def test_a_new_recovery_key_takes_the_place_of_the_old_until_it_ends() -> None:
    entries = went_on(went_on(WITH_BOB, "recovery", age="age1first"), "recovery", age="age1second")
    assert key_log.replayed(entries, None).recovery == "age1second"
    assert key_log.replayed(went_on(entries, "recovery", age=""), None).recovery == ""


def test_what_was_seen_may_have_grown() -> None:
    seen = key_log.replayed(WITH_BOB, None).seen
    assert key_log.replayed(WITH_BOB, seen).seen == seen
    assert key_log.replayed(WITH_ALL, seen).length == 3


def test_a_shortened_log_is_noticed() -> None:
    seen = key_log.replayed(WITH_ALL, None).seen
    refused(WITH_BOB, r"^The key log is shorter than when you last saw it \(2 of 3 entries\), so nothing is", seen)
    refused([], r"^The key log is shorter than when you last saw it \(0 of 3 entries\)", seen)


def test_a_forked_log_is_noticed() -> None:
    seen = key_log.replayed(WITH_BOB, None).seen
    forked = went_on(log(("add", adds(2, "bob", CARA))), "add", **adds(3, "cara", BOB))
    refused(forked, "^The key log is another one than you last saw: entry 2 differs, so nothing is sealed", seen)


def test_a_log_that_another_owner_began_is_noticed() -> None:
    seen = key_log.replayed(WITH_BOB, None).seen
    other = [entry(None, "add", by=CARA, **adds(1, "ann", CARA, role="owner"))]
    refused(other, "^The key log begins with another owner's key than the one you trust, so nothing is", seen)


def test_an_entry_of_somebody_who_is_no_owner_does_not_count() -> None:
    outsider = PrivateKeys.fresh()
    for by in (BOB, outsider):
        entries = went_on(WITH_BOB, "add", by=by, **adds(3, "cara", CARA))
        refused(entries, "^Entry 3 of the key log was not signed by an owner, so nothing is sealed or opened.")
    gone = went_on(went_on(WITH_BOB, "role", member=2, role="owner"), "revoke", by=BOB, member=1)
    refused(went_on(gone, "add", by=ANN, **adds(3, "cara", CARA)), "^Entry 5 of the key log was not signed by an owner")


def test_a_false_signature_is_noticed() -> None:
    first, second = WITH_BOB
    for false in (signature(second.body, by=BOB), first.signature, "", "é", base64.b64encode(bytes(64)).decode()):
        refused([first, second._replace(signature=false)], "^Entry 2 of the key log has a false signature, so nothing")


@pytest.mark.parametrize(
    "first",
    [
        entry(None, "add", **adds(1, "ann", ANN)),
        entry(None, "add", by=BOB, **adds(1, "ann", ANN, role="owner")),
        entry(None, "recovery", age="age1"),
    ],
    ids=["a member", "somebody else's", "another kind"],
)
def test_only_an_owner_begins_with_their_own_key(first: Entry) -> None:
    refused([first], "^Entry 1 of the key log was not signed by an owner")


@pytest.mark.parametrize("step", [("role", {"role": "member"}), ("revoke", {})], ids=["role", "revoke"])
def test_the_last_owner_stays(step: tuple[str, dict[str, Any]]) -> None:
    kind, fields = step
    refused(went_on(WITH_BOB, kind, member=1, **fields), "^Entry 3 of the key log leaves no owner, so nothing")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("add", adds(2, "bob", CARA)),
        ("replace", {"member": 9, **CARA.public._asdict()}),
        ("role", {"member": 9, "role": "owner"}),
        ("revoke", {"member": 9}),
    ],
    ids=["added twice", "replaced", "role", "revoked"],
)
def test_an_entry_about_somebody_it_cannot_be_about_is_refused(kind: str, fields: dict[str, Any]) -> None:
    refused(went_on(WITH_BOB, kind, **fields), "^The key log was altered at entry 3, so nothing is sealed or opened.")


@pytest.mark.parametrize("at", [0, 1, 2])
def test_an_entry_that_is_taken_out_or_put_elsewhere_is_noticed(at: int) -> None:
    rest = WITH_ALL[:at] + WITH_ALL[at + 1 :]
    refused([*rest, WITH_ALL[at]], f"^The key log was altered at entry {at + 1}") if at < 2 else None
    refused([*WITH_ALL, WITH_ALL[at]], "^The key log was altered at entry 4")


@pytest.mark.parametrize("change", [1, 0x20])
def test_a_flipped_letter_anywhere_is_noticed(change: int) -> None:
    first, second = WITH_BOB
    for place, letter in enumerate(second.body):
        flipped = second.body[:place] + chr(ord(letter) ^ change) + second.body[place + 1 :]
        refused([first, second._replace(body=flipped)], "altered at entry 2|false signature")


def test_an_entry_cut_anywhere_is_noticed() -> None:
    first, second = WITH_BOB
    for length in range(len(second.body)):
        refused([first, second._replace(body=second.body[:length])], "^The key log was altered at entry 2")


STRANGE = ["", "[]", "null", '"kind"', "1" * 5000, "[" * 100_000, '{"kind": []}', '{"kind": "x"}', "{}", "\udcff"]


@pytest.mark.parametrize("strange", STRANGE, ids=lambda text: text[:20])
def test_what_is_no_entry_is_refused(strange: str) -> None:
    refused([WITH_BOB[0], Entry(strange, "")], "^The key log was altered at entry 2")


@pytest.mark.parametrize(
    "fields",
    [{"seq": 3}, {"seq": True}, {"seq": "2"}, {"prev": "0" * 64}, {"role": "king"}, {"member": "2"}, {"more": 1}],
    ids=str,
)
def test_an_entry_that_an_owner_signed_must_be_right_as_well(fields: dict[str, Any]) -> None:
    refused([WITH_BOB[0], changed(WITH_BOB[1], **fields)], "^The key log was altered at entry 2")


def test_an_entry_is_written_in_one_way_only() -> None:
    spaced = json.dumps(json.loads(WITH_BOB[1].body), sort_keys=True, indent=1)
    refused([WITH_BOB[0], Entry(spaced, signature(spaced))], "^The key log was altered at entry 2")
