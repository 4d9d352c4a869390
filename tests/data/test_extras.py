"""Extras go with what they stand beside, or all at once when that is asked for; undo brings them back."""

import logging
from typing import Any

import pytest

import models
from models import db
from models.exchange import kept
from models.exchange.vcard.writing import write
from models.reading import contact
from models.rules.also_kept import Extra
from models.rules.refusals import Refused
from tests.data.cards import Desk, card
from tests.data.desk import ADA, NOW, days, everything, one, rows

BOB = card(
    *("FN:Bob Stone", "N:Stone;Bob;Hubert;;", "ORG:Stone;Quarry", "EMAIL;LANGUAGE=de:bob@stone.example"),
    *(
        "TEL;X-A=1:+44 20 7946 0321",
        "item1.ADR:;;1 Long Rd;Leeds;;;",
        "item1.X-ABADR:gb",
        "URL;X-A=1:https://a.example",
    ),
    *("BDAY;CALSCALE=gregorian:19800322", "TITLE:Roofer", "X-PHONETIC-LAST-NAME:Ston"),
    "X-WELLKEPT-OFF-LIMITS;X-A=1:money",
)
ME: dict[str, Any] = {"by": ADA, "at": NOW + days(1)}


@pytest.fixture(autouse=True)
async def _bob(book: object, desk: Desk) -> None:  # noqa: ARG001  (it has to be open)
    await desk.take(BOB)
    assert len(await lines()) == 11


async def lines() -> list[str]:
    return [row["line"] for row in await rows("SELECT line FROM contact_extra ORDER BY contact_id, position, id")]


async def changed() -> object:
    return await one("SELECT changed FROM history ORDER BY id DESC LIMIT 1")


async def exported() -> str:
    found = await kept.cards(db.reader().rows, [1])
    return "".join(write([each.card for each in found])).replace("\r\n ", "")


@pytest.mark.parametrize(
    ("field", "value", "named", "words"),
    [
        ("phones", ["+44 20 7946 0399"], "phone", {"0321"}),
        ("emails", [], "e-mail", {"bob@"}),
        ("addresses", [], "address", {"Long Rd", "X-ABADR"}),
        ("links", ["https://b.example"], "link", {"a.example"}),
        ("birthday", "", "birthday", {"BDAY"}),
        ("off_limits", "his boat", "off_limits", {"money"}),
        ("company", "Hill", "company", {"Quarry"}),
        ("company", "", "company", {"Quarry"}),
        ("name", "Robert Hill", "name", {"Hubert", "PHONETIC"}),
    ],
)
async def test_what_is_taken_away_is_gone_with_all_it_said_and_undo_has_it_back(
    field: str, value: Any, named: str, words: set[str]
) -> None:
    before, had, version = await everything(), await lines(), (await contact.one(1, now=NOW)).version
    assert (await models.contacts.edit(1, **{field: value}, **ME)).version == version + 1
    left = await lines()
    assert left == [line for line in had if not any(word in line for word in words)]
    assert len(left) == len(had) - len(words)
    assert await changed() == named
    after = await everything()
    await models.undo.last(**ME)
    assert await everything() == {**before, "company": (await everything())["company"]}
    await models.undo.redo(**ME)
    assert (await everything())["contact_extra"] == after["contact_extra"]


async def test_what_is_not_changed_keeps_its_extras() -> None:
    had = await lines()
    await models.contacts.edit(1, tags=["roof"], safe_topics="boats", owner_id=2, every_days=30, **ME)
    await models.contacts.edit(1, name="BOB Stone", company="STONE", phones=["+44 20 7946 0321", "+1 555 0100"], **ME)
    assert await lines() == had
    await models.contacts.archive(1, **ME)
    assert await lines() == had


async def test_a_department_alone_waits_for_its_company() -> None:
    await models.contacts.add("Ada Stone", **ME)
    async with models.history.changing("test", **ME) as change:
        await models.extras.add(2, ["ORG:;Quarry"], change=change)
    await models.contacts.edit(2, company="Stone", **ME)
    assert "ORG:;Quarry" in await lines()
    await models.contacts.edit(2, company="Hill", **ME)
    assert "ORG:;Quarry" not in await lines()


async def test_departments_follow_a_company_that_is_called_otherwise() -> None:
    had = await lines()
    assert "ORG:Stone;Quarry\r\n" in await exported()
    await models.company_names.rename(1, "STONE", **ME)
    assert "ORG:STONE;Quarry\r\n" in await exported()
    await models.company_names.rename(1, "Stone & Sons", **ME)
    assert "ORG:Stone & Sons;Quarry" in await lines()
    assert "ORG:Stone & Sons;Quarry\r\n" in await exported()
    await models.undo.last(**ME)
    assert await lines() == had


async def test_all_extras_are_removed_at_once_and_come_back() -> None:
    before = await everything()
    edited = await models.contacts.edit(1, extras=[], phones=[], **ME)
    assert edited.extras == []
    assert await changed() == "phone extras"
    await models.undo.last(**ME)
    assert await everything() == before
    await models.undo.redo(**ME)
    written = await one("SELECT count(*) FROM history")
    await models.contacts.edit(1, extras=[], **ME)
    assert await one("SELECT count(*) FROM history") == written


async def test_extras_cannot_be_typed() -> None:
    with pytest.raises(Refused, match="Extras can only be removed"):
        await models.contacts.edit(1, extras=["TITLE:Boss"], **ME)


async def test_a_contact_is_read_with_the_beginning_of_each_extra(desk: Desk) -> None:
    photo = "PHOTO:data:image/png;base64," + "AAAA" * 2_000
    await desk.take(card("FN:Ada Hill", "TITLE:Mason", photo))
    assert (await contact.one(2, now=NOW)).extras == [Extra("TITLE:Mason", 11), Extra(photo[:2_000], len(photo))]


async def test_nothing_of_them_stands_in_history_or_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "wellkept")
    await models.contacts.edit(1, extras=[], **ME)
    await models.undo.last(**ME)
    await models.contacts.edit(1, name="Robert Hill", company="", emails=[], **ME)
    told = caplog.text + str(await rows("SELECT * FROM history"))
    assert "contact.edit" in told
    assert not any(word in told for word in ("Hubert", "Quarry", "bob@", "Roofer", "Ston"))
