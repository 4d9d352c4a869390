"""Companies: as a list reads them, who is at one, and giving one another name."""

from typing import Any

import pytest

import models
from models.reading import companies, contact
from models.reading.agenda import AgendaRow
from models.reading.companies import AtCompany, CompanyList, CompanyRow
from models.reading.contacts import ContactList
from models.rules.refusals import NotFound, Refused, Stale
from models.rules.words import Outcome, ReasonKind, Tone
from tests.data.desk import ADA, GRACE, NOW, bob, count, days, everything, promised, rows
from tests.data.test_pages import Watched, backwards, forwards

pytestmark = pytest.mark.usefixtures("book")

BY: dict[str, Any] = {"by": ADA, "at": NOW}
STONE, HILL = 1, 2


async def names(query: str = "") -> list[str]:
    return [row.name for row in await CompanyList(query, now=NOW).page(limit=100)]


async def found(query: str) -> list[str]:
    return [row.name for row in await ContactList(query, now=NOW).page(limit=100)]


async def employ(*names: str) -> None:
    """Add one contact for each company, called after it."""
    for name in names:
        await models.contacts.add(f"{name} person", company=name, **BY)


async def test_a_row_says_all_a_list_shows() -> None:
    await bob(company="Stone & Sons", every_days=1)
    await bob(company="stone & sons")
    await bob(company="Hill Bakery")
    await promised(1, NOW + days(9), text="later")
    await promised(2)
    assert await CompanyList(now=NOW).page(limit=9) == [
        CompanyRow(HILL, "Hill Bakery", "hill bakery", 1, 0, None),
        CompanyRow(STONE, "Stone & Sons", "stone sons", 2, 2, ReasonKind.FOLLOW_UP),
    ]
    await promised(1, tone=Tone.UNPLEASANT)
    assert (await companies.one(STONE, now=NOW)).pressing == ReasonKind.BAD_NEWS
    assert (await companies.one(STONE, now=NOW - days(2))).pressing is None


async def test_the_archived_count_for_nothing_and_an_empty_company_is_left_out() -> None:
    await bob(company="Stone & Sons")
    await bob(company="Stone & Sons")
    await bob(company="Hill Bakery")
    await bob()
    for contact_id in (1, 3):
        await promised(contact_id)
        await models.contacts.archive(contact_id, **BY)
    listed = CompanyList(now=NOW)
    assert await listed.page(limit=9) == [CompanyRow(STONE, "Stone & Sons", "stone sons", 1, 0, None)]
    assert await listed.count() == 1
    assert (await companies.one(HILL, now=NOW)).people == 0
    with pytest.raises(NotFound, match="no company 9"):
        await companies.one(9, now=NOW)


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("", ["!?", "Café Été", "Hill Bakery", "Øst 花屋", "Stone & Hill"]),
        ("  ", ["!?", "Café Été", "Hill Bakery", "Øst 花屋", "Stone & Hill"]),
        ("hill", ["Hill Bakery", "Stone & Hill"]),
        ("ill", ["Hill Bakery", "Stone & Hill"]),
        ("HILL stone", ["Stone & Hill"]),
        ("cafe ete", ["Café Été"]),
        ("ost", ["Øst 花屋"]),
        ("花", ["Øst 花屋"]),
        ("%", []),
        ("_", []),
        ("!?", []),
        ("nowhere", []),
        ("hill person", []),
        (" ".join(f"x{number}" for number in range(2_000)), []),
    ],
)
async def test_found_by_any_part_of_the_name(query: str, finds: list[str]) -> None:
    await employ("Stone & Hill", "Hill Bakery", "Café Été", "Øst 花屋", "!?")
    assert await names(query) == finds
    assert await CompanyList(query, now=NOW).count() == len(finds)


@pytest.mark.parametrize("query", ["", "stone"])
async def test_pages_make_up_the_whole_list(query: str) -> None:
    await employ(*(f"{'Stone' if number % 2 else 'Hill'} {number}" for number in range(40)))
    listed = CompanyList(query, now=NOW)
    whole = await listed.page(limit=100)
    assert len(whole) == await listed.count() == (20 if query else 40)
    for limit in (1, 7, 60):
        assert await forwards(listed, limit) == whole
        assert await backwards(listed, limit) == whole


async def test_a_page_is_a_range_of_an_index_and_counts_for_its_rows_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    await employ(*(f"Stone {number}" for number in range(9)))
    watched = Watched(monkeypatch)
    page = await CompanyList(now=NOW).page(limit=5)
    await CompanyList("stone", now=NOW).page(after=page[2], limit=5)
    await CompanyList(now=NOW).last(5)
    for plan in await watched.plans():
        assert "co USING INDEX sqlite_autoindex_company" in plan[0]
        others = [step for step in plan[1:] if step.startswith(("SCAN", "SEARCH"))]
        assert len(others) == 6
        assert not [step for step in others if "_id=?" not in step], others


async def test_people_by_name_and_then_what_is_planned() -> None:
    for number in range(9):
        await models.contacts.add(f"Person {9 - number}", company="Stone & Sons", **BY)
    for number in range(12):
        await promised(1 + number % 9, NOW + days(number // 2), text=f"plan {number}")
    await bob(company="Hill Bakery")
    await promised(10)
    await models.contacts.archive(9, **BY)
    await models.follow_ups.done(1, outcome=Outcome.SPOKE, **BY)
    at = AtCompany(STONE, now=NOW)
    whole = await at.page(limit=100)
    said = [row.text if isinstance(row, AgendaRow) else row.name for row in whole]
    assert said == [
        *(f"Person {number}" for number in range(2, 10)),
        *(f"plan {number}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11)),
    ]
    assert await at.count() == len(whole) == 18
    for limit in (1, 2, 7, 8, 9, 60):
        assert await forwards(at, limit) == whole
        assert await backwards(at, limit) == whole


async def test_nobody_and_nothing_there() -> None:
    at = AtCompany(STONE, now=NOW)
    assert (await at.page(limit=9), await at.last(9), await at.count()) == ([], [], 0)


async def test_a_company_renamed_is_found_by_its_new_name_with_its_people() -> None:
    await bob(company="Stone & Sons", phones=["+1 555 0102"], tags=["roof"])
    await models.contacts.add("Gone Away", company="Stone & Sons", **BY)
    await models.contacts.archive(2, **BY)
    before = await contact.one(1, now=NOW)
    assert await models.company_names.rename(STONE, " Granit\tWorks ", **BY) == "Granit Works"
    assert await names() == ["Granit Works"]
    assert await names("granit") == ["Granit Works"]
    assert await found("granit") == ["Bob Stone"]
    assert await found("sons") == []
    assert await found("5550102") == ["Bob Stone"]
    assert await found("roof") == ["Bob Stone"]
    after = await contact.one(1, now=NOW)
    assert (after.company, after.version) == ("Granit Works", before.version + 1)
    await models.contacts.restore(2, **BY)
    assert await found("granit works") == ["Bob Stone", "Gone Away"]
    with pytest.raises(Stale):  # who had the old name before them would bring it back
        await models.contacts.edit(1, version=before.version, company=before.company, by=GRACE, at=NOW)


async def test_renaming_is_taken_back_exactly_and_said_in_words() -> None:
    await bob(company="Stone & Sons")
    await bob(company="Hill Bakery")
    before = await everything()
    await models.company_names.rename(STONE, "Granit", **BY)
    undone = await models.undo.last(**BY)
    assert undone == ("company.rename", "renamed the company Stone & Sons to Granit")
    assert await everything() == before
    assert await found("sons") == ["Bob Stone"]
    history = await rows("SELECT verb, changed FROM history WHERE verb = 'company.rename'")
    assert history == [{"verb": "company.rename", "changed": "name"}]


async def test_capitals_and_signs_alone_touch_nobody() -> None:
    await bob(company="stone sons")
    await models.company_names.rename(STONE, "Stone & Sons", **BY)
    assert await names() == ["Stone & Sons"]
    assert (await contact.one(1, now=NOW)).version == 1
    await models.company_names.rename(STONE, "!?", **BY)
    assert await rows("SELECT name, sort_key FROM company") == [{"name": "!?", "sort_key": "!?"}]


async def test_the_same_name_again_is_no_change() -> None:
    await bob(company="Stone & Sons")
    before = await count("history")
    await models.company_names.rename(STONE, "Stone & Sons", **BY)
    assert await count("history") == before


@pytest.mark.parametrize("taken", ["Hill Bakery", "HILL  bakery!", "Hïll Bakery"])
async def test_a_name_that_another_company_has(taken: str) -> None:
    await bob(company="Stone & Sons")
    await bob(company="Hill Bakery")
    await models.contacts.archive(2, **BY)
    before = await everything()
    with pytest.raises(Refused, match="already a company “Hill Bakery”"):
        await models.company_names.rename(STONE, taken, **BY)
    assert await everything() == before


async def test_the_name_of_a_company_that_nobody_belongs_to_is_free() -> None:
    await bob(company="Stone & Sons")
    await bob(company="Hill Bakery")
    await models.contacts.edit(2, company="", **BY)
    before = await everything()
    await models.company_names.rename(STONE, "Hill Bakery", **BY)
    assert await rows("SELECT id, name FROM company") == [{"id": STONE, "name": "Hill Bakery"}]
    await models.undo.last(**BY)
    assert await everything() == before


@pytest.mark.parametrize("name", ["", " \u200b ", "x" * 201])
async def test_a_name_that_no_company_can_have(name: str) -> None:
    await bob(company="Stone & Sons")
    with pytest.raises(Refused):
        await models.company_names.rename(STONE, name, **BY)
    with pytest.raises(NotFound, match="no company 9"):
        await models.company_names.rename(9, "Granit", **BY)
    assert await names() == ["Stone & Sons"]


async def test_what_changed_since_stands_in_the_way_of_undo() -> None:
    await bob(company="Stone & Sons")
    await models.company_names.rename(STONE, "Granit", **BY)
    await models.company_names.rename(STONE, "Basalt", by=GRACE, at=NOW)
    with pytest.raises(Stale):
        await models.undo.last(**BY)
    assert await names() == ["Basalt"]
