"""A person's own keys: what can be used is, and everything else is named once and stays as it was."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.key_overrides import overridden
from screens.key_rules import FORBIDDEN, complaint
from screens.key_table import KeyTable, begin_alike, is_parameter, load, read_ways, spoken

TABLE = load()


def ways(table: KeyTable, action: str, section: str = "list") -> str:
    return spoken(table.sections[section][action])


@pytest.mark.parametrize(
    ("wanted", "action", "section", "keys"),
    [
        ({"done": "D"}, "done", "list", "D"),
        ({"done": "D, ctrl+g"}, "done", "list", "D, ctrl+g"),
        ({"done": " g  d "}, "done", "list", "g d"),
        ({"done": "comma"}, "done", "list", ","),
        ({"done": "F5"}, "done", "list", "f5"),
        ({"done": "Ctrl+G"}, "done", "list", "ctrl+g"),
        ({"done": "é"}, "done", "list", "é"),
        ({"done": "g 5"}, "done", "list", "g 5"),
        ({"back": "esc"}, "back", "global", "esc"),
        ({"back": "Z,f9"}, "back", "global", "Z, f9"),
        ({"snooze": "S <d|w|m|f|.>", "sort": "T"}, "snooze", "list", "S d/w/m/f/."),
        ({"form": {"save": "ctrl+w"}}, "save", "form", "ctrl+w"),
        ({"form": {"save": "ctrl+x s"}}, "save", "form", "ctrl+x s"),
        ({"undo": "ctrl+z"}, "undo", "global", "ctrl+z"),
        ({"undo": "ctrl+z"}, "undo", "form", "ctrl+z"),
        ({"form": {"undo": "ctrl+u"}}, "undo", "form", "ctrl+u"),
        ({"done": "u", "undo": "d"}, "done", "list", "u"),
        ({"done": "t", "tag": "f", "follow_up": "d"}, "tag", "list", "f"),
        ({}, "done", "list", "d"),
    ],
)
def test_what_can_be_used_is(wanted: dict[str, Any], action: str, section: str, keys: str) -> None:
    table, problems = overridden(TABLE, wanted)
    assert problems == []
    assert ways(table, action, section) == keys


FALSE = False
REFUSED: list[tuple[object, list[str]]] = [
    ({"dnoe": "D"}, ["keys: dnoe is no action. Did you mean note?"]),
    ({"follow-up": "F"}, ["keys: follow-up is no action. Did you mean follow_up?"]),
    ({"xyzzy": "D"}, ["keys: xyzzy is no action. docs/keys.md lists them."]),
    ({"x" * 99: "D"}, [f"keys: {'x' * 39}… is no action. docs/keys.md lists them."]),
    ({"forms": {"save": "f5"}}, ["keys.forms is no section. Did you mean form?"]),
    ({"form": {"done": "f5"}}, ["keys.form: done is no action there. docs/keys.md lists them."]),
    ({"form": "f5"}, ["keys: form is no action. docs/keys.md lists them."]),
    ({"done": 5}, ['keys: done = 5 must be text in quotes, like "D".']),
    ({"done": FALSE}, ['keys: done = false must be text in quotes, like "D".']),
    ({"done": ["D"]}, ["keys: done = ['d'] must be text in quotes, like \"D\"."]),
    ({"form": {"save": {}}}, ['keys.form: save = {} must be text in quotes, like "D".']),
    (
        {"done": ""},
        ['keys: done = "" names no key. Write some like "D", "g n" or "ctrl+n,f5"; the key , is comma.'],
    ),
    (
        {"done": "D,"},
        ['keys: done = "D," names no key. Write some like "D", "g n" or "ctrl+n,f5"; the key , is comma.'],
    ),
    ({"done": "ctrl+j"}, ['keys: done = "ctrl+j" cannot be used: ctrl+j is enter in a terminal. Choose another key.']),
    (
        {"done": "alt+d"},
        ['keys: done = "alt+d" cannot be used: alt comes as esc and a letter from many terminals. Choose another key.'],
    ),
    (
        {"done": "ctrl+shift+d"},
        ['keys: done = "ctrl+shift+d" cannot be used: no terminal sends a key of that name. Choose another key.'],
    ),
    (
        {"done": "\x07"},
        ['keys: done = "\x07" cannot be used: no terminal sends a key of that name. Choose another key.'],
    ),
    ({"done": "5"}, ['keys: done = "5" cannot be used: digits are counts, as in 5j. Choose another key.']),
    (
        {"done": "g esc"},
        ['keys: done = "g esc" cannot be used: esc calls off what was begun, so it stands alone. Choose another key.'],
    ),
    ({"snooze": "S"}, ['keys: snooze = "S" must end in what is asked, like "S <d|w|m|f|.>".']),
    ({"snooze": "S <d|w>"}, ['keys: snooze = "S <d|w>" must end in what is asked, like "S <d|w|m|f|.>".']),
    ({"copy": "<e|p|a>"}, ['keys: copy = "<e|p|a>" must end in what is asked, like "X <e|p|a>".']),
    ({"copy": "<e|p|a> v"}, ['keys: copy = "<e|p|a> v" must end in what is asked, like "X <e|p|a>".']),
    ({"done": "D <letter>"}, ['keys: done = "D <letter>" takes nothing behind it. Leave out what stands in <>.']),
    ({"done": "D,D"}, ['keys: done = "D,D" names a key twice, or one that begins another. Leave one out.']),
    ({"done": "D x,D"}, ['keys: done = "D x,D" names a key twice, or one that begins another. Leave one out.']),
    (
        {"form": {"save": "S"}},
        ['keys.form: save = "S" cannot be used: a field needs S itself. Use ctrl or a function key.'],
    ),
    (
        {"cancel": "left"},
        ['keys: cancel = "left" cannot be used: a field needs left itself. Use ctrl or a function key.'],
    ),
    ({"back": "Z"}, ['keys: back = "Z" would leave no key that works while one types. Add one that is no letter.']),
    (
        {"down": "ctrl+w"},
        ['keys: down = "ctrl+w" would leave no key that works while one types. Add one that is no letter.'],
    ),
    ({"done": "u"}, ['keys: done = "u" is also undo; both stay as they were. Choose another key.']),
    ({"done": "D,u"}, ['keys: done = "D,u" is also undo; both stay as they were. Choose another key.']),
    ({"done": "g"}, ['keys: done = "g" begins g g of top; both stay as they were. Choose another key.']),
    ({"done": "u u"}, ['keys: done = "u u" begins with u of undo; both stay as they were. Choose another key.']),
    ({"done": "m x"}, ['keys: done = "m x" is also stage; both stay as they were. Choose another key.']),
    (
        {"form": {"save": "tab"}},
        ['keys.form: save = "tab" is also next_field; both stay as they were. Choose another key.'],
    ),
    ({"done": "D", "edit": "D"}, ['keys: done = "D" is also edit; both stay as they were. Choose another key.']),
    (
        {"done": "D", "edit": "D", "tag": "D"},
        [
            'keys: done = "D" is also tag; both stay as they were. Choose another key.',
            'keys: edit = "D" is also done; both stay as they were. Choose another key.',
        ],
    ),
    (
        {"done": "u", "undo": "d", "edit": "d"},
        [
            'keys: undo = "d" is also edit; both stay as they were. Choose another key.',
            'keys: done = "u" is also undo; both stay as they were. Choose another key.',
        ],
    ),
    ("D", ['keys is no table. Write [keys], and below it lines like done = "D".']),
    (None, ['keys is no table. Write [keys], and below it lines like done = "D".']),
]


@pytest.mark.parametrize(("wanted", "problems"), REFUSED, ids=str)
def test_what_cannot_be_used_is_named_and_stays_as_it_was(wanted: object, problems: list[str]) -> None:
    table, said = overridden(TABLE, wanted)
    assert said == problems
    assert table == TABLE


@pytest.mark.parametrize("key", FORBIDDEN)
def test_a_key_that_terminals_confuse_or_multiplexers_take_is_never_bound(key: str) -> None:
    table, [problem] = overridden(TABLE, {"done": key})
    assert problem.startswith(f'keys: done = "{key}" cannot be used: {key} ')
    assert table == TABLE


def test_the_tables_own_keys_keep_the_rules_for_a_persons() -> None:
    for section, actions in TABLE.sections.items():
        for action, usual in actions.items():
            assert complaint(section, action, usual, usual) == ""


@pytest.mark.parametrize("upside_down", [False, True])
def test_a_sections_own_table_counts_before_the_first_section_that_has_the_id(upside_down: bool) -> None:
    wanted = [("list", {"done": "T"}), ("done", "D")]
    table, problems = overridden(TABLE, dict(wanted[::-1] if upside_down else wanted))
    assert problems == ['keys: done = "D" does not count: keys.list has one, too.']
    assert ways(table, "done") == "T"


STEPS = st.sampled_from([*"abdgsuxDZ?,<.5éß", "comma", "esc", "tab", "space", "left", "f5", "F6", "ctrl+g", "ctrl+w"])
PARAMETERS = st.sampled_from(["<letter>", "<d|w|m|f|.>", "<1-9>", "<e|p|a>", "<x", "alt+g", "ctrl+j", "ctrl+shift+x"])
KEYS = st.one_of(
    st.lists(st.lists(st.one_of(STEPS, PARAMETERS), min_size=1, max_size=3).map(" ".join), max_size=3).map(",".join),
    STEPS,
    st.text(max_size=5),
)
VALUES = st.one_of(KEYS, KEYS, KEYS, st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.lists(KEYS))


def named(ids: list[str]) -> st.SearchStrategy[dict[str, object]]:
    return st.dictionaries(st.one_of(st.sampled_from(ids), st.text(max_size=4)), VALUES, max_size=8)


IDS = sorted({i for actions in TABLE.sections.values() for i in actions})
WANTED = st.tuples(
    named(IDS),
    st.dictionaries(st.sampled_from([*TABLE.sections, "lits"]), named(IDS), max_size=3),
).map(lambda parts: parts[0] | parts[1])


@given(st.one_of(WANTED, WANTED, VALUES))
def test_whatever_is_wanted_the_table_stays_whole(wanted: object) -> None:
    table, problems = overridden(TABLE, wanted)
    assert {s: list(actions) for s, actions in table.sections.items()} == {
        s: list(a) for s, a in TABLE.sections.items()
    }
    changed = {
        (section, action)
        for section, actions in table.sections.items()
        for action, chords in actions.items()
        if chords != TABLE.sections[section][action]
    }
    for section, action in changed:
        chords, usual = table.sections[section][action], TABLE.sections[section][action]
        assert complaint(section, action, chords, usual) == ""
        assert {s for chord in chords for s in chord if is_parameter(s)} <= {s for chord in usual for s in chord}
    assert_nothing_clashes(table)
    assert_each_is_used_or_named_once(wanted, changed, problems)


def assert_each_is_used_or_named_once(wanted: object, changed: set[tuple[str, str]], problems: list[str]) -> None:
    subjects = Counter(problem.partition(" = ")[0] for problem in problems if "does not count" not in problem)
    assert max(subjects.values(), default=0) <= 1
    if not isinstance(wanted, dict):
        assert len(problems) == 1
        return
    for subject, action in leaves(wanted):
        is_used = any(action == changed_id for _, changed_id in changed)
        other = f" {action}; both stay as they were. Choose another key."
        assert is_used or is_usual(wanted, action) or any(p.startswith(subject) or p.endswith(other) for p in problems)


def leaves(wanted: dict[str, Any]) -> list[tuple[str, str]]:
    """Everything that is wanted, with what a sentence about it begins with."""
    found = [(f"keys: {name} ", name) for name, value in wanted.items() if not isinstance(value, dict)]
    for name, value in wanted.items():
        if isinstance(value, dict):
            is_known = name in TABLE.sections
            found += [(f"keys.{name}: {i} ", i) for i in value] if is_known else [(f"keys.{name} is", name)]
    return found


def is_usual(wanted: dict[str, Any], action: str) -> bool:
    """Tell whether an action's usual keys were wanted, which changes nothing."""
    known = [ways for actions in TABLE.sections.values() for i, ways in actions.items() if i == action]
    values = [wanted.get(action), *(value.get(action) for value in wanted.values() if isinstance(value, dict))]
    return any(isinstance(value, str) and read_ways(value.replace("esc", "escape")) in known for value in values)


def assert_nothing_clashes(table: KeyTable) -> None:
    alone, shared = ["form", "first_run"], ["global", "list", "contact"]
    own = [s for s in table.sections if s not in [*alone, *shared]]
    for sections in (*([*shared, each] for each in own), *([each] for each in alone)):
        bound = [(i, chord) for s in sections for i, chords in table.sections[s].items() for chord in chords]
        for (_, one), (_, other) in combinations(bound, 2):
            assert not begin_alike(one, other)
