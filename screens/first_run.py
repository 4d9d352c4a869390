"""The first run: three steps that set up a new book, shown only while it has no member."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widgets import Static
from typing_extensions import override

import models
from models.reading import choices
from models.rules import cadence
from models.rules.refusals import NotFound, NotYours, Refused
from screens import forms
from screens.forms import checks
from screens.frame import UNDOABLE
from screens.keys import KeyedScreen, Press
from screens.text import one_line, plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.worker import Worker

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
    """Welcomes, asks step by step, goes back a step at esc, and returns what came of it when the book is set up."""

    SECTIONS: ClassVar[tuple[str, ...]] = ("first_run",)
    DEFAULT_CSS = """
    FirstRun { align: center middle; }
    FirstRun > Static { width: 80; max-width: 100%; height: auto; padding: 0 2; }
    """
    _is_asking = False

    def __init__(self, session: Session, *, book: Path, name: str) -> None:
        """Set up `book` for the account of the session, whose person is perhaps called `name`."""
        super().__init__()
        self._session, self._book = session, book
        self._answers: Values = {"name": name}

    @override
    def compose(self) -> ComposeResult:
        """Show the welcome."""
        yield Static()

    async def on_mount(self) -> None:
        """Read what the steps need, so that none of them has to be waited for."""
        self._welcome()
        self._stages = await choices.stages(counted=False)

    def action_open(self, _: Press) -> Worker[None] | None:
        """Begin."""
        return None if self._is_asking else self._ask()

    @work
    async def _ask(self) -> None:
        self._is_asking = True
        steps = (
            forms.first_run.you,
            forms.first_run.people,
            lambda session, answers: forms.first_run.cadences(session, answers, self._stages),
        )
        step = 0
        while 0 <= step < len(steps):
            form = steps[step](self._session, self._answers)
            answers = await self.app.push_screen_wait(form)
            self._answers |= form.values if answers is None else answers
            step += -1 if answers is None else 1
        if step > 0:
            self._tell(SETTING_UP)
            self.dismiss(await set_up(self._session, self._answers, self._tell))
        else:
            self._is_asking = False

    def _welcome(self) -> None:
        self._tell(WELCOME.format(book=one_line(str(self._book))))

    def _tell(self, text: str) -> None:
        self.query_one(Static).update(plain(text))


async def set_up(session: Session, answers: Values, tell: Callable[[str], None]) -> str:
    """Write down the answers of all steps, `tell` how far one is, and return what came of them.

    Where it was set up meanwhile at another terminal, that stays. Raises NotYours where somebody else did.
    """
    at = session.now()
    begun = await models.members.begin(session.member, name=answers["name"], business=answers["business"], at=at)
    session.sit_down(begun.member_id, begun.name)
    session.business = (await choices.business()).name
    if not begun.is_first:
        return f"this book was set up a moment ago: you are in it as {begun.name}; your answers were left out"
    with models.bulk.one_step():
        for stage_id, typed in forms.first_run.cadences_of(answers).items():
            await models.stages.set_cadence(stage_id, cadence.every(typed), by=begun.member_id, at=at)
    return f"welcome, {begun.name}: {await _people(session, answers, tell)}"


async def _people(session: Session, answers: Values, tell: Callable[[str], None]) -> str:
    """Bring in whom the second step asked for, and say whom."""
    by, at = session.member_id, session.now()
    if answers["people"] == forms.first_run.SAMPLE:
        await models.demo.fill(by=by, at=at)
        return "these people are fictional; SAMPLE in g , removes them"
    if answers["people"] != forms.first_run.IMPORT:
        return "o adds a contact, ? shows every key"
    try:
        (report,) = await models.importing.import_files(
            [checks.path(answers["file"])],
            by=by,
            at=at,
            progress=lambda progress: tell(f"{SETTING_UP}\n\nimporting… {progress.read:,}"),
        )
    except (Refused, NotFound, NotYours) as refusal:
        return f"the import failed. {refusal}"
    lines = "1 line" if len(report.dropped) == 1 else f"{len(report.dropped):,} lines"
    lost = f", {lines} could not be kept (I and its file say why)" if report.dropped else ""
    return f"{report.added:,} of {report.read:,} imported{lost}, g c shows them{UNDOABLE}"
