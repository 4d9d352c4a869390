"""Phone numbers with a region: found however they are typed, kept and shown as they were."""

import asyncio
from typing import Any

import pytest

import models.phones
from models import db, search_text
from models.reading import choices
from models.reading.contacts import ContactList
from models.rules import folding
from tests.data.desk import ADA, GRACE, NOW, bob, count, everything, one

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}
HOME, ABROAD = "020 7946 0321", "+44 20 7946 0321"


async def found(query: str) -> int:
    return await ContactList(query, now=NOW).count()


@pytest.mark.parametrize("kept", [HOME, ABROAD, "0044 20 7946 0321"])
@pytest.mark.parametrize("typed", [HOME, ABROAD, "02079460321", "7946 0321", "+44 (0)20 7946 0321"])
async def test_either_form_finds_the_other(kept: str, typed: str) -> None:
    await models.business.change(phone_region="GB", **ME)
    about = await bob(phones=[kept])
    assert await found(typed) == 1
    assert about.values("phone") == [kept]


async def test_a_number_with_another_prefix_at_home_than_a_nought() -> None:
    await models.business.change(phone_region="RU", **ME)
    await bob(phones=["+7 495 123-45-67"])
    assert await found("8 495 123-45-67") == 1
    assert await found("495 1234567") == 1


async def test_numbers_of_other_countries_are_read_as_theirs() -> None:
    await models.business.change(phone_region="GB", **ME)
    await bob(phones=["+1 202 555 0102"])
    assert await one("SELECT search_text FROM contact") == "bob stone 12025550102"


async def test_the_region_is_for_everybody_who_is_there_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_text, "BATCH", 2)
    for n in range(5):
        await models.contacts.add(f"Bob {n}", phones=[HOME], tags=["roof"], company="Stone", **ME)
    before = await everything()
    assert await found(ABROAD) == 0
    await models.business.change(phone_region="GB", **ME)
    assert (await found(ABROAD), await found("roof"), await found("stone bob 3")) == (5, 5, 1)
    assert await one("SELECT indexed_region FROM business") == "GB"
    await models.undo.last(**ME)
    assert await everything() == before
    await models.undo.redo(**ME)
    assert await found(ABROAD) == 5


async def test_broken_off_it_is_made_good_later() -> None:
    await bob(phones=[HOME])
    await models.business.change(phone_region="GB", **ME)
    async with db.transaction() as connection:
        await connection.execute_query("UPDATE business SET indexed_region = ''")
        await connection.execute_query("UPDATE contact SET search_text = 'bob stone 02079460321'")
    await models.business.change(phone_region="GB", **ME)
    assert await found(ABROAD) == 1


async def test_an_undo_knows_the_region_of_today() -> None:
    about = await bob(phones=[HOME])
    await models.contacts.edit(about.id, phones=[], **ME)
    await models.business.change(phone_region="GB", by=GRACE, at=NOW)
    await models.undo.last(**ME)
    assert await found(ABROAD) == 1


async def test_without_a_region_nothing_is_read_into_a_number() -> None:
    await bob(phones=[HOME], emails=["b@stone.example"], tags=["new", "roof"], company="Stone & Sons")
    assert await one("SELECT search_text FROM contact") == "bob stone stone sons b stone example 02079460321 new roof"
    assert (await choices.business()).phone_region == ""
    assert await found(ABROAD) == 0


async def test_what_search_reads_follows_every_edit() -> None:
    about = await bob(phones=[HOME], company="Stone & Sons")
    await models.contacts.edit(about.id, name="Robert", tags=["roof"], **ME)
    assert await one("SELECT search_text FROM contact") == "robert stone sons 02079460321 roof"
    await models.contacts.edit(about.id, company="", phones=[], **ME)
    assert await one("SELECT search_text FROM contact") == "robert roof"


async def test_two_who_choose_a_region_at_once() -> None:
    await bob(phones=[HOME])
    await asyncio.gather(
        models.business.change(phone_region="GB", **ME), models.business.change(phone_region="US", by=GRACE, at=NOW)
    )
    await search_text.catch_up()
    assert await count("business WHERE phone_region = indexed_region") == 1


@pytest.mark.parametrize("typed", ["ask at the desk", "12"])
async def test_what_is_no_number_there_is_kept_as_it_was(typed: str) -> None:
    assert models.phones.digits(typed, "GB") == folding.digits(typed)
