"""The first run: three steps that set up a new book, shown only while it has no member."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widgets import Static
from typing_extensions import override

import models
from models.rules import cadence
from models.rules.refusals import NotFound, NotYours, Refused
from screens import forms
from screens.forms.first_run import IMPORT, SAMPLE
from screens.keys import KeyedScreen, Press
from screens.text import one_line, plain

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from screens.form import Values
    from screens.session import Session

WELCOME = """\
Welcome to Wellkept.

It keeps the relationships of a small business: who needs outreach, and why,
and what is confidential. All of it stays in one file on this machine:

{book}

Three short questions set it up; each comes with an answer already.
Nothing is written before the last one, and g , changes all of it later.


enter begins    Q leaves"""
SETTING_UP = "Setting up your book…"


class FirstRun(KeyedScreen[str]):
    """Welcomes, asks step by step, goes back a step at esc, and returns what to say when the book is set up."""

    SECTIONS: ClassVar[tuple[str, ...]] = ("first_run",)
    DEFAULT_CSS = """
    FirstRun { align: center middle; }
    FirstRun > Static { width: 80; max-width: 100%; height: auto; padding: 0 2; }
    """

    def __init__(self, session: Session, *, book: Path, name: str) -> None:
        """Set up `book` for the account of the session, whose person is perhaps called `name`."""
        super().__init__()
        self._session, self._book = session, book
        self._answers: Values = {"name": name}

    @override
    def compose(self) -> ComposeResult:
        """Show the welcome."""
        yield Static(plain(WELCOME.format(book=one_line(str(self._book)))))

    @work(exclusive=True)
    async def action_open(self, _: Press) -> None:
        """Begin."""
        steps = (forms.first_run.you, forms.first_run.people, forms.first_run.cadences)
        step = 0
        while 0 <= step < len(steps):
            answers = await self.app.push_screen_wait(await steps[step](self._session, self._answers))
            self._answers |= answers or {}
            step += 1 if answers is not None else -1
        if step:
            self.query_one(Static).update(plain(SETTING_UP))
            self.dismiss(await set_up(self._session, self._answers))


async def set_up(session: Session, answers: Values) -> str:
    """Write down the answers of all steps, and return what came of them.

    Where somebody else set the same book up meanwhile, one only joins it.
    """
    begun = await models.members.begin(
        session.member, name=answers["name"], business=answers["business"], at=session.now()
    )
    session.member_id, session.member = begun.member_id, begun.name
    if not begun.is_first:
        return f"somebody set this book up a moment ago: you joined it as {begun.name}, and your answers were left out"
    for stage in await models.stages.in_order():
        days = cadence.every(answers.get(f"stage_{stage.id}", ""))
        await models.stages.set_cadence(stage.id, days, by=begun.member_id, at=session.now())
    return f"welcome, {begun.name}: {await _people(session, answers)}o adds a contact, ? shows every key"


async def _people(session: Session, answers: Values) -> str:
    """Bring in whom the second step asked for, and say whom."""
    by, at = session.member_id, session.now()
    if answers["people"] == SAMPLE:
        await models.demo.fill(by=by, at=at)
        return "the fictional people go again in g , - "
    if answers["people"] != IMPORT:
        return ""
    try:
        (report,) = await models.importing.import_files([forms.first_run.file(answers["file"])], by=by, at=at)
    except (Refused, NotFound, NotYours) as refusal:
        return f"nobody was imported: {refusal} "
    return f"{report.added:,} of {report.read:,} imported, "
