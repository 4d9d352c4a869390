"""Asks for another name of a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from screens.session import Session


def rename(session: Session, company_id: int, name: str) -> Form[str]:
    """Ask what a company is called."""

    async def save(values: Values) -> str:
        return await models.company_names.rename(company_id, values["name"], by=session.member_id, at=session.now())

    return Form(
        session,
        f"Rename {name}",
        [Field("name", "name", name, check=checks.a_name("company"))],
        save,
        subject_id=company_id,
    )
