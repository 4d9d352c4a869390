"""Asks for another name of a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules import text
from screens.form import Field, Form, Values

if TYPE_CHECKING:
    from screens.session import Session


def rename(session: Session, company_id: int, name: str) -> Form[str]:
    """Ask what a company is called."""

    async def save(values: Values) -> str:
        return await models.company_names.rename(company_id, values["name"], by=session.member_id, at=session.now())

    return Form(session, f"Rename {name}", [Field("name", "name", name, check=_a_name)], save, subject_id=company_id)


def _a_name(name: str) -> str:
    """Check a name."""
    text.name(name, what="company")
    return ""
