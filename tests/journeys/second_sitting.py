"""The second half of the guide, played: a week later, when one of the three promises is due."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from tests.journeys.confidences import PASSPHRASES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.journeys.desk import Desk

    Seen = dict[str, str]

KEPT = (
    "SELECT (SELECT count(*) FROM need), (SELECT count(*) FROM rumour), (SELECT count(*) FROM problem),"
    " (SELECT count(*) FROM favour), (SELECT count(*) FROM announcement), (SELECT count(*) FROM confidence),"
    " (SELECT count(*) FROM held_note)"
)


async def play(me: Desk, seen: Seen) -> None:
    """Play every scene, from the bad news to what the book tells of it all."""
    for scene in SCENES:
        await scene(me, seen)
    assert me.rows(KEPT) == [(1, 1, 1, 1, 1, 1, 0)]


async def bad_news(me: Desk, seen: Seen) -> None:
    """A week later the price is still untold."""
    me.now += timedelta(days=7)
    await me.press("g t", "R")
    await me.press("b")
    seen["brief"] = picture(me)
    await me.press("escape", "d")
    await me.fill(outcome="l", text="asked him to ring back")
    await me.press("ctrl+s")
    seen["untold"] = "\n".join(me.lines[-2:])
    await me.press("n", "d")
    await me.fill(channel="i", text="he is cross: last week his oven door came late")
    await me.press("ctrl+s")
    assert me.state.startswith("done: follow-up with Bob Hill")


async def a_problem(me: Desk, seen: Seen) -> None:
    """What made him cross has an owner, and steps."""
    await find(me, "Bob")
    assert me.app.frame
    me.app.frame.which_key_after = 0
    await me.press("c")
    seen["record"] = "\n".join(me.lines[-7:-2])
    await me.press("p")
    await me.fill(text="the oven door came late", wanted="the delivery for nothing", amount="80", fault="ours")
    await me.press("ctrl+s", "g t", "d")
    await me.fill(text="he lost a morning's bread", following="mon")
    seen["hear"] = panel(me)
    await me.press("ctrl+s", "g p", "enter", "Y")
    await me.fill(solution="no charge for bringing it")
    await me.press("ctrl+s")
    seen["problem"] = picture(me)
    await me.press("escape", "f")
    await me.fill(text="the new ovens", when="tomorrow", purpose="sales")
    await me.press("ctrl+s")
    seen["selling"] = panel(me)
    await me.press("escape")


async def why_never(me: Desk, seen: Seen) -> None:
    """Cara will not buy, and nobody knows why."""
    await find(me, "Cara")
    await me.press("m n")
    seen["why"] = panel(me)
    await me.press("ctrl+s", "b")
    assert "WHY NEVER: SOMEBODY WHO DID NOT BUY" in me.screen
    await me.press("escape", "w")
    await me.fill(reason="tim", note="the boat comes first this year")
    await me.press("ctrl+s")
    assert me.rows("SELECT count(*) FROM outreach WHERE kind = 8") == [(0,)]


async def needs_and_rumours(me: Desk, seen: Seen) -> None:
    """What Ada needs, and what is said of her."""
    await find(me, "Ada")
    await me.press("c n")
    await me.fill(text="deliveries before 8", weight="v")
    await me.press("ctrl+s", "c r")
    await me.fill(text="she moves to Leeds", source="the postman")
    await me.press("ctrl+s", "g t")
    seen["rumour"] = picture(me)
    await me.press("d")
    await me.fill(truth="p", text="a second workshop there")
    await me.press("ctrl+s")
    assert me.state.startswith("closed the rumour about Ada Stone: partly")


async def something_new(me: Desk, seen: Seen) -> None:
    """What is announced, and to whom."""
    await me.press("g m", "o")
    await me.fill(kind="a")
    await me.press("ctrl+s")
    await me.fill(title="Open Saturdays")
    await me.press("ctrl+s", "enter", "d")
    await me.fill(text="good to know")
    await me.press("ctrl+s")
    seen["told"] = picture(me)
    await me.press("escape")


async def give_and_take(me: Desk, seen: Seen) -> None:
    """Cara never bought, and has sent a friend."""
    await find(me, "Cara")
    await me.press("c g")
    await me.fill(text="they sail together", introduced="Ada")
    await me.press("ctrl+s", "enter")
    seen["friend"] = "\n".join(me.lines[1:8])
    await me.press("escape")


async def a_secret(me: Desk, seen: Seen) -> None:
    """Ann sells the shop, and Bob has heard of it."""
    await me.press("g m", "o")
    await me.fill(kind="s")
    await me.press("ctrl+s")
    assert "passphrase" in me.screen
    for _ in range(2):
        await me.type(PASSPHRASES[1])
        await me.press("enter")
    await me.fill(title="I sell the shop in May", body="to my niece, if the bank agrees")
    await me.press("ctrl+s", "g g", "enter", "o")
    await me.type("Bob")
    await me.press("ctrl+s")
    await me.fill(how="saw me at the bank", good_idea="u")
    seen["knows"] = panel(me)
    await me.press("ctrl+s", "Y")
    await me.fill(course="c", text="until the bank has agreed")
    await me.press("ctrl+s")
    seen["secret"] = picture(me)
    await me.press("escape", "g t")
    seen["open"] = picture(me)
    await me.press("L")
    assert "locked: secrets are not counted" in me.screen


async def cooling_off(me: Desk, seen: Seen) -> None:
    """What is written in anger is asked about the next morning."""
    await find(me, "Bob")
    await me.press("A")
    await me.type("never again an oven for him")
    await me.fill(hold="tomorrow 9am")
    seen["hold"] = panel(me)
    await me.press("ctrl+s")
    me.now += timedelta(days=1)
    await me.press("g t")
    seen["cooled"] = "\n".join(me.lines[-2:])
    await me.press("h")
    await me.fill(decision="d")
    await me.press("ctrl+s")
    assert me.state.startswith("dropped what you held on Bob Hill")


async def insight(me: Desk, seen: Seen) -> None:
    """What the book tells of it all."""
    await me.press("g i")
    seen["insight"] = picture(me)
    me.session.vault.agent.lock()
    await me.settle()


async def find(me: Desk, name: str) -> None:
    """Find somebody on Contacts by their name."""
    await me.press("g c", "/")
    await me.type(name)
    await me.press("enter")
    assert name in me.current


def picture(me: Desk) -> str:
    """Return what is seen, with lines that repeat drawn once."""
    return "\n".join(line for line, _ in groupby(me.lines))


def panel(me: Desk) -> str:
    """Return the form in front alone."""
    lines = me.lines
    last = next(place for place, line in enumerate(lines) if "ctrl+s" in line)
    first = max(place for place, line in enumerate(lines[:last]) if line.startswith("╭"))
    return "\n".join(lines[first : last + 1])


SCENES: tuple[Callable[[Desk, Seen], Awaitable[None]], ...] = (
    *(bad_news, a_problem, why_never, needs_and_rumours, something_new),
    *(give_and_take, a_secret, cooling_off, insight),
)
