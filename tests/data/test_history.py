"""History: who did what and when, in names of fields and never in their contents."""

import re
from pathlib import Path
from typing import Any

import pytest

import models
from models.history import History, changing
from models.reading import history as reading
from models.rules.words import Channel, Outcome, Tone
from tests.data.desk import ADA, FORMER, GRACE, NOW, PROSPECT, bob, promised, rows

pytestmark = pytest.mark.usefixtures("book")

SECRET = "xyzzy"  # noqa: S105  (a word to look for)


async def said() -> list[dict[str, Any]]:
    return await rows("SELECT verb, contact_id, changed, by_id FROM history WHERE verb NOT LIKE 'member.%' ORDER BY id")


async def test_one_row_for_every_verb_that_wrote() -> None:
    added = await bob(company="Stone", tags=["roof"])
    await models.contacts.edit(added.id, name="Robert", emails=["b@stone.example"], tags=[], by=GRACE, at=NOW)
    await models.contacts.edit(added.id, name="Robert", by=GRACE, at=NOW)
    await models.stage_changes.move(added.id, FORMER, reason="money", by=ADA, at=NOW)
    await models.stages.rename(PROSPECT, "Lead", by=ADA, at=NOW)
    await models.stages.set_cadence(FORMER, 30, by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    assert await said() == [
        {"verb": "contact.add", "contact_id": added.id, "changed": "", "by_id": ADA},
        {"verb": "contact.edit", "contact_id": added.id, "changed": "e-mail tags name", "by_id": GRACE},
        {"verb": "contact.stage", "contact_id": added.id, "changed": "stage reason", "by_id": ADA},
        {"verb": "stage.rename", "contact_id": None, "changed": "name", "by_id": ADA},
        {"verb": "stage.cadence", "contact_id": None, "changed": "every_days", "by_id": ADA},
        {"verb": "undo", "contact_id": None, "changed": "stage.cadence", "by_id": ADA},
    ]
    assert await rows("SELECT verb FROM history WHERE undone_at IS NOT NULL") == [{"verb": "stage.cadence"}]


async def test_no_contents_anywhere_in_it() -> None:
    added = await bob(
        company=SECRET, emails=[f"{SECRET}@stone.example"], tags=[SECRET], safe_topics=SECRET, off_limits=SECRET
    )
    await models.contacts.edit(added.id, name=f"{SECRET} Stone", off_limits=f"{SECRET} 2", by=ADA, at=NOW)
    await models.notes.add(added.id, SECRET, by=ADA, at=NOW)
    await models.interactions.log(added.id, SECRET, channel=Channel.CALL, by=ADA, at=NOW)
    planned = await promised(added.id, text=SECRET, tone=Tone.UNPLEASANT)
    await models.follow_ups.edit(planned.id, text=f"{SECRET} 2", tone=Tone.GOOD, reason=SECRET, by=ADA, at=NOW)
    await models.follow_ups.done(planned.id, SECRET, outcome=Outcome.SPOKE, by=ADA, at=NOW)
    await models.stage_changes.move(added.id, FORMER, note=SECRET, by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    await models.stages.rename(PROSPECT, SECRET, by=ADA, at=NOW)
    kept = await rows("SELECT * FROM history")
    assert SECRET not in repr(kept)
    assert len(kept) == 12
    assert SECRET in repr(await rows("SELECT * FROM note"))


async def test_a_change_that_wrote_nothing_is_none() -> None:
    async with changing("nothing", by=ADA, at=NOW) as change:
        assert await change.update(await History.get(id=1), verb="member.join") is False
    assert await said() == []


def test_what_models_offers() -> None:
    assert all(getattr(models, name).__name__ == f"models.{name}" for name in models.__all__)
    with pytest.raises(AttributeError, match="models has no pigeon"):
        models.pigeon  # type: ignore[attr-defined]  # noqa: B018


def test_every_verb_can_be_said_in_words() -> None:
    sources = [path.read_text() for path in Path(models.__file__).parent.rglob("*.py")]
    verbs = {verb for source in sources for verb in re.findall(r'changing\("([a-z_.]+)"', source)}
    assert verbs - reading._SAID.keys() <= {"undo", "redo"}
    assert len(verbs) > 15
