"""Search: the same contacts are found however the query is typed, and no query does harm."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import models
from models.reading.contacts import ContactList
from tests.data.desk import ADA, NOW, bob, count, rows

pytestmark = pytest.mark.usefixtures("book")

PEOPLE = {
    "Chloé Øster": {"emails": ["chloe@oster.example"], "phones": ["+44 (0)20 7946 0321"], "company": "Æther & Søns"},
    "Bob Stone": {"emails": ["b.stone@quarry.example"], "phones": ["+1 555 0100"], "tags": ["Roof"]},
    "山田 太郎": {"company": "山田工務店"},
    "O\N{RIGHT SINGLE QUOTATION MARK}Brien, Zoë": {},
    "Łukasz Weiß": {"addresses": ["12 Mill Lane, York"]},
    "!?": {},
}


@pytest.fixture
async def _people(book: object) -> None:  # noqa: ARG001  (opened first)
    for name, details in PEOPLE.items():
        await models.contacts.add(name, by=ADA, at=NOW, **details)  # type: ignore[arg-type]
    await models.notes.add(2, "Wants a new CAFÉ roof, ask Chloe", by=ADA, at=NOW)
    await models.notes.add(2, "Sails on Sundays", by=ADA, at=NOW)


async def found(query: str) -> set[str]:
    listed = ContactList(query, now=NOW)
    page = await listed.page(limit=60)
    assert await listed.count() == len(page)
    return {row.name.split()[0] for row in page}


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Chloé", "Bob", "山田", "O\N{RIGHT SINGLE QUOTATION MARK}Brien,", "Łukasz", "!?"}),
        ("  ", {"Chloé", "Bob", "山田", "O\N{RIGHT SINGLE QUOTATION MARK}Brien,", "Łukasz", "!?"}),
        ("chloe", {"Chloé", "Bob"}),  # one by name, the other by a note
        ("Chloé", {"Chloé", "Bob"}),
        ("CHLOE OSTER", {"Chloé"}),
        ("øst", {"Chloé"}),
        ("hlo", {"Chloé", "Bob"}),  # inside a word
        ("c", {"Chloé", "Bob"}),  # where a word begins
        ("ch", {"Chloé", "Bob"}),
        ("lo", set()),  # two letters inside a word
        ("aether sons", {"Chloé"}),
        ("weiss", {"Łukasz"}),
        ("lukasz", {"Łukasz"}),
        ("obrien", {"O\N{RIGHT SINGLE QUOTATION MARK}Brien,"}),
        ("O'Brien", {"O\N{RIGHT SINGLE QUOTATION MARK}Brien,"}),
        ("zoe", {"O\N{RIGHT SINGLE QUOTATION MARK}Brien,"}),
        ("山", {"山田"}),
        ("山田", {"山田"}),
        ("太", {"山田"}),
        ("工務", {"山田"}),
        ("oster.example", {"Chloé"}),
        ("chloe@oster", {"Chloé"}),
        ("b.stone@quarry", {"Bob"}),
        ("7946 0321", {"Chloé"}),
        ("020 7946 0321", {"Chloé"}),
        ("+44 20 7946-0321", {"Chloé"}),
        ("5550100", {"Bob"}),
        ("roof", {"Bob"}),  # a tag, and a note
        ("cafe roof", {"Bob"}),  # a note, and a tag
        ("bob sundays", {"Bob"}),  # a name and a note
        ("sundays cafe", {"Bob"}),  # two notes
        ("bob chloe oster", set()),  # every term must be found
        ("york", set()),  # addresses are not searched
        ("!?", set()),  # signs find nobody
        ("*", set()),
        ('" OR NEAR(* -', set()),
        ('stone" OR "oster', set()),
        ("bob NOT stone", set()),
        ("search_text:bob", set()),
        ("'; DROP TABLE contact; --", set()),
    ],
)
async def test_found(query: str, names: set[str]) -> None:
    assert await found(query) == names


@pytest.mark.usefixtures("_people")
async def test_it_follows_every_change() -> None:
    await models.contacts.edit(2, name="Robert Kiesel", tags=[], by=ADA, at=NOW)
    assert (await found("bob"), await found("kiesel")) == (set(), {"Robert"})
    await models.undo.last(by=ADA, at=NOW)
    assert (await found("bob"), await found("kiesel")) == ({"Bob"}, set())
    await models.notes.add(2, "plays chess", by=ADA, at=NOW)
    assert await found("chess") == {"Bob"}
    await models.undo.last(by=ADA, at=NOW)
    assert await found("chess") == set()
    await models.contacts.archive(2, by=ADA, at=NOW)
    assert await found("stone") == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20) | st.from_regex(r"[\"'*()^:+\-{}. A-Z]{1,12}", fullmatch=True))
async def test_no_query_does_harm(query: str) -> None:
    listed = ContactList(query, now=NOW)
    assert await listed.page(limit=5) == []
    assert await listed.count() == 0
    assert await count("stage") == 5


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(categories=["L", "Nd", "Zs"]), min_size=1, max_size=30))
async def test_everybody_is_found_by_their_whole_name(name: str) -> None:
    try:
        added = await models.contacts.add(name, by=ADA, at=NOW)
    except ValueError:
        return
    if any(char.isalnum() for char in added.name):
        ids = {row.id for row in await ContactList(added.name, now=NOW).page(limit=1000)}
        assert added.id in ids


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize("table", ["contact", "note"])
@pytest.mark.parametrize("kind", ["word", "substring"])
async def test_the_index_agrees_with_the_table(table: str, kind: str) -> None:
    await models.contacts.edit(2, name="Robert", by=ADA, at=NOW)
    await models.undo.last(by=ADA, at=NOW)
    index = f"{table}_{kind}"
    indexed = await rows(f"SELECT rowid AS id, search_text FROM {index} ORDER BY 1")  # noqa: S608
    assert indexed == await rows(f"SELECT id, search_text FROM {table} ORDER BY 1")  # noqa: S608


async def test_a_thousand_words_are_a_query_like_any_other() -> None:
    await bob()
    many = " ".join(f"word{n}" for n in range(1000))
    assert await ContactList(many, now=NOW).page(limit=5) == []
    assert len(await ContactList("bob " * 1000, now=NOW).page(limit=5)) == 1
