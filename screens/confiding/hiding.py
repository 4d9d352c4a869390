"""What is open and must not stay open: it closes at once when the keys are locked, or the screens are veiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cached_cell_len

from screens.form import Form
from screens.keys import PRESS

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from screens.confiding.turn import Asking
    from screens.frame import Frame
    from screens.session import Session


async def shown(front: Frame, screen: Screen[Any], *, even_hidden: bool = False) -> Any:
    """Show a screen with confidential words until it is left, or hidden; return what it returns, None when hidden.

    One that was veiled or locked away while it was opened is not shown at all, but `even_hidden`: one that masks its
    words itself, or can be seen only once.
    """
    if is_hidden(front.session) and not even_hidden:
        return None
    private = front.session.private
    private.append(screen)
    try:
        return await front.app.push_screen_wait(screen)
    finally:
        private.remove(screen)
        forget_widths()


async def pushed(front: Asking, screen: Screen[None], *, said: str) -> None:
    """Show a working screen with confidential words, and wait for nothing; where it is hidden, that is `said`."""
    if is_hidden(front.session):  # since it began to be opened
        front.say(said)
        return
    private = front.session.private
    private.append(screen)

    def left(_: object) -> None:
        private.remove(screen)
        forget_widths()
        if front.is_hidden:
            front.say(said)

    await front.app.push_screen(screen, left)


def is_hidden(session: Session) -> bool:
    """Whether nothing confidential is shown now."""
    return session.veiled or not session.vault.agent.is_open


def forget_widths() -> None:
    """Have Rich forget the texts of which it remembers the widths, thousands of them."""
    cached_cell_len.cache_clear()


def hide(app: App[Any], session: Session) -> None:
    """Close every screen with confidential words, and what stands before it. What was typed is kept, sealed."""
    while any(screen in session.private for screen in app.screen_stack):
        front = app.screen
        if isinstance(front, Form):
            front.action_cancel(PRESS)
        else:
            front.dismiss(None)
