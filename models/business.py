"""The business: what a team agreed on, once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from tortoise import fields
from tortoise.models import Model

from models import phones, search_text
from models.history import changing
from models.reading import choices
from models.rules import text
from models.rules.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from typing_extensions import Unpack


class Business(Model):
    """The one row. A birthday shows `birthday_days` before; silence past a cadence counts after `grace_days` more.

    A need is stale `need_days` after it was confirmed.

    `phone_region` is the country (ISO 3166) of phone numbers typed without one, or ""; `indexed_region` is the one that
    search has been made ready for.
    """

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=200, default="")
    birthday_days = fields.IntField(default=7)
    grace_days = fields.IntField(default=0)
    need_days = fields.IntField(default=180, db_default=180)
    phone_region = fields.CharField(max_length=2, default="")
    indexed_region = fields.CharField(max_length=2, default="")

    class Meta:
        """Where the business is kept."""

        table = "business"
        table_description = "What a team agreed on"


class Values(TypedDict, total=False):
    """What can be agreed on."""

    name: str
    birthday_days: int
    grace_days: int
    need_days: int
    phone_region: str


async def change(*, by: int, at: datetime, **values: Unpack[Values]) -> choices.BusinessRow:
    """Agree on what is given and leave the rest; a new threshold has the outreach of all concerned worked out anew.

    For a new phone region search is made ready afterwards. Raises Refused.
    """
    async with changing("business.change", by=by, at=at) as now:
        await now.update(await Business.get(), **cleaned(values))
    await search_text.catch_up()
    return await choices.business()


def cleaned(values: Values) -> dict[str, Any]:
    """Clean each value that is given. Raises Refused."""
    return {name: _CLEAN[name](value) for name, value in values.items()}


def _days(what: str, most: int) -> Callable[[int], int]:
    def within(value: int) -> int:
        if not 0 <= value <= most:
            message = f"{what} 0 to {most} days. Give a number between."
            raise Refused(message)
        return value

    return within


_CLEAN: dict[str, Callable[[Any], Any]] = {
    "name": lambda value: text.line(value, what="business name"),
    "birthday_days": _days("A birthday can show from", 60),
    "grace_days": _days("There can be grace of", 365),
    "need_days": _days("A need can stay fresh for", 3_650),
    "phone_region": phones.region,
}
