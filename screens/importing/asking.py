"""Asks what to import and how, where a column goes, and where the report is kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import models
from models.rules import cadence, picking
from models.rules.refusals import NotFound, NotYours, Refused
from screens.form import Field, Form, Said, Values
from screens.forms import checks
from screens.forms.follow_up import NO_YES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from models.exchange.importing import Report
    from models.exchange.previewing import SeenColumn, SeenFile
    from screens.session import Session

KEPT = "kept"
KNOWN = {"leave them": "skip", "add what they lack": "update", "add them again": "add"}
"""What becomes of who is here already: in words, and as the import takes it."""
_REPLACE = ("leave it", "replace it")
_UNITS = ("bytes", "kB", "MB", "GB", "TB")
_STEP = 1000
_WHICH = "Name the file that another program exported: .vcf, .csv or .json."
_LIKE = "~/contacts.vcf or .csv, saved by another program"


@dataclass(frozen=True)
class Wanted:
    """What to import, and how; `columns` sends headers to fields."""

    file: SeenFile
    known: str
    every_days: int | None
    spread: bool
    columns: Mapping[str, str] = field(default_factory=dict)


def what(session: Session, before: Wanted | None) -> Form[Wanted]:
    """Ask for a file, and how it is imported; `before` is what was asked for the last time."""

    async def save(values: Values) -> Wanted:
        file = await asyncio.to_thread(_file, values["file"])
        days = cadence.every(values["every"])
        return Wanted(file, KNOWN[values["known"]], days, spread=values["spread"] == NO_YES[True])

    known = next((words for words, known in KNOWN.items() if before and known == before.known), "")
    every = cadence.words(before.every_days) if before and before.every_days else ""
    fields = [
        Field("file", "file", str(before.file.path) if before else "", check=checks.a_file(_WHICH), hint=_LIKE),
        Field("known", "already here", known, options=tuple(KNOWN)),
        Field("every", "cadence", every, check=checks.a_cadence, hint="monthly; none unless given"),
        Field("spread", "spread", NO_YES[before.spread if before else 0], options=NO_YES),
    ]
    says = ("look at it", "leave")
    return Form(session, "Import an address book", fields, save, across=_across, says=says)


def _across(values: Values) -> dict[str, Said]:
    return {"file": _of_file(values["file"]), "spread": _of_spread(values)}


def _of_file(typed: str) -> Said:
    try:
        file = _file(typed)
    except (NotFound, Refused) as refusal:
        return Said(str(refusal), "wrong")
    return Said(f"{file.format}, {size(file.size)}")


def _of_spread(values: Values) -> Said:
    has_cadence = bool(values["every"].strip())
    if values["spread"] == NO_YES[False]:
        return Said("all come due on one day; yes staggers them" if has_cadence else "", "note")
    if not has_cadence:
        return Said("Spreading needs a cadence: it staggers the first dates over it.", "wrong")
    return Said("the first dates are staggered over the cadence")


def _file(typed: str) -> SeenFile:
    """Look whether it may be an address book. Raises NotFound, Refused."""
    try:
        return models.previewing.check(checks.path(typed))
    except NotYours as refusal:
        raise Refused(str(refusal)) from refusal


def size(count: int) -> str:
    """Say how many bytes: "812 bytes", "1.4 MB"."""
    value, unit = float(count), 0
    while value >= _STEP and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit else f"{count} {_UNITS[0]}"


def target(session: Session, wanted: Wanted, column: SeenColumn) -> Form[Wanted]:
    """Ask to which field a column goes; its name can be begun, and a label go with it."""
    every = ", ".join(models.previewing.TARGETS)

    async def save(values: Values) -> Wanted:
        return replace(wanted, columns={**wanted.columns, column.header: _target(values["field"])})

    def across(values: Values) -> dict[str, Said]:
        try:
            going = _target(values["field"])
        except Refused as refusal:
            return {"field": Said(str(refusal), "wrong")}
        return {"field": Said(f"{going}. It can be: {every}; phone:work gives a label.", "note")}

    field = Field("field", "goes to", column.field if column.field != KEPT else "", hint="email or phone:work")
    says = ("take it", "leave it as it is")
    return Form(session, f"Column “{column.header}”", [field], save, across=across, says=says)


def _target(typed: str) -> str:
    """Read the name of a field; nothing is nowhere. Raises Refused."""
    begun, colon, label = typed.strip().replace("-", " ").partition(":")
    name = picking.one_of(begun or models.previewing.TARGETS[-1], models.previewing.TARGETS, what="field")
    models.previewing.check_target(f"{name}{colon}{label}")
    return f"{name}{colon}{label}"


def report(session: Session, made: Report, *, dry_run: bool) -> Form[Path]:
    """Ask where a report is kept, and keep it."""

    async def save(values: Values) -> Path:
        path, is_replacing = checks.path(values["file"]), values["replace"] == _REPLACE[True]
        await asyncio.to_thread(models.reports.save, made, path, replace=is_replacing, dry_run=dry_run)
        return path

    fields = [
        Field("file", "file", check=checks.a_file("Name a file."), hint="~/import.txt, or .json for a program"),
        Field("replace", "if it is there", options=_REPLACE),
    ]
    return Form(session, "Save the report", fields, save)
