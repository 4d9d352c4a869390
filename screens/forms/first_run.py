"""Asks what a new book begins with: who you are, who is in it, how often one wants to be in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules.refusals import NotFound, NotYours, Refused
from models.rules.words import StageKind
from screens.form import Field, Form, Said, Values
from screens.forms import checks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.reading.choices import StageRow
    from screens.session import Session

EMPTY, IMPORT, SAMPLE = "nobody yet", "my address book", "fictional people, to try it"
USUAL = {StageKind.PROSPECT: "monthly", StageKind.CUSTOMER: "quarterly", StageKind.FAN: "quarterly"}
"""The cadences that the third step proposes."""
_GO_ON = ("next step", "one step back")
_SET_UP = ("set up the book", "one step back")
_STAGE = "stage_"
"""What the answers about a stage begin with, before its id."""


def you(session: Session, answers: Values) -> Form[Values]:
    """Ask for the name of the person and of the business, which is called after them unless it gets its own."""
    name = answers["name"]
    proposed = answers.get("business") or _business_of(name)

    async def save(values: Values) -> Values:
        is_own = values["business"].strip() != _business_of(name)
        return values if is_own else values | {"business": _business_of(values["name"].strip())}

    fields = [
        Field("name", "your name", name, check=checks.a_name("person")),
        Field("business", "your business", proposed, check=checks.a_name("business")),
    ]
    return Form(session, "1 of 3: Who are you?", fields, save, says=_GO_ON)


def _business_of(name: str) -> str:
    return f"{name}'s business"


def people(session: Session, answers: Values) -> Form[Values]:
    """Ask who is in the book to begin with."""
    fields = [
        Field("people", "who is in it", answers.get("people", EMPTY), options=(EMPTY, IMPORT, SAMPLE)),
        Field("file", "its file", answers.get("file", ""), hint="~/contacts.vcf or .csv, for my address book"),
    ]
    title = "2 of 3: Who is in the book to begin with?"
    return Form(session, title, fields, _given, across=_on_the_file, says=_GO_ON)


def _on_the_file(values: Values) -> Mapping[str, Said]:
    if values["people"] == IMPORT:
        return {"file": _on_a_file(values["file"])}
    return {"file": Said("not read, unless you choose my address book", "note")} if values["file"].strip() else {}


def _on_a_file(typed: str) -> Said:
    if not typed.strip():
        return Said("Name the .vcf or .csv file that another program exported.", "wrong")
    try:
        models.importing.check(checks.path(typed))
    except (Refused, NotFound, NotYours) as refusal:
        return Said(str(refusal), "wrong")
    return Said("can be read")


def cadences(session: Session, answers: Values, stages: Sequence[StageRow]) -> Form[Values]:
    """Ask how often to be in touch with the people of each stage in which one is."""
    fields = [
        Field(
            f"{_STAGE}{stage.id}",
            stage.name,
            answers.get(f"{_STAGE}{stage.id}", USUAL[StageKind(stage.kind)]),
            check=checks.a_cadence,
            hint="monthly, 45d or never",
        )
        for stage in stages
        if stage.kind in USUAL
    ]
    return Form(session, "3 of 3: How often do you want to be in touch?", fields, _given, says=_SET_UP)


def cadences_of(answers: Values) -> dict[int, str]:
    """Return the cadence that was typed for each stage, by its id."""
    return {int(name.removeprefix(_STAGE)): typed for name, typed in answers.items() if name.startswith(_STAGE)}


async def _given(values: Values) -> Values:
    return values
