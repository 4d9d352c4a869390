"""Finding an action by key, by name or by what it does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.key_table import read_ways
from screens.keys import Bound
from screens.lookup import BY_KEY, Listed, best_first, looked_up

EVERY = [
    Listed(Bound(i, read_ways(keys), "list", meaning), "LISTS", "")
    for i, keys, meaning in (
        ("done", "d", "Log what was said; close what is due."),
        ("snooze", "s <d|w|m|f|.>", "Put off a day, week, month, to Friday or ask."),
        ("note", "A", "Write a note."),
        ("follow_up", "f", "Plan a follow-up."),
        ("down", "j,down", "Next row."),
        ("bottom", "G,end", "Last row."),
        ("top", "g g,home", "First row."),
        ("go_contacts", "g c", "Contacts: everybody."),
        ("go_settings", "g comma", "Change how it looks."),
        ("back", "escape,q", "Go back."),
        ("save", "ctrl+s", "Save and close."),
    )
]


@pytest.mark.parametrize(
    ("typed", "by_key", "others"),
    [
        ("ctrl+s", "save", ""),
        ("Ctrl+S", "save", ""),
        ("ctrl", "", "save"),
        ("g c", "go_contacts", ""),
        ("g ,", "go_settings", ""),
        ("g", "top go_contacts go_settings", "done back bottom"),
        ("G", "bottom", "done top go_contacts go_settings back"),
        ("s d", "snooze", "done"),
        ("s x", "", ""),
        ("esc", "back", ""),
        ("down", "down", ""),
        ("d d", "", ""),
        ("follow-up", "", "follow_up"),
        ("follow up", "", "follow_up"),
        ("ROW", "", "down bottom top"),
        (" note ", "", "note"),
        ("xyzzy", "", ""),
    ],
)
def test_it_is_looked_up_by_key_first_then_by_name_and_meaning(typed: str, by_key: str, others: str) -> None:
    found = looked_up(EVERY, typed)
    assert [each.action.id for each in found if each.heading == BY_KEY] == by_key.split()
    assert {each.action.id for each in found if each.heading != BY_KEY} == set(others.split())


def test_nothing_typed_finds_everything() -> None:
    assert looked_up(EVERY, "") == EVERY
    assert best_first(EVERY, " ") == EVERY


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("done", "done"),
        ("do", "done down"),
        ("contacts", "go_contacts"),
        ("gc", "go_contacts"),
        ("fu", "follow_up"),
        ("close", "done save"),
        ("put off", "snooze"),
        ("putoff", "snooze"),
        ("row", "down bottom top"),
        ("BACK", "back"),
        ("xyzzy", ""),
    ],
)
def test_what_fits_a_name_best_comes_first(typed: str, best: str) -> None:
    found = [each.action.id for each in best_first(EVERY, typed)]
    assert found[: len(best.split())] == best.split()
    assert bool(found) == bool(best)


@given(st.text(max_size=12))
def test_any_text_finds_something_or_nothing(typed: str) -> None:
    for found in (looked_up(EVERY, typed), best_first(EVERY, typed)):
        ids = [each.action.id for each in found]
        assert len(set(ids)) == len(ids)
        assert set(ids) <= {each.action.id for each in EVERY}
