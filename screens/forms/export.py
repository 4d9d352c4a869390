"""Asks which contacts go out, and into which file; its ending says in which format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import models
from models.rules import confiding, formats, text
from models.rules.formats import Format
from models.rules.refusals import Refused
from screens.form import Field, Form, Values
from screens.forms import checks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    from models.reading.chosen import Chosen
    from screens.session import Session

_READS = {
    Format.CSV: "a table, for a spreadsheet",
    Format.VCF: "vCard, for a phone or an address book",
    Format.JSON: "everything that is kept of them, for Wellkept or a program",
    Format.ICS: "a calendar of their follow-ups and birthdays",
}


def ask(
    session: Session,
    whom: Mapping[str, Chosen],
    *,
    sure: Callable[[str], Awaitable[bool]],
    tell: Callable[[str], object],
) -> Form[str]:
    """Ask for a file and for one of `whom`, and write it; a file that is there only where one is `sure`.

    The form returns what was written, in words; `tell` says meanwhile how far it is.
    """

    def told(count: int) -> None:
        tell(f"writing… {count:,}")

    async def save(values: Values) -> str:
        path, who = _path(values["file"]), whom[values["whom"]]
        if _is_there(path) and not await sure(f"{path} is there already. Replace it?"):
            message = "Nothing was written. Name another file, or save again and say yes."
            raise Refused(message)
        counts = await models.exporting.export(
            path,
            who.query,
            ids=who.ids,
            among=who.among,
            form=formats.of(path.suffix),
            at=session.now(),
            told=told,
        )
        back = await models.exporting.kept_back(who.query, ids=who.ids, among=who.among)
        return f"wrote {models.exporting.said(counts)} to {values['file'].strip()}{confiding.kept_back(back)}"

    async def look(typed: str) -> str:
        path = _path(typed)
        try:
            return "is there already" if _is_there(path) else "" if path.parent.is_dir() else "there is no such folder"
        except Refused as refusal:
            return str(refusal)

    file = Field(
        "file", "file", check=_check, look=look, hint="~/all.vcf (phone), .csv (table), .ics (calendar), .json"
    )
    options = Field("whom", "whom", options=tuple(whom))
    return Form(session, "Export", [file, options], save, says=("write it", "leave"))


def _is_there(path: Path) -> bool:
    """Tell whether a file is there. Raises Refused where nobody may look, or no file can be."""
    try:
        return path.is_file()
    except OSError as error:
        message = f"It cannot be written there: {error.strerror}. Name another file."
        raise Refused(message) from error


def _check(typed: str) -> str:
    """Say in which format such a file is. Raises Refused."""
    if not typed.strip():
        message = "It needs a file. Try ~/contacts.vcf, ~/contacts.csv or ~/calendar.ics."
        raise Refused(message)
    return _READS[formats.of(_path(typed).suffix)]


def _path(typed: str) -> Path:
    return checks.path(text.line(typed, what="file", limit=4_000))
