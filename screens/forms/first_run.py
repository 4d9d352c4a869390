"""Asks what a new book begins with: who you are, who is in it, how often one wants to be in touch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import models
from models.reading import choices
from models.rules.refusals import NotFound, Refused
from models.rules.words import StageKind
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from screens.session import Session

EMPTY, IMPORT, SAMPLE = "nobody yet", "my address book", "fictional people, to try it"
USUAL = {StageKind.PROSPECT: "monthly", StageKind.CUSTOMER: "quarterly", StageKind.FAN: "quarterly"}
"""The cadences that the third step proposes."""


async def you(session: Session, answers: Values) -> Form[Values]:
    """Ask for the name of the person and of the business."""
    name = answers["name"]
    fields = [
        Field("name", "your name", name, check=checks.a_name("name")),
        Field("business", "your business", answers.get("business", f"{name}'s business"), check=checks.a_name("name")),
    ]
    return Form(session, "1 of 3: Who are you?", fields, _given)


async def people(session: Session, answers: Values) -> Form[Values]:
    """Ask who is in the book to begin with."""
    fields = [
        Field("people", "who is in it", answers.get("people", EMPTY), options=(EMPTY, IMPORT, SAMPLE)),
        Field("file", "address book", answers.get("file", ""), check=_a_file, hint="~/contacts.vcf, or a .csv"),
    ]

    async def save(values: Values) -> Values:
        if values["people"] == IMPORT and not values["file"].strip():
            raise Refused("Which file is your address book? Name a .vcf or .csv file, or begin with nobody.")
        return values

    return Form(session, "2 of 3: Who is in the book to begin with?", fields, save)


async def cadences(session: Session, answers: Values) -> Form[Values]:
    """Ask how often to be in touch with the people of each stage in which one is."""
    stages = [stage for stage in await choices.stages(counted=False) if stage.kind in USUAL]
    fields = [
        Field(
            f"stage_{stage.id}",
            stage.name,
            answers.get(f"stage_{stage.id}", USUAL[StageKind(stage.kind)]),
            check=checks.a_cadence,
            hint="monthly, 45d or never",
        )
        for stage in stages
    ]
    return Form(session, "3 of 3: How often do you want to be in touch?", fields, _given)


async def _given(values: Values) -> Values:
    return values


def _a_file(value: str) -> str:
    """Look whether an address book can be read. Raises Refused, NotFound or NotYours."""
    if value.strip():
        models.importing.check(file(value))
    return ""


def file(typed: str) -> Path:
    """Return the path that was typed. Raises NotFound for a home that nobody knows."""
    try:
        return Path(typed.strip()).expanduser()
    except RuntimeError as error:
        message = f"Nobody knows the home directory in {typed.strip()}. Write the whole path."
        raise NotFound(message) from error
