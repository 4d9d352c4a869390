"""Secrets: sealed whole, changed by any of their readers, and told to nobody else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import models
from models import db, membership
from models.reading import history, secrets
from models.reading.secrets import SecretList
from models.rules.refusals import Locked, NotFound, NotYours, Refused, Stale
from models.rules.secrets import Course, Knower, Standing, View
from models.vault.vault import Vault
from tests.data.desk import ADA, GRACE, NOW, count, days, everything, one, rows
from tests.data.secrets_kept import BOB, BODY, FEELS, SAID, TITLE, bobs, kept, known, retitled, seen
from tests.data.vaults import ANOTHER, MALLORY, made, mallory, me, unlocked


async def test_a_secret_is_read_by_its_readers(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    secret = await kept(ada, GRACE)
    assert (secret.matter.title, secret.matter.body, secret.matter.knowers) == (TITLE, BODY, ())
    assert (secret.by, secret.at, secret.readers, secret.reader_ids) == ("ada", NOW, ["ada", "grace"], [ADA, GRACE])
    assert await seen(secret, grace) == secret
    assert repr(secret) == "Opened(1)"


async def test_what_may_be_said_of_a_locked_one(both: tuple[Vault, Vault], folder: Path) -> None:
    ada, _ = both
    other = await mallory(folder, counts_by=ada)
    await kept(ada, GRACE)
    await kept(other)
    rows = await SecretList(GRACE).page(limit=9)
    assert [(row.id, row.by, row.readers, row.is_reader, row.revision) for row in rows] == [
        (2, "mallory", "mallory", False, 1),
        (1, "ada", "ada and grace", True, 1),
    ]
    assert await SecretList(GRACE).page(after=rows[0], limit=9) == rows[1:]
    assert await SecretList(GRACE).count() == 2
    assert await secrets.one(1, GRACE) == rows[1]
    assert await secrets.one(3, GRACE) is None
    assert [row[0] for row in await secrets.revisions(GRACE)] == [1]
    with pytest.raises(NotYours, match="You are not a reader of this secret"):
        await models.secrets.read(2, vault=ada)


async def test_any_reader_changes_it_and_is_named_for_it(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    secret = await known(ada, GRACE)
    assert bobs(secret) == Knower(await one("SELECT uid FROM contact"), **SAID)
    later = NOW + days(1)
    changed = await models.secrets.place(secret, BOB, FEELS, vault=grace, by=GRACE, at=later)
    assert (changed.by, changed.at, changed.revision, changed.readers) == ("grace", later, 3, ["ada", "grace"])
    assert await seen(secret, ada) == changed
    decided = await models.secrets.decide(
        changed, Course.CONTAIN, "until May", name="grace", vault=grace, by=GRACE, at=later
    )
    assert [(each.course, each.text, each.by, each.at) for each in decided.matter.decisions] == [
        ("contain", "until May", "grace", later)
    ]
    closed = await models.secrets.close(decided, vault=ada, **me(ada))
    assert closed.matter.closed_at == NOW
    again = await models.secrets.close(closed, again=True, vault=grace, **me(grace))
    assert (again.matter.closed_at, bobs(again).wish) == (None, "keep")
    emptied = await models.secrets.take_off(again, bobs(again).contact, vault=ada, **me(ada))
    assert emptied.matter.knowers == ()


async def test_readers_are_added_and_taken_off(both: tuple[Vault, Vault], folder: Path) -> None:
    ada, grace = both
    other = await mallory(folder, counts_by=ada)
    secret = await kept(ada, GRACE)
    changed = await retitled(secret, "closing in May", MALLORY, vault=grace)
    assert (await seen(secret, other)).readers == ["grace", "mallory"]
    assert changed.matter.title == "closing in May"
    with pytest.raises(NotYours, match="You are not a reader of this secret"):
        await seen(secret, ada)


async def test_of_two_who_change_it_at_once_one_reads_again(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    secret = await known(ada, GRACE)
    await models.secrets.place(secret, BOB, FEELS, vault=grace, **me(grace))
    with pytest.raises(Stale, match=r"This secret was sealed anew since you read it\. Open it again\."):
        await retitled(secret, "mine", vault=ada)
    assert (await seen(secret, ada)).matter.title == TITLE


async def test_of_two_who_seal_it_in_the_same_moment_one_is_told(
    both: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, _ = both
    secret, sign = await kept(ada), ada.agent.sign

    async def slowly(message: bytes) -> str:
        monkeypatch.setattr(ada.agent, "sign", sign)
        await retitled(secret, "first", vault=ada)
        return await sign(message)

    monkeypatch.setattr(ada.agent, "sign", slowly)
    with pytest.raises(Stale, match="secret was sealed anew"):
        await retitled(secret, "second", vault=ada)
    assert (await seen(secret, ada)).matter.title == "first"


async def test_a_note_is_no_secret_and_a_secret_no_note(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    note = await models.confidences.write(BOB, "x", [], vault=ada, **me(ada))
    secret = await kept(ada)
    with pytest.raises(NotFound, match=f"There is no secret {note}"):
        await models.secrets.read(note, vault=ada)
    with pytest.raises(NotFound, match=f"There is no confidential note {secret.id}"):
        await models.confidences.read(secret.id, vault=ada)


async def test_nobody_archived_or_gone_is_placed(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    secret = await kept(ada)
    await models.contacts.archive(BOB, by=ADA, at=NOW)
    with pytest.raises(Refused, match=r"Bob Stone is archived\. Restore them first"):
        await models.secrets.place(secret, BOB, SAID, vault=ada, **me(ada))
    with pytest.raises(NotFound):
        await models.secrets.place(secret, 9, SAID, vault=ada, **me(ada))


async def test_it_takes_an_open_key(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    secret = await kept(ada)
    ada.agent.lock()
    for verb in (kept(ada), seen(secret, ada), retitled(secret, "x", vault=ada)):
        with pytest.raises(Locked):
            await verb


async def test_a_megabyte_is_the_most(both: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.rules.secrets._body", lambda body: body)
    with pytest.raises(Refused, match="A secret holds at most 1,024 KiB; make two of it"):
        await models.secrets.add("long", "x" * 1024 * 1024, [], vault=both[0], **me(both[0]))


async def test_a_secret_of_a_megabyte_opens(both: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch) -> None:
    ada, _ = both
    monkeypatch.setattr("models.rules.secrets._body", lambda body: body)
    body = "x" * 1_000_000
    secret = await models.secrets.add("long", body, [], vault=ada, **me(ada))
    assert secret.matter.body == body


async def test_all_are_opened_and_only_what_changed_again(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    first, second, lost = [await kept(ada, GRACE, title=title) for title in ("a", "b", "c")]
    before = await models.secrets.opened(vault=grace, known={})
    assert {uid: each.matter.title for uid, each in before.items()} == {first.uid: "a", second.uid: "b", lost.uid: "c"}
    await retitled(second, "B", GRACE, vault=ada)
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE confidence SET revision = 7 WHERE id = ?1", [lost.id])
    after = await models.secrets.opened(vault=grace, known=before)
    assert {uid: each.matter.title for uid, each in after.items()} == {first.uid: "a", second.uid: "B"}
    assert after[first.uid] is before[first.uid]


async def test_writing_is_taken_back_and_done_again_and_changing_is_not(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    before = await everything()
    secret = await kept(ada, GRACE)
    written = await everything()
    undone = await models.undo.last(**me(ada))
    assert undone == ("secret.add", "wrote a secret")
    assert await everything() == before
    assert await models.undo.redo(**me(ada)) == undone
    assert await everything() == written
    await models.secrets.place(secret, BOB, SAID, vault=grace, **me(grace))
    assert (await models.undo.last(**me(ada))).verb != "secret.add"
    assert await count("confidence") == 1
    last = await one("SELECT id FROM history WHERE verb = 'secret.change'")
    assert await history.said(last) == "changed a secret"


async def test_who_left_or_lost_their_key_is_sealed_out_by_whoever_unlocks_next(
    both: tuple[Vault, Vault], folder: Path
) -> None:
    ada, grace = both
    other = await mallory(folder, counts_by=ada)
    secret = await kept(other, ADA, GRACE)
    hers = await kept(grace)
    await membership.remove(MALLORY, vault=ada, **me(ada))
    caught = await seen(secret, grace)
    assert (caught.by, caught.readers, caught.revision, caught.at) == ("ada", ["ada", "grace"], 2, NOW)
    with pytest.raises(NotYours):
        await seen(secret, other)
    await made(grace, ANOTHER, replace=True)
    await models.keys.accept(GRACE, vault=ada, **me(ada))
    assert (await seen(secret, grace)).readers == ["ada", "grace"]
    with pytest.raises(NotYours):
        await seen(hers, grace)
    await unlocked(grace, ANOTHER)
    assert (await seen(secret, ada)).revision == 3


async def test_the_recovery_key_is_added_by_who_sealed_it_last(both: tuple[Vault, Vault]) -> None:
    ada, grace = both
    secret = await kept(grace, ADA)
    await models.keys.add_recovery(vault=ada, **me(ada))
    assert (await seen(secret, ada)).readers == ["ada", "grace"]
    await unlocked(grace)
    assert (await seen(secret, ada)).readers == ["ada", "grace", "the recovery key"]
    assert (await seen(secret, ada)).by == "grace"


async def test_it_is_changed_though_a_reader_left_meanwhile(both: tuple[Vault, Vault], folder: Path) -> None:
    ada, grace = both
    await mallory(folder, counts_by=ada)
    secret = await kept(grace, ADA, MALLORY)
    await membership.remove(MALLORY, vault=ada, **me(ada))
    placed = await models.secrets.place(secret, BOB, SAID, vault=ada, **me(ada))
    assert placed.readers == ["ada", "grace"]


WORDS = st.text(alphabet="qxzjkvw", min_size=12, max_size=24)
STEPS = st.lists(
    st.tuples(
        st.sampled_from([1, 2, 3]), st.sampled_from(Standing), WORDS, st.sampled_from(["", *View]), st.booleans()
    ),
    max_size=4,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, body=WORDS, words=WORDS, steps=STEPS)
async def test_no_sealed_text_and_no_knower_reaches_a_stored_row(
    both: tuple[Vault, Vault], title: str, body: str, words: str, steps: list[tuple[int, Standing, str, str, bool]]
) -> None:
    """Whatever is done with a secret, the rest of the book stays as it is, but for history that names nobody."""
    ada, _ = both
    for name in ("Ella", "Finn"):
        await models.contacts.add(name, by=ADA, at=NOW)
    before, changes = await everything(), await count("history")
    secret = await models.secrets.add(title, body, [GRACE], vault=ada, **me(ada))
    for contact_id, standing, how, view, talked in steps:
        said = {"standing": standing, "how": how, "good_idea": view, **({"talked_at": NOW} if talked else {})}
        secret = await models.secrets.place(secret, contact_id, said, vault=ada, **me(ada))
    secret = await models.secrets.decide(secret, Course.GATHER, words, name="ada", vault=ada, **me(ada))
    await secrets.due({secret.uid: secret}, now=NOW)
    after = await everything()
    sealed = {"confidence", "confidence_reader"}
    assert {name: kept for name, kept in after.items() if name not in sealed} == {
        name: kept for name, kept in before.items() if name not in sealed
    }
    told = await rows("SELECT verb, contact_id, changed FROM history WHERE id > ?1", changes)
    assert {(row["verb"], row["contact_id"], row["changed"]) for row in told} <= {
        ("secret.add", None, ""),
        ("secret.change", None, "text"),
    }
    stored = str(after["confidence"][-1]) + str(await rows("SELECT * FROM undo_value")) + str(told)
    uids = [row["uid"] for row in after["contact"]]
    assert not [word for word in (title, body, words, *(step[2] for step in steps), *uids) if word in stored]
