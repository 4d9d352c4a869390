"""Who is under the cursor, beside the list or below it; it takes no focus and no keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Static

from screens.telling import (
    also_kept_of,
    day_of,
    discretion_of,
    happened,
    reached_by,
    reasons_of,
    relationship_of,
    sealed,
    sign_of,
    title_of,
)
from screens.text import fit, one_line, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.reading.contact import WholeContact
    from models.reading.relationship import Relationship
    from models.reading.timeline import TimelineRow
    from screens.session import Session

DATE, SIGN, WHAT = 7, 3, 11


class Person(Static):
    """One contact in short: why they need outreach and how to reach them; beside the list also what happened."""

    DEFAULT_CSS = "Person { display: none; border-title-style: none; }"

    _shown: Callable[[], None] | None = None

    def show(self, whole: WholeContact, known: Relationship, session: Session, *, width: int) -> None:
        """Show what stands below a list, in `width` cells."""
        self._shown = partial(self.show, whole, known, session, width=width)
        told = [*reasons_of(whole, session), *relationship_of(known, session, width), *reached_by(whole, session)]
        self._show(whole, session, told)

    def show_more(
        self, whole: WholeContact, known: Relationship, timeline: list[TimelineRow], session: Session, *, width: int
    ) -> None:
        """Show what stands beside a list, with the newest of the timeline in lines of `width` cells."""
        self._shown = partial(self.show_more, whole, known, timeline, session, width=width)
        told = [*reasons_of(whole, session), *discretion_of(whole, session), *relationship_of(known, session, width)]
        told += [*reached_by(whole, session), *also_kept_of(whole, width)]
        self._show(whole, session, [*told, "", *(_line(row, session, width) for row in timeline)])

    def show_again(self) -> None:
        """Show the same once more: what may be seen of it changed."""
        if self._shown is not None:
            self._shown()

    def _show(self, whole: WholeContact, session: Session, lines: list[str]) -> None:
        self.border_title = plain(title_of(whole, session))
        self.border_subtitle = plain(one_line(whole.stage))
        self.update(plain("\n".join(lines)))


def _line(row: TimelineRow, session: Session, width: int) -> str:
    if row.kind == "confidential":
        return fit(fit(day_of(row, session), DATE) + "".join(sealed(row, session)), width)
    texts = ((day_of(row, session), DATE), (sign_of(row, session), SIGN), (row.what, WHAT))
    return fit("".join(fit(text, cells) for text, cells in texts) + happened(row, session), width)
