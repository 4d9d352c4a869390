"""Company names: giving a company another one, by which its people are found from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import contacts, extras
from models.companies import Company
from models.contacts import Contact
from models.history import changing
from models.rules import folding, text
from models.rules.refusals import NotFound, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from models.history import Change


async def rename(company_id: int, name: str, *, by: int, at: datetime) -> str:
    """Give a company another name and return it as it is kept. Raises Refused when another company is called so.

    The name of a company that nobody belongs to any more is free again.
    """
    async with changing("company.rename", by=by, at=at) as change:
        company = await _one(company_id)
        name = text.name(name, what="company")
        key = folding.sort_key(name) or name
        await _free(key, company, change)
        found_by = [] if key == company.sort_key else await Contact.filter(company_id=company_id).order_by("id")
        was = company.name
        await change.update(company, name=name, sort_key=key)
        for contact in found_by:
            await contacts.edited(contact, company=name, change=change)
            await extras.of_company(contact.id, was, name, change=change)
    return name


async def _one(company_id: int) -> Company:
    company = await Company.get_or_none(id=company_id)
    if company is None:
        message = f"There is no company {company_id}. Look for it in the list."
        raise NotFound(message)
    return company


async def _free(key: str, company: Company, change: Change) -> None:
    """Make sure that no other company is called so."""
    other = await Company.get_or_none(sort_key=key)
    if other is None or other.id == company.id:
        return
    if await Contact.exists(company_id=other.id):
        message = f"There is already a company “{other.name}”. Choose another name."
        raise Refused(message)
    await change.delete(other)
