"""Who is here already, for whoever adds somebody."""

import pytest

import models
from models.reading import alike
from tests.data.desk import ADA, NOW, bob

pytestmark = pytest.mark.usefixtures("book")


async def test_somebody_of_the_same_name_however_it_is_written() -> None:
    await bob(company="Stone Roofing")
    assert await alike.named("bob  STONE") == "Bob Stone (Stone Roofing)"
    assert await alike.named("Bob Stones") == ""
    assert await alike.named("") == ""
    assert await alike.named("!?") == ""


async def test_somebody_with_the_same_e_mail() -> None:
    await bob(emails=["office@stone.example", "Bob@stone.example"])
    assert await alike.mailed(" bob@STONE.example ") == "Bob Stone"
    assert await alike.mailed("ob@stone.example") == ""
    assert await alike.mailed("bob stone") == "", "found by search, but no e-mail of theirs"
    assert await alike.mailed("@") == ""


async def test_who_is_archived_is_not_here() -> None:
    whole = await bob(emails=["bob@stone.example"])
    await models.contacts.archive(whole.id, by=ADA, at=NOW)
    assert await alike.named("Bob Stone") == ""
    assert await alike.mailed("bob@stone.example") == ""
