"""With whom to talk about secrets that are open, and what a contact knows of them."""

import models
from models.reading import secrets
from models.reading.today import TodayList
from models.rules.words import ReasonKind
from models.vault.vault import Vault
from tests.data.desk import ADA, FORMER, NOW, count, days, one
from tests.data.secrets_kept import BOB, FEELS, HOW, TITLE, kept, known, retitled
from tests.data.vaults import me


async def test_who_is_to_be_talked_with_needs_outreach(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    secret = await known(ada)
    matters = {secret.uid: secret}
    (row,) = await secrets.due(matters, now=NOW)
    assert (row.kind, row.contact_id, row.name, row.subject) == (ReasonKind.SECRET, BOB, "Bob Stone", secret.id)
    assert (row.text, row.due_at, row.follow_up, row.private_place) == (TITLE, NOW - days(3), None, True)
    assert row.id < 0
    today = TodayList(now=NOW, secrets=[row])
    assert await today.page(limit=9) == [row]
    assert await count("outreach") == 0
    another = await known(ada)
    assert [row.subject for row in await secrets.due({**matters, another.uid: another}, now=NOW)] == [2, 1]
    later = await models.secrets.place(secret, BOB, {"later_at": NOW + days(2)}, vault=ada, **me(ada))
    assert await secrets.due({later.uid: later}, now=NOW) == []
    talked = await models.secrets.place(later, BOB, FEELS, vault=ada, **me(ada))
    assert await secrets.due({talked.uid: talked}, now=NOW + days(9)) == []
    assert await secrets.due({}, now=NOW) == []


async def test_who_is_archived_or_with_whom_contact_ends_is_left_in_peace(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    secret = await known(ada)
    matters = {secret.uid: secret}
    reason = await one("SELECT name FROM reason WHERE ends_contact = 1 AND kind = 'former' LIMIT 1")
    await models.stage_changes.move(BOB, FORMER, reason=reason, by=ADA, at=NOW)
    assert await secrets.due(matters, now=NOW) == []
    await models.undo.last(by=ADA, at=NOW)
    assert len(await secrets.due(matters, now=NOW)) == 1
    await models.contacts.archive(BOB, by=ADA, at=NOW)
    assert await secrets.due(matters, now=NOW) == []


async def test_what_a_contact_knows_is_listed_by_title(both: tuple[Vault, Vault]) -> None:
    ada, _ = both
    uid = await one("SELECT uid FROM contact")
    found = [await known(ada), await kept(ada, title="another"), await retitled(await known(ada), "B", vault=ada)]
    matters = {secret.uid: secret for secret in found}
    told = secrets.what_they_know(matters, uid)
    assert [(secret.matter.title, knower.how) for secret, knower in told] == [("B", HOW), (TITLE, HOW)]
    assert secrets.what_they_know(matters, "nobody") == []
    assert await secrets.named([uid, "gone"]) == {uid: (BOB, "Bob Stone")}
