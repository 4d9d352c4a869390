"""Forms say as one types how they read it and what is wrong; and what was typed comes back until it is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import models
from models.reading import choices
from screens.confirm import Confirm
from screens.form import Field, Form, Values
from screens.glyphs import ASCII
from tests.journeys import book, desk
from tests.journeys.book import ANN, NOW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.desk import Desk

NO_DAY = "‼ “fri 1” is not a date I can read. Try 2026-12-24, fri 10am, tomorrow, in 3 weeks or 90 days ago."


def line(me: Desk, label: str) -> str:
    """The line of the form with this label."""
    return me.lines[place(me, label)].strip("│| ")


def place(me: Desk, label: str) -> int:
    """The number of the line with this label."""
    return next(y for y, line in enumerate(me.lines) if line.strip("│| ").startswith(f"{label} "))


async def test_a_date_is_read_back_in_its_own_line(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("f")
        await me.fill(when="fri 10am")
        assert line(me, "when") == "when           fri 10am                        → Fri 27 Nov 10:00, in 6 days"
        await me.fill(when="fri 1")
        assert NO_DAY in me.words
        assert line(me, "when") == "when           fri 1"


async def test_all_that_is_wrong_is_seen_at_once_and_says_so_by_a_sign_too(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("o")
        await me.fill(emails="ada at stone", phones="12", birthday="31 feb", every_days="often")
        assert "‼ “ada at stone” is not an e-mail address" in me.words
        assert "‼ “12” is not a phone number" in me.words
        assert "‼ There is no 31 February." in me.words
        assert "‼ “often”" in me.words
        await me.fill(phones="+44 20 7946 0321")
        assert "phone number" not in me.words
        assert "‼ There is no 31 February." in me.words


async def test_nothing_is_wrong_with_a_field_that_nobody_typed_in_until_it_is_saved(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("o", "tab", "tab")
        assert "‼" not in me.screen
        await me.press("ctrl+s")
        assert "‼ A contact needs a name." in line(me, "name")
        assert me.app.focused is not None
        assert me.app.focused.id == "name"
        await me.type("A")
        assert "‼" not in me.screen
        await me.press("backspace")
        assert "‼ A contact needs a name." in line(me, "name")


async def test_saving_goes_to_the_first_field_that_is_wrong(empty: Path) -> None:
    async with desk.opened(empty) as me:
        await me.press("o")
        await me.fill(name="Ada", phones="12", birthday="31 feb")
        await me.press("ctrl+s")
        assert me.app.focused is not None
        assert me.app.focused.id == "phones"


async def test_the_lines_below_do_not_jump_while_one_types(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("f")
        await me.fill(when="fri 1")
        before = place(me, "purpose")
        await me.type("0am")
        assert "→ Fri 27 Nov 10:00" in line(me, "when")
        assert place(me, "purpose") == before
        await me.press("tab")
        assert place(me, "purpose") == before - 2, "now that nobody types above"


async def test_unpleasant_news_says_at_once_how_it_is_told(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("f")
        await me.fill(tone="u")
        assert "~ unpleasant news: not by e-mail, text, letter or voicemail" in me.screen
        await me.fill(channel="e")
        assert "‼ Unpleasant news is told by call, video or in person, never by e-mail." in me.words
        await me.fill(tone="n")
        assert "npleasant news" not in me.screen


async def test_what_comes_of_bad_news_is_said_before_it_is_saved(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("d")
        await me.fill(outcome="l")
        assert "~ the follow-up stays open" in me.screen
        await me.fill(outcome="c")
        assert "‼ Unpleasant news is cancelled only with a reason" in me.words
        await me.fill(text="he sold the house")
        assert "‼" not in "\n".join(me.lines[2:-2]).partition("Done:")[2]
        await me.fill(outcome="sent")
        assert "never by something sent" in me.words
        await me.press("escape", "e")
        await me.fill(tone="n")
        assert "‼ Unpleasant news is softened only with a reason" in me.words


async def test_what_lies_ahead_was_not_said_yet(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "/")
        await me.type("chloe")
        await me.press("enter", "d")
        await me.fill(when="tomorrow", minutes="9999")
        assert "‼ What happened cannot lie in the future. Give today, or a day before." in me.words
        assert "‼ An interaction lasts 0 to 1440 minutes." in me.words
        await me.fill(minutes="9" * 40)
        assert "‼ Minutes are a number, such as 10." in me.words


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 50)])
async def test_every_field_is_reached_and_seen_at_any_size(full: Path, size: tuple[int, int]) -> None:
    async with desk.opened(full, size=size) as me:
        await me.press("g c", "o")
        labels = ["name", "stage", "company", "e-mails", "phones", "addresses", "links", "birthday", "tags"]
        labels += ["cadence", "owner", "safe topics", "off limits", "not by"]
        for label in labels:
            focused = me.app.focused
            assert focused is not None
            where = focused.region
            assert where.y >= 1, label
            assert where.bottom <= size[1] - 1, label
            assert label in me.lines[where.y]
            await me.press("tab")


async def test_a_long_complaint_is_seen_whole_in_a_small_window(full: Path) -> None:
    async with desk.opened(full, size=(40, 10)) as me:
        await me.press("g c", "o")
        await me.fill(emails="x y")
        assert "‼ “x y” is not an e-mail address: it needs one @ with something on both sides" in me.words
        assert "like ada@stone.example." in me.words
        await me.resize(80, 24)
        assert "like ada@stone.example." in me.words


async def test_signs_have_words_in_ascii(full: Path) -> None:
    async with desk.opened(full, glyphs=ASCII) as me:
        await me.press("f")
        await me.fill(when="fri 10am")
        assert "-> Fri 27 Nov 10:00, in 6 days" in line(me, "when")
        await me.fill(when="31 feb")
        assert "!! There is no 31 February." in me.words


async def test_a_follow_up_has_an_owner_who_is_the_actor_unless_said(full: Path) -> None:
    owner = "SELECT m.name FROM follow_up f JOIN member m ON m.id = f.owner_id ORDER BY f.id DESC LIMIT 1"
    async with desk.opened(full) as me:
        await me.press("f")
        assert me.typed["owner"] == "ann"
        await me.fill(text="for ben", when="tomorrow", owner="b")
        await me.press("ctrl+s")
        assert me.rows(owner) == [("ben",)]
        await me.press("g c", "e")
        await me.fill(owner="b")
        await me.press("ctrl+s")
        assert me.rows("SELECT owner_id FROM contact WHERE id = 2") == [(book.BEN,)]


async def test_the_owner_of_a_follow_up_stays_unless_another_is_chosen(full: Path) -> None:
    async with desk.opened(full) as me:
        await models.follow_ups.edit(1, owner_id=book.BEN, by=ANN, at=NOW)
        await me.press("e")
        assert me.typed["owner"] == "ben"
        await me.fill(text="explain")
        await me.press("ctrl+s")
        assert me.rows("SELECT owner_id, text FROM follow_up WHERE id = 1") == [(book.BEN, "explain")]


async def test_who_is_alone_is_not_asked_who(tmp_path: Path) -> None:
    async with desk.opened(tmp_path / "book.db") as me:
        await models.members.present("ann", at=NOW)
        await me.press("g c", "o")
        assert "owner" not in me.typed


async def test_of_many_members_one_is_begun_by_typing(full: Path) -> None:
    async with desk.opened(full) as me:
        for name in ("cara", "carl", "dan", "eve", "fay", "gus", "hal"):
            await models.members.add(name, by=ANN, at=NOW)
        members = await choices.members()
        await me.press("f")
        assert me.typed["owner"] == "ann"
        await me.fill(text="new roof", when="tomorrow", owner="car")
        assert "There is no one owner “car”. Choose one of: cara, carl." in me.words
        await me.fill(owner="Carl")
        assert "→ carl" in line(me, "owner")
        await me.press("ctrl+s")
        assert me.rows("SELECT owner_id FROM follow_up WHERE text = 'new roof'") == [(members["carl"],)]


async def test_ctrl_z_puts_back_a_field_and_then_everything(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("e")
        first = me.typed
        await me.fill(text="explain", when="fri")
        await me.press("ctrl+z")
        assert me.typed == first | {"text": "explain"}
        await me.press("ctrl+z")
        assert me.typed == first


async def test_a_draft_is_dropped_by_ctrl_z_twice(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("d")
        await me.fill(text="he shouted", outcome="n", minutes="3")
        await me.press("escape", "d")
        assert "What you typed before is back. ctrl+z twice drops it." in me.screen
        assert (me.typed["text"], me.typed["outcome"], me.typed["minutes"]) == ("he shouted", "no-answer", "3")
        await me.press("ctrl+z", "ctrl+z", "escape", "d")
        assert "What you typed before" not in me.screen
        assert (me.typed["text"], me.typed["outcome"], me.typed["minutes"]) == ("", "spoke", "")


async def test_one_goes_on_typing_behind_what_is_back(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("A")
        await me.type("the roof")
        await me.press("escape", "A")
        await me.type(" leaks")
        assert "What you typed before" not in me.screen, "said until the next key"
        await me.press("ctrl+s", "g c", "o")
        assert me.rows("SELECT text FROM note ORDER BY id DESC LIMIT 1") == [("the roof leaks",)]
        await me.type("Ad")
        await me.press("escape", "o")
        await me.type("a")
        assert me.typed["name"] == "Ada"


async def test_enter_in_long_texts_makes_a_line_and_undo_goes_step_by_step(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("A")
        await me.type("one")
        await me.press("enter")
        await me.type("two")
        assert me.typed["text"] == "one\ntwo"
        await me.press("ctrl+z")
        assert me.typed["text"] != "one\ntwo"
        await me.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert me.typed["text"] == ""


async def test_a_draft_of_a_form_that_has_changed_since_brings_back_what_it_can(full: Path) -> None:
    async with desk.opened(full) as me:
        me.session.drafts.hold(("Note on Bob Stone", 1), {"text": "he said", "gone": "x"})
        await me.press("A")
        assert me.typed == {"text": "he said", "hold": ""}


async def test_every_key_has_its_effect_before_the_next_however_fast_they_come(full: Path) -> None:
    async with desk.opened(full) as me:
        await me.press("g c", "o", "A d a a backspace ctrl+s")
        assert me.rows("SELECT name FROM contact WHERE name LIKE 'Ada%'") == [("Ada",)]
        await me.press("o", "B e t h home delete ctrl+s")
        assert me.rows("SELECT name FROM contact WHERE name LIKE '%eth'") == [("eth",)]
        await me.press("o", "C y escape", "o")
        assert me.typed["name"] == "Cy"


async def test_a_question_that_came_up_while_it_saved_is_answered_first(empty: Path) -> None:
    async with desk.opened(empty) as me:

        async def save(values: Values) -> str:
            me.app.push_screen(Confirm("Sure?"))
            return values["what"]

        said: list[str | None] = []
        me.app.push_screen(Form(me.session, "Ask", [Field("what", "what", "tea")], save), said.append)
        await me.press("ctrl+s")
        assert "Sure?" in me.screen
        await me.press("n", "g c")
        assert said == ["tea"]
        assert "[Contacts]" in me.screen
