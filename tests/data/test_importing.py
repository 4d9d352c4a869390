"""Importing: what a card says is kept, and what cannot be kept is reported where it stands."""

import json
from typing import Any

import pytest

import models
from models.exchange import importing, reports
from models.exchange.importing import OnDuplicate
from models.reading import contact
from models.rules.contact_fields import Point
from tests.data.cards import FULL, Desk, card, counts, first, notes, told
from tests.data.desk import (
    ADA,
    GRACE,
    NOW,
    bob,
    everything,
    one,
)

pytestmark = pytest.mark.usefixtures("book")


async def test_all_that_a_card_says_is_kept_and_bad_values_are_reported_where_they_stand(desk: Desk) -> None:
    report = await desk.take(FULL)
    assert counts(report) == (1, 0, 0, 0)
    assert [(line, text) for line, text, _ in told(report)] == [(7, "dana at levy"), (9, "ask Bob")]
    assert [why for _, _, why in told(report)] == ["not an e-mail address", "not a phone number"]
    dana = await first()
    assert (dana.uid, dana.name, dana.company, dana.stage, dana.owner_id) == (
        *("urn:uuid:7d9c", "Dana Levy", "Levy & Co"),
        *("Customer", GRACE),
    )
    assert dana.points == {
        "e-mail": [Point("work", "dana@levy.example")],
        "phone": [Point("cell", "+44 20 7946 0101")],
        "address": [Point("home", "1 Mill Lane, York")],
        "link": [Point("", "https://levy.example")],
    }
    assert (dana.birthday, dana.every_days, dana.tags) == ("1980-03-22", 30, ["roof", "vip"])
    assert (dana.safe_topics, dana.off_limits, dana.do_not_contact) == ("boats", "the divorce", "text letter")
    assert (dana.created_at, await notes()) == (NOW, ["Likes sailing"])
    assert await contact.matching("levy.example", now=NOW) == dana.id


async def test_an_import_is_undone_whole_over_batches_and_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    await bob(emails=["bob@stone.example"], company="Stone")
    before = await everything()
    one_file = desk.file(
        "".join(card(f"FN:Dana {n}", "ORG:Stone", "CATEGORIES:a", "NOTE:n") for n in range(5)), "1.vcf"
    )
    other = desk.file("Name,E-mail,Phone\nBob Stone,bob@stone.example,+1 555 0101\n,,\nEli,eli@x.example,\n", "2.csv")
    how: dict[str, Any] = {"on_duplicate": OnDuplicate.UPDATE, "every_days": 10, "spread": True}
    reports = await importing.import_files([one_file, other], by=ADA, at=NOW, **how)
    assert [counts(report) for report in reports] == [(5, 0, 0, 0), (1, 1, 0, 0)]
    assert [report.file for report in reports] == [str(one_file), str(other)]
    assert await one("SELECT count(DISTINCT run_id) FROM history") == 1
    assert await one("SELECT count(*) FROM history WHERE verb = 'import'") == 4
    undone = await models.undo.last(by=ADA, at=NOW)
    assert (undone.verb, undone.what) == ("import", "imported contacts")
    assert await everything() == before


@pytest.mark.parametrize(
    ("line", "text", "why"),
    [
        ("BDAY:1980-02-30", "1980-02-30", "there is no 30 February 1980"),
        ("EMAIL:a@x.example b@x.example", "a@x.example b@x.example", "not an e-mail address"),
        ("URL:nowhere", "nowhere", "not a link"),
        (f"ADR:;;{'x' * 501};;;;", f"{'x' * 79}…", "an address can have at most 500 characters"),
        (f"ORG:{'x' * 201}", f"{'x' * 79}…", "a company can have at most 200 characters"),
        (f"CATEGORIES:ok,{'x' * 101}", f"{'x' * 79}…", "a tag can have at most 100 characters"),
        (f"NOTE:{'x' * 20_001}", f"{'x' * 79}…", "a note can have at most 20,000 characters"),
        (f"UID:{'x' * 256}", f"{'x' * 79}…", "a UID can have at most 255 characters"),
        ("X-WELLKEPT-DO-NOT-CONTACT:fax", "fax", "not a channel"),
        ("X-WELLKEPT-CADENCE-DAYS:4000", "4000", "a cadence is 1 to 3,650 days"),
        ("BDAY:19811399", "19811399", "not a date I can read"),
        ("BDAY:1981-02-29T00:00:00Z", "1981-02-29T00:00:00Z", "not a date I can read"),
        ("EMAIL:a. b” is c", "a. b” is c", "not an e-mail address"),
        ("X-WELLKEPT-STAGE:Pal", "Pal", "there is no stage of this name; “Prospect” is taken"),
        ("X-WELLKEPT-OWNER:Carol", "Carol", "there is no owner of this name; “ada” is taken"),
    ],
)
async def test_one_bad_value_goes_and_the_card_stays(desk: Desk, line: str, text: str, why: str) -> None:
    report = await desk.take(card("FN:Ada", line, "TEL:+44 20 7946 0102"))
    assert counts(report) == (1, 0, 0, 0)
    ((_, said, reason),) = told(report)
    assert said == text
    assert reason.startswith(why)
    assert (await first()).values("phone") == ["+44 20 7946 0102"]


async def test_a_report_gives_the_line_of_the_value(desk: Desk) -> None:
    report = await desk.take(card("FN:Ada", "NOTE:hello", "BDAY:1980-02-30", "X-WELLKEPT-STAGE:Pal"))
    assert [line for line, _, _ in told(report)] == [4, 5]
    report = await desk.take("Name,Birthday\nBob,1980-02-30\n", "in.csv")
    assert [(line, text) for line, text, _ in told(report)] == [(2, "1980-02-30")]


async def test_a_label_too_long_goes_without_its_point(desk: Desk) -> None:
    lines = (f"item1.X-ABLabel:{'x' * 101}", "item1.TEL:+44 20 7946 0102", "item1.EMAIL:nobody")
    report = await desk.take(card("FN:Ada", *lines))
    assert [text for _, text, _ in told(report)] == [f"{'x' * 79}…", "nobody"]
    assert {line for line, _, _ in told(report)} == {4, 5}
    assert (await first()).points == {"phone": [Point("", "+44 20 7946 0102")]}


@pytest.mark.parametrize(("written", "kept"), [("1604-03-22", "--03-22"), ("--0322", "--03-22"), ("", "")])
async def test_a_birthday_without_its_year(desk: Desk, written: str, kept: str) -> None:
    assert not told(await desk.take(card("FN:Ada", f"BDAY:{written}")))
    assert (await first()).birthday == kept


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("ORG:Stone & Sons",), "Stone & Sons"),
        (("EMAIL:ada@stone.example",), "ada@stone.example"),
        (("FN:\u200b", "TEL:+44 20 7946 0102"), "+44 20 7946 0102"),
        ((f"FN:{'x' * 201}", "ORG:Stone"), "Stone"),
        ((f"EMAIL:{'x' * 220}@stone.example",), "x" * 200),
    ],
)
async def test_a_card_without_a_name_takes_another(desk: Desk, lines: tuple[str, ...], name: str) -> None:
    assert counts(await desk.take(card(*lines))) == (1, 0, 0, 0)
    assert (await first()).name == name


@pytest.mark.parametrize("lines", [("NOTE:who?",), ("FN:\u200b",), ("ORG:\u3164",)])
async def test_a_card_with_nothing_to_call_it_by_fails(desk: Desk, lines: tuple[str, ...]) -> None:
    report = await desk.take(card(*lines) + card("FN:Bob"))
    assert counts(report) == (1, 0, 0, 1)
    assert any(why.endswith("card has no name, company, e-mail or phone") for _, _, why in told(report))


async def test_a_card_that_fails_tells_each_of_its_values_where_it_stands(desk: Desk) -> None:
    lines = ("URL:https://a.example", "NOTE:who?", "BDAY:1980-03-22", "TITLE:Mason", "X-WELLKEPT-CADENCE-DAYS:30")
    report = await desk.take(card(*lines) + card())
    why = "its card has no name, company, e-mail or phone"
    assert counts(report) == (0, 0, 0, 2)
    assert told(report) == [
        (1, "TITLE:Mason", why),
        (1, "30", why),
        (2, "https://a.example", why),
        (3, "who?", why),
        (4, "1980-03-22", why),
        (8, "", "the card is empty"),
    ]
    *_, birthday, empty = reports.as_text([report])
    assert (birthday, empty) == (f"  line 4: “1980-03-22”: {why}", "  line 8: the card is empty")


async def test_of_a_life_that_nobody_had_each_part_is_told(desk: Desk) -> None:
    notes = [{"at": "2026-01-02T10:00:00Z", "text": "likes tea"}]
    calls = [{"at": "2026-01-03T10:00:00Z", "channel": "call", "outcome": "spoke", "text": "hello"}]
    nobody = {"name": "", "tags": ["vip"], "notes": notes, "interactions": calls}
    report = await desk.take(json.dumps({"version": 1, "contacts": [nobody]}), "in.json")
    why = "its card has no name, company, e-mail or phone"
    assert counts(report) == (0, 0, 0, 1)
    assert [text for _, text, said in told(report) if said == why] == [
        "vip",
        "notes: likes tea",
        "interactions: call both spoke hello",
    ]


async def test_a_card_of_which_nothing_could_be_kept_is_not_called_empty(desk: Desk) -> None:
    report = await desk.take(card("URL:word"))
    assert [why for _, _, why in told(report)] == [
        "the card has no name, company, e-mail or phone",
        "not a link",
    ]


async def test_control_characters_and_markup_are_data(desk: Desk) -> None:
    report = await desk.take(card("FN:[@click=app.quit]\u202eAda\x1b]0;x\x07", "TEL:\x1b[2J"))
    assert (await first()).name == "[@click=app.quit]Ada]0;x"
    assert all(text.isprintable() and why.isprintable() for _, text, why in told(report))
