"""The key table and its engine: what a key sequence means, and that it never means two things."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.key_table import (
    Actions,
    Chord,
    Engine,
    Nothing,
    Outcome,
    Run,
    Wait,
    begin_alike,
    load,
    parse,
    read_ways,
    spoken,
)

SECTIONS = [
    ("list", "global"),
    ("contact", "list", "global"),
    ("contact", "global"),
    ("stages", "list", "global"),
    ("follow_ups", "contact", "list", "global"),
    ("insight", "list", "contact", "global"),
    ("problems", "contact", "list", "global"),
    ("needs", "contact", "list", "global"),
    ("secret", "list", "global"),
    ("form",),
    ("form", "global"),
    ("global",),
]
EVERYTHING = load().actions(("contact", "stages", "list", "global"), lambda _: True)
SAMPLES = {"<letter>": "p", "<1-9>": "7", "<d|w|m|f|.>": ".", "<n|r|p|m|t|g>": "t", "<e|p|a>": "a"}


def fed(keys: str, actions: Actions = EVERYTHING) -> list[Outcome]:
    engine = Engine()
    return [engine.feed(key, actions) for key in keys.split()]


def last(keys: str, actions: Actions = EVERYTHING) -> Outcome:
    return fed(keys, actions)[-1]


def pressed(chord: Chord) -> str:
    return " ".join(SAMPLES.get(step, step) for step in chord)


def test_table_reads_combinations_sequences_and_the_comma_key() -> None:
    sections = load().sections
    assert sections["global"]["down"] == (("j",), ("down",))
    assert sections["global"]["top"] == (("g", "g"), ("home",))
    assert sections["global"]["go_settings"] == (("g", ","),)
    assert sections["list"]["snooze"] == (("s", "<d|w|m|f|.>"),)
    assert sections["stages"]["move_left"] == (("<",),)
    assert sections["list"]["mark"] == (("space",),)
    assert set(sections) == {
        "global",
        "list",
        "contact",
        "stages",
        "follow_ups",
        "settings",
        "first_run",
        "import",
        "secret",
        "insight",
        "problems",
        "needs",
        "form",
    }


def test_every_id_is_a_method_name() -> None:
    assert all(f"action_{i}".isidentifier() for actions in load().sections.values() for i in actions)


@pytest.mark.parametrize("sections", SECTIONS)
def test_every_sequence_of_a_screen_runs_its_own_action(sections: tuple[str, ...]) -> None:
    actions = load().actions(sections, lambda _: True)
    for action, chords in actions:
        for chord in chords:
            outcome = last(pressed(chord), actions)
            assert isinstance(outcome, Run)
            assert outcome.id == action


@pytest.mark.parametrize("sections", SECTIONS)
def test_no_sequence_begins_another(sections: tuple[str, ...]) -> None:
    chords = [chord for _, chords in load().actions(sections, lambda _: True) for chord in chords]
    for one, other in combinations(chords, 2):
        assert not begin_alike(one, other), (one, other)


def test_no_sequence_is_bound_twice_in_a_section() -> None:
    for actions in load().sections.values():
        chords = [chord for chords in actions.values() for chord in chords]
        assert len(chords) == len(set(chords))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("g", "g g", True),
        ("g g", "g", True),
        ("g g", "g t", False),
        ("m <letter>", "m x", True),
        ("m <letter>", "m .", False),
        ("m <letter>", "m <d|.>", True),
        ("v <1-9>", "v <letter>", False),
        ("<", "<d|w>", False),
    ],
)
def test_chords_that_begin_alike_cannot_be_told_apart(one: str, other: str, alike: bool) -> None:
    assert begin_alike(*read_ways(f"{one},{other}")) is alike


def test_a_count_goes_before_an_action() -> None:
    assert fed("5 j") == [Wait(), Run("down", 5, None)]
    assert last("1 0 j") == Run("down", 10, None)
    assert last("j") == Run("down", None, None)
    assert last("5 g g") == Run("top", 5, None)


def test_zero_only_continues_a_count() -> None:
    assert fed("0") == [Nothing()]
    assert last("0 j") == Run("down", None, None)


def test_a_count_is_capped() -> None:
    assert last("1 2 3 4 5 6 j") == Run("down", 9999, None)


def test_a_count_is_used_once() -> None:
    assert last("5 j j") == Run("down", None, None)
    assert last("5 ! j") == Run("down", None, None)


def test_a_prefix_waits_and_names_what_can_follow() -> None:
    outcome = last("s")
    assert outcome == Wait((("snooze", ("s", "<d|w|m|f|.>")),), ("s",))
    goes = last("g")
    assert isinstance(goes, Wait)
    assert {"top", "go_today", "go_settings"} <= {action for action, _ in goes.candidates}


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ("s w", Run("snooze", None, "w")),
        ("s .", Run("snooze", None, ".")),
        ("3 s d", Run("snooze", 3, "d")),
        ("m p", Run("stage", None, "p")),
        ("g ,", Run("go_settings", None, None)),
        ("g -", Run("go_last", None, None)),
        ("<", Run("move_left", None, None)),
        ("s q", Nothing()),
        ("s |", Nothing()),
        ("s d|w", Nothing()),
        ("m 1", Nothing()),
        ("m tab", Nothing()),
        ("g space", Nothing()),
        ("G", Run("bottom", None, None)),
        ("escape", Run("back", None, None)),
    ],
)
def test_what_keys_mean(keys: str, outcome: Outcome) -> None:
    assert last(keys) == outcome


def test_an_unknown_second_key_cancels_and_does_nothing_itself() -> None:
    assert fed("g d d") == [last("g"), Nothing(), Run("done", None, None)]


@pytest.mark.parametrize("pending", ["g", "5", "5 g", "s"])
def test_escape_forgets_what_is_pending_and_is_used_up(pending: str) -> None:
    assert last(f"{pending} escape") == Nothing()
    assert last(f"{pending} escape escape") == Run("back", None, None)
    assert last(f"{pending} escape j") == Run("down", None, None)


def test_pending_is_told() -> None:
    engine = Engine()
    told = []
    for key in ("5", "g", "escape", "s", "w"):
        engine.feed(key, EVERYTHING)
        told.append(engine.pending)
    assert told == ["5", "5g", "", "s", ""]


def test_the_screens_own_section_wins() -> None:
    actions = load().actions(("form", "global"), lambda _: True)
    assert last("escape", actions) == Run("cancel", None, None)
    assert last("tab", actions) == Run("next_field", None, None)
    assert last("q", actions) == Run("back", None, None)
    assert dict(actions)["undo"] == (("ctrl+z",),)
    assert dict(actions)["back"] == (("q",),)
    assert "next_pane" not in dict(actions)


def test_what_does_not_exist_takes_no_key() -> None:
    actions = load().actions(("form", "global"), {"back", "next_pane"}.__contains__)
    assert actions == [("next_pane", (("tab",),)), ("back", (("escape",), ("q",)))]
    assert last("g", actions) == Nothing()


def test_an_unknown_section_is_an_error() -> None:
    with pytest.raises(KeyError):
        load().actions(("kitchen",), lambda _: True)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("j,down", "j, down"),
        ("g g,home", "g g, home"),
        ("s <d|w|m|f|.>", "s d/w/m/f/."),
        ("g comma", "g ,"),
        ("m <letter>", "m letter"),
        ("v <1-9>", "v 1-9"),
        ("<", "<"),
        ("escape,q", "esc, q"),
    ],
)
def test_keys_are_written_for_people(keys: str, words: str) -> None:
    assert spoken(parse(f'[global]\nx = "{keys}"').sections["global"]["x"]) == words


@given(st.lists(st.sampled_from([*"0123456789gGsjvmd.,<", "escape", "space", "f1", ""])))
def test_any_keys_leave_the_engine_usable(keys: list[str]) -> None:
    engine = Engine()
    for key in keys:
        outcome = engine.feed(key, EVERYTHING)
        assert bool(engine.pending) == isinstance(outcome, Wait)
        assert not isinstance(outcome, Run) or outcome.count is None or 1 <= outcome.count <= 9999
    if engine.pending:
        assert engine.feed("escape", EVERYTHING) == Nothing()
    assert engine.feed("j", EVERYTHING) == Run("down", None, None)
