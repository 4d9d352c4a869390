"""Give and take: what a contact and we did for each other, and who introduced whom."""

import pytest

import models
from models.reading import favours, relationship
from models.reading.favours import Favour
from models.rules.refusals import NotFound, Refused
from models.rules.words import Channel, Direction, Outcome, Truth
from tests.data.desk import ADA, GRACE, NOW, bob, days, rows

pytestmark = pytest.mark.usefixtures("book")


async def people() -> None:
    """Add Bob, Cleo and Dan: 1, 2, 3."""
    await bob()
    for name in ("Cleo", "Dan"):
        await models.contacts.add(name, by=ADA, at=NOW)


async def test_a_favour_kept() -> None:
    await people()
    kept = await models.favours.add(1, " lent us\r\nhis van ", happened_at=NOW - days(3), by=GRACE, at=NOW)
    assert kept == Favour(1, 1, "Bob Stone", Direction.IN, None, "", "lent us\nhis van", NOW - days(3), "grace")


async def test_who_introduced_whom() -> None:
    await people()
    await models.favours.add(1, introduced_id=2, by=ADA, at=NOW)
    await models.favours.add(1, "his nephew", introduced_id=3, by=ADA, at=NOW + days(1))
    await models.favours.add(1, "for the roof", direction=Direction.OUT, introduced_id=2, by=ADA, at=NOW + days(2))
    await models.favours.add(1, "a cake", direction=Direction.OUT, by=ADA, at=NOW + days(3))
    of_bob, of_cleo = await relationship.of_contact(1, now=NOW), await relationship.of_contact(2, now=NOW)
    assert (of_bob.introduced, of_bob.introduced_by) == (["Dan", "Cleo"], [])
    assert [favour.text for favour in of_bob.gave] == ["a cake", "for the roof"]
    assert [favour.text for favour in of_bob.took] == ["his nephew", ""]
    assert (of_cleo.introduced, of_cleo.introduced_by) == ([], ["Bob Stone"])
    assert [(favour.name, favour.introduced) for favour in await favours.of_everybody()][:2] == [
        ("Bob Stone", ""),
        ("Bob Stone", "Cleo"),
    ]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({}, "Say what it was, or who was introduced."),
        ({"introduced_id": 1}, "Bob Stone cannot be introduced by themselves."),
        ({"words": "both", "direction": Direction.BOTH}, "A favour goes one way."),
        ({"words": "ahead", "happened_at": NOW + days(1)}, "A favour cannot lie in the future."),
        ({"words": "x" * 2_001}, "at most 2,000 characters"),
    ],
)
async def test_what_is_no_favour(how: dict[str, object], said: str) -> None:
    await bob()
    with pytest.raises(Refused, match=said):
        await models.favours.add(1, **how, by=ADA, at=NOW)  # type: ignore[arg-type]
    assert await rows("SELECT id FROM favour") == []


async def test_nobody_unknown_or_archived() -> None:
    await people()
    with pytest.raises(NotFound, match="There is no contact 9"):
        await models.favours.add(1, introduced_id=9, by=ADA, at=NOW)
    await models.contacts.archive(1, by=ADA, at=NOW)
    with pytest.raises(Refused, match="Bob Stone is archived"):
        await models.favours.add(1, "a cake", by=ADA, at=NOW)
    kept = await models.favours.add(2, introduced_id=1, by=ADA, at=NOW)
    assert kept.introduced == "Bob Stone"


async def test_undo_takes_it_back() -> None:
    await people()
    await models.favours.add(1, introduced_id=2, by=ADA, at=NOW)
    assert (await models.undo.last(by=ADA, at=NOW)).what == "noted a favour with Bob Stone"
    assert await rows("SELECT id FROM favour") == []


async def test_all_that_the_craft_knows_of_one_contact() -> None:
    await people()
    await models.needs.add(1, "a van", by=ADA, at=NOW)
    await models.rumours.add(1, "moves", by=ADA, at=NOW)
    await models.rumours.add(1, "sells", by=ADA, at=NOW)
    await models.rumours.close(2, truth=Truth.FALSE, by=ADA, at=NOW)
    for _ in range(3):
        await models.interactions.log(1, channel=Channel.E_MAIL, direction=Direction.OUT, by=ADA, at=NOW)
    await models.interactions.log(1, channel=Channel.CALL, outcome=Outcome.NO_ANSWER, by=ADA, at=NOW)
    known = await relationship.of_contact(1, now=NOW)
    assert [need.text for need in known.needs] == ["a van"]
    assert [rumour.text for rumour in known.rumours] == ["moves"]
    assert known.balance.words == "only we speak: 3 times in a year, never they"
    nobody = await relationship.of_contact(9, now=NOW)
    assert (nobody.needs, nobody.introduced_by, nobody.balance.words) == ([], [], "")
