"""Contacts: added, changed, each list replaced whole, and conflicts told."""

import pytest

import models
from models.rules.contact_fields import Point
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Channel
from tests.data.desk import ADA, CUSTOMER, FORMER, GRACE, NEVER, NOW, bob, count, days, one, reasons, rows

pytestmark = pytest.mark.usefixtures("book")


async def test_a_name_is_enough() -> None:
    added = await models.contacts.add(" Ada  Stone ", by=GRACE, at=NOW)
    assert (added.name, added.stage, added.owner_id, added.version) == ("Ada  Stone", "Prospect", GRACE, 1)
    assert (added.created_at, added.stage_since_at, added.last_interaction_at) == (NOW, NOW, None)
    assert (added.points, added.tags, added.company, added.every_days, added.outreach) == ({}, [], "", None, [])
    assert added.uid.startswith("urn:uuid:")


async def test_everything_there_is_to_say() -> None:
    added = await bob(
        stage_id=CUSTOMER,
        company="Stone & Sons",
        emails=["bob@stone.example", Point("work", "b.stone@work.example")],
        phones=["+44 20 7946 0321"],
        addresses=["12 Mill Lane, York"],
        links=["https://stone.example"],
        birthday="22 mar 1980",
        tags=["roof", "loyal"],
        owner_id=GRACE,
        every_days=30,
        safe_topics="sailing",
        off_limits="the divorce",
        do_not_contact=["text"],
    )
    assert added.points == {
        "e-mail": [Point("", "bob@stone.example"), Point("work", "b.stone@work.example")],
        "phone": [Point("", "+44 20 7946 0321")],
        "address": [Point("", "12 Mill Lane, York")],
        "link": [Point("", "https://stone.example")],
    }
    assert (added.stage, added.company, added.tags, added.owner) == (
        "Customer",
        "Stone & Sons",
        ["loyal", "roof"],
        "grace",
    )
    assert (added.birthday, added.every_days, added.do_not_contact) == ("1980-03-22", 30, "text")
    assert (added.safe_topics, added.off_limits) == ("sailing", "the divorce")


async def test_two_contacts_may_have_one_name() -> None:
    first, second = await bob(), await bob()
    assert first.name == second.name
    assert first.uid != second.uid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202eAda\u0007 Stone", "Ada Stone"),
        ("[/b] Ada", "[/b] Ada"),
        ("[@click=app.quit]", "[@click=app.quit]"),
        ("山田 太郎", "山田 太郎"),
        ("N" * 200, "N" * 200),
        ("!?", "!?"),
    ],
)
async def test_names_in_any_script_and_shape(typed: str, kept: str) -> None:
    assert (await models.contacts.add(typed, by=ADA, at=NOW)).name == kept


@pytest.mark.parametrize("name", ["", " \n", "\u202e\u200b", "A" * 10_000])
async def test_a_name_that_is_none_leaves_nothing(name: str) -> None:
    with pytest.raises(Refused):
        await models.contacts.add(name, by=ADA, at=NOW, company="Stone & Sons")
    assert (await count("contact"), await count("company"), await count("history")) == (0, 0, 2)


async def test_a_stage_that_is_not_there() -> None:
    with pytest.raises(NotFound, match="no stage 99"):
        await bob(stage_id=99)


@pytest.mark.parametrize(("stage", "kind"), [(FORMER, "why_left"), (NEVER, "why_never")])
async def test_whoever_is_added_as_gone_is_to_be_asked_why(stage: int, kind: str) -> None:
    added = await bob(stage_id=stage)
    assert added.reason == "unknown"
    assert await reasons(added.id) == [kind]


async def test_only_what_is_given_changes() -> None:
    added = await bob(emails=["bob@stone.example"], tags=["roof"], company="Stone & Sons", every_days=30)
    edited = await models.contacts.edit(added.id, by=GRACE, at=NOW + days(1), name="Robert Stone")
    assert edited.name == "Robert Stone"
    assert (edited.values("e-mail"), edited.tags, edited.company) == (["bob@stone.example"], ["roof"], "Stone & Sons")
    assert (edited.every_days, edited.owner_id) == (30, ADA)


async def test_nothing_changed_is_nothing_done() -> None:
    added = await bob(emails=["bob@stone.example"], tags=["roof", "loyal"], company="Stone")
    same = await models.contacts.edit(
        added.id, by=ADA, at=NOW + days(1), name="Bob Stone", emails=["bob@stone.example"], tags=["loyal", "roof"]
    )
    assert same.version == added.version
    assert await one("SELECT updated_at FROM contact") == NOW
    assert await count("history WHERE verb = 'contact.edit'") == 0


async def test_lists_are_replaced_whole_and_in_order() -> None:
    added = await bob(phones=["+1 555 0100", "+1 555 0101"])
    turned = await models.contacts.edit(added.id, by=ADA, at=NOW, phones=["+1 555 0101", "+1 555 0100"])
    assert turned.values("phone") == ["+1 555 0101", "+1 555 0100"]
    assert turned.version == added.version + 1
    emptied = await models.contacts.edit(added.id, by=ADA, at=NOW, phones=[])
    assert emptied.points == {}
    assert await count("contact_point") == 0


async def test_a_value_typed_again_keeps_its_label() -> None:
    added = await bob(emails=[Point("work", "bob@stone.example")])
    edited = await models.contacts.edit(added.id, by=ADA, at=NOW, emails=["bob@stone.example", "b@home.example"])
    assert edited.points["e-mail"] == [Point("work", "bob@stone.example"), Point("", "b@home.example")]
    relabelled = await models.contacts.edit(added.id, by=ADA, at=NOW, emails=[Point("home", "bob@stone.example")])
    assert relabelled.points["e-mail"] == [Point("home", "bob@stone.example")]


async def test_a_tag_is_one_word_for_everyone() -> None:
    added = await bob(tags=["roof"])
    other = await models.contacts.add("Cleo Marsh", by=GRACE, at=NOW, tags=["roof", "loyal"])
    assert await count("tag") == 2
    edited = await models.contacts.edit(other.id, by=ADA, at=NOW, tags=["loyal"])
    assert edited.tags == ["loyal"]
    assert (await models.contacts.edit(added.id, by=ADA, at=NOW, name="Bob")).tags == ["roof"]


async def test_two_spellings_of_a_company_are_one() -> None:
    await bob(company="Café Noir")
    other = await models.contacts.add("Cleo Marsh", by=ADA, at=NOW, company="CAFE  NOIR")
    assert other.company == "Café Noir"
    assert (await models.contacts.add("Dan", by=ADA, at=NOW, company="???")).company == "???"
    left = await models.contacts.edit(other.id, by=ADA, at=NOW, company="")
    assert left.company == ""
    assert await count("company") == 2


async def test_what_search_reads_follows_every_change() -> None:
    added = await bob(company="Café Noir", emails=["bob@stone.example"], phones=["+44 20 7946 0321"], tags=["Roof"])
    assert await one("SELECT search_text FROM contact") == "bob stone cafe noir bob stone example 442079460321 roof"
    await models.contacts.edit(added.id, by=ADA, at=NOW, company="", emails=[], tags=["loyal"], name="Zoë Stone")
    assert await rows("SELECT sort_key, search_text FROM contact") == [
        {"sort_key": "zoe stone", "search_text": "zoe stone 442079460321 loyal"}
    ]


async def test_a_change_by_somebody_else_is_told() -> None:
    read = await bob()
    theirs = await models.contacts.edit(read.id, version=read.version, by=GRACE, at=NOW, off_limits="the divorce")
    with pytest.raises(Stale, match="Bob Stone was changed by somebody else"):
        await models.contacts.edit(
            read.id, version=read.version, by=ADA, at=NOW, off_limits="cats", emails=["b@s.example"]
        )
    assert (await models.contacts.edit(read.id, version=theirs.version, by=ADA, at=NOW, name="Bob")).off_limits == (
        "the divorce"
    )
    assert await count("contact_point") == 0


async def test_notes_calls_and_promises_are_no_conflict() -> None:
    read = await bob()
    await models.notes.add(read.id, "likes sailing", by=GRACE, at=NOW)
    await models.interactions.log(read.id, channel=Channel.CALL, by=GRACE, at=NOW)
    assert (await models.contacts.edit(read.id, version=read.version, by=ADA, at=NOW, name="Bob")).name == "Bob"


@pytest.mark.parametrize("verb", ["edit", "archive", "restore"])
async def test_nobody_of_that_id(verb: str) -> None:
    with pytest.raises(NotFound, match="no contact 99"):
        await getattr(models.contacts, verb)(99, by=ADA, at=NOW)


async def test_archived_and_restored() -> None:
    added = await bob(every_days=1)
    archived = await models.contacts.archive(added.id, by=ADA, at=NOW)
    assert archived.archived_at == NOW
    assert await reasons(added.id, NOW + days(9)) == []
    again = await models.contacts.archive(added.id, by=ADA, at=NOW + days(1))
    assert again.archived_at == NOW
    restored = await models.contacts.restore(added.id, by=ADA, at=NOW)
    assert restored.archived_at is None
    assert await reasons(added.id, NOW + days(9)) == ["drift"]


@pytest.mark.parametrize("days_between", [0, -1, 3651, 10**12])
async def test_a_cadence_that_is_none(days_between: int) -> None:
    with pytest.raises(Refused, match="1 to 3,650 days"):
        await bob(every_days=days_between)
