"""Who sits down at the screens: the member behind the account, under the name that is shown."""

from pathlib import Path

import pytest

import models
from models import db
from models.rules.refusals import NotYours
from screens.session import Session
from tests.journeys.book import ANN, BERLIN, NOW
from tui import seat


def session(account: str) -> Session:
    return Session(0, account, BERLIN, lambda: NOW, account=account)


async def test_a_member_is_shown_by_name(empty: Path) -> None:
    async with db.opened(empty):
        await models.members.rename(ANN, "Ann Hill", by=ANN, at=NOW)
        ann, dan = session("ann"), session("dan")
        await seat.take(ann)
        assert (ann.member_id, ann.member) == (ANN, "Ann Hill")
        with pytest.raises(NotYours, match=r"“dan” is no member of this book. Ask Ann Hill to run"):
            await seat.take(dan)
        assert dan.member_id == 0
