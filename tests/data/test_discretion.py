"""Discretion promised: when, by whom, taken back, and never for a day ahead."""

from typing import Any

import pytest

import models
from models.reading import contact
from models.reading.timeline import Timeline
from models.rules.refusals import Refused
from tests.data.desk import ADA, GRACE, NOW, bob, days, everything

pytestmark = pytest.mark.usefixtures("book")

ME: dict[str, Any] = {"by": ADA, "at": NOW}


async def test_a_promise_says_when_and_by_whom_and_stands_in_the_timeline() -> None:
    before = await bob()
    assert (before.discretion_at, before.discretion_by) == (None, "")
    kept = await everything()
    promised = await models.contacts.promise_discretion(before.id, by=GRACE, at=NOW)
    assert (promised.discretion_at, promised.discretion_by) == (NOW, "grace")
    first, *_ = await Timeline(before.id).page(limit=9)
    assert (first.kind, first.what, first.text, first.by) == ("change", "promised", "discretion", "grace")
    assert (await models.undo.last(by=GRACE, at=NOW)).what == "promised Bob Stone discretion"
    assert await everything() == kept


async def test_a_later_promise_counts_and_can_be_taken_back() -> None:
    added = await bob()
    await models.contacts.promise_discretion(added.id, by=GRACE, at=NOW)
    again = await models.contacts.edit(added.id, discretion=NOW + days(1), by=ADA, at=NOW + days(2))
    assert (again.discretion_at, again.discretion_by) == (NOW + days(1), "ada")
    gone = await models.contacts.edit(added.id, discretion=None, by=ADA, at=NOW + days(2))
    assert (gone.discretion_at, gone.discretion_by) == (None, "")


async def test_not_ahead_and_not_to_who_is_archived() -> None:
    added = await bob()
    with pytest.raises(Refused, match=r"^Discretion is promised aloud, so that day cannot lie ahead\."):
        await models.contacts.edit(added.id, discretion=NOW + days(1), **ME)
    await models.contacts.archive(added.id, **ME)
    with pytest.raises(Refused, match=r"^Bob Stone is archived\."):
        await models.contacts.promise_discretion(added.id, **ME)
    assert (await contact.one(added.id, now=NOW)).discretion_at is None
