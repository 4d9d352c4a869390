"""Values of JSON: one bad value goes, reported with its path, and the rest stays."""

from typing import Any

import pytest

from models.exchange.json.life import Life, Shared
from tests.rules.json_files import AT, NOTE, PLAN, cards, read_all, told, written


def _life(**says: Any) -> tuple[Life, list[tuple[str, str]]]:
    file = written({"name": "Ida", **says})
    (card,) = cards(file)
    assert card.life
    return card.life, told(file)


@pytest.mark.parametrize(
    ("says", "text", "why"),
    [
        ({"name": 5}, "contacts[0].name: 5", "not a text"),
        ({"birthday": "1980-02-30"}, "contacts[0]: 1980-02-30", ""),
        ({"every_days": "30"}, "contacts[0].every_days: 30", "not a whole number"),
        ({"every_days": True}, "contacts[0].every_days: True", "not a whole number"),
        ({"every_days": 0}, "contacts[0]: 0", "a cadence is 1 to 3,650 days"),
        ({"emails": "a@b.example"}, "contacts[0].emails: a@b.example", "not a list"),
        ({"emails": ["a@b.example"]}, "contacts[0].emails[0]: a@b.example", "not an object"),
        ({"emails": [{"value": 3}]}, "contacts[0].emails[0].value: 3", "not a text"),
        ({"emails": [{"value": "a@b.example", "label": 3}]}, "contacts[0].emails[0].label: 3", "not a text"),
        ({"emails": [{"value": "a@b.example", "x": 3}]}, "contacts[0].emails[0].x: 3", "there is no such key"),
        ({"tags": [["a"]]}, "contacts[0].tags[0]: ['a']", "not a text"),
        ({"extras": ["TITLE:Dr\r\nEND:VCARD"]}, "contacts[0].extras[0]: TITLE:Dr  END:VCARD", "not a line of a vCard"),
        ({"extras": ["END:VCARD"]}, "contacts[0].extras[0]: END:VCARD", "not a line of a vCard"),
        ({"extras": ["TITLE;x"]}, "contacts[0].extras[0]: TITLE;x", "not a line of a vCard"),
        ({"extras": ["TITLE:Dr", 3]}, "contacts[0].extras[1]: 3", "not a text"),
        ({"shoe_size": 42}, "contacts[0].shoe_size: 42", "there is no such key"),
        ({"created_at": "2026-06-01T08:00:00"}, "contacts[0].created_at: 2026-06-01T08:00:00", "a time without its"),
        ({"created_at": "2026-02-30T08:00:00Z"}, "contacts[0].created_at: 2026-02-30T08:00:00Z", "not a time like"),
        ({"created_at": "9999-12-31T23:59:59-12:00"}, "contacts[0].created_at: 9999", "not between 1800 and 2200"),
        (
            {"created_at": 1780000000},
            "contacts[0].created_at: 1780000000",
            "not a time like 2026-06-10T07:30:00Z; the usual is taken",
        ),
        ({"reason": "money"}, "contacts[0].reason: money", "not an object like"),
        ({"reason": {"kind": "never", "name": "money"}}, "contacts[0].reason: {", "not listed among the reasons"),
        (
            {"notes": [{**NOTE, "text": " \u200b "}]},
            "contacts[0].notes[0].text:",
            "there is nothing to read in it; left",
        ),
        ({"notes": [{"at": AT}]}, "contacts[0].notes[0].text: None", "not a text; left out with all"),
        ({"notes": [{**NOTE, "text": "x" * 20_001}]}, "contacts[0].notes[0].text: xxx", "at most 20,000 characters"),
        ({"notes": ["tea"]}, "contacts[0].notes[0]: tea", "not an object"),
        ({"notes": {"at": AT}}, "contacts[0].notes: {", "not a list"),
        ({"notes": [{**NOTE, "by": "Eve"}]}, "contacts[0].notes[0].by: Eve", "not listed among the members; the usual"),
        (
            {"follow_ups": [{**PLAN, "state": "maybe"}]},
            "contacts[0].follow_ups[0].state: maybe",
            "not one of open, done",
        ),
        ({"follow_ups": [{**PLAN, "repeat": "often"}]}, "contacts[0].follow_ups[0].repeat: often", "not a rhythm"),
        ({"follow_ups": [{**PLAN, "due_on": "1 June"}]}, "contacts[0].follow_ups[0].due_on: 1 June", "not a day like"),
        ({"follow_ups": [{**PLAN, "due_on": "0001-01-01"}]}, "contacts[0].follow_ups[0].due_on: 0001", "not between"),
        ({"follow_ups": [{**PLAN, "private_place": 1}]}, "contacts[0].follow_ups[0].private_place: 1", "neither true"),
        ({"follow_ups": [{**PLAN, "closed_at": AT}]}, "contacts[0].follow_ups[0].closed_at:", "the follow-up is open"),
        ({"follow_ups": [{**PLAN, "state": "done"}]}, "contacts[0].follow_ups[0].closed_at:", "due_at is taken"),
        (
            {"follow_ups": [{**PLAN, "tone": "unpleasant", "channel": "text"}]},
            "contacts[0].follow_ups[0].channel: text",
            "a call it is",
        ),
        (
            {"interactions": [{"at": AT, "channel": "call", "outcome": "cancelled"}]},
            "contacts[0].interactions[0].outcome: cancelled",
            "not one of spoke, sent, no-answer, left-word",
        ),
        (
            {"interactions": [{"at": AT, "channel": "call", "outcome": "sent", "minutes": 1441, "follow_up": 0}]},
            "contacts[0].interactions[0].minutes: 1441",
            "An interaction lasts 0 to 1440 minutes",
        ),
        ({"follow_ups": [{**PLAN, "step": "dance"}]}, "contacts[0].follow_ups[0].step: dance", "not one of hear, fix,"),
        (
            {"stage_changes": [{"at": AT, "from": "Lost", "to": "Customer"}]},
            "contacts[0].stage_changes[0].from: Lost",
            "not listed among the stages; left out with all",
        ),
    ],
)
def test_one_bad_value_goes_and_the_rest_stays(says: dict[str, Any], text: str, why: str) -> None:
    file = written({"name": "Ida", "company": "Oak", **says}, {"name": "Max"})
    assert [card.name for card in cards(file)] == ["Oak" if "name" in says else "Ida", "Max"]
    said = next(each for each in told(file) if each[0].startswith(text))
    assert why in said[1]


def test_what_points_to_a_follow_up_that_was_left_out() -> None:
    talk = {"at": AT, "channel": "call", "outcome": "spoke"}
    plans = [{"due_at": "soon"}, {**PLAN, "text": "roof"}]
    life, told = _life(follow_ups=plans, interactions=[{**talk, "follow_up": place} for place in (0, 1, 2)])
    assert [row["follow_up"] for row in life.parts["interactions"]] == [None, 0, None]
    assert [text for text, _ in told] == [
        "contacts[0].follow_ups[0].due_at: soon",
        "contacts[0].interactions[0].follow_up: 0",
        "contacts[0].interactions[2].follow_up: 2",
    ]


def test_a_reason_is_put_off_once() -> None:
    snooze = {"kind": "drift", "due_at": AT, "until_at": AT}
    life, told = _life(snoozes=[{**snooze, "until_at": "2026-07-01T08:00:00Z"}, snooze, {**snooze, "kind": "x"}])
    assert [row["until_at"].month for row in life.parts["snoozes"]] == [7]
    assert told[0][0] == "contacts[0].snoozes[2].kind: x"


@pytest.mark.parametrize(
    ("lists", "text", "why"),
    [
        ({"business": [1]}, "business[0]: 1", "not an object"),
        ({"business": {"name": 3, "x": 1}}, "business.x: 1", "there is no such key"),
        ({"business": {"grace_days": "3"}}, "business.grace_days: 3", "not a whole number"),
        ({"members": [" "]}, "members[0].name:", "there is nothing to read in it"),
        ({"stages": [{"name": "A", "kind": "fan"}, {"name": "a", "kind": "fan"}]}, "stages[1]: a", "a second time"),
        ({"stages": ["A"]}, "stages[0]: A", "not an object"),
        ({"stages": [{"name": "A", "kind": "odd"}]}, "stages[0].kind: odd", "not one of prospect"),
        ({"stages": [{"name": "A", "kind": "fan", "every_days": 9999}]}, "stages[0].every_days: 9999", "A cadence is"),
        ({"reasons": ["A"]}, "reasons[0]: A", "not an object"),
        ({"reasons": [{"kind": "fan", "name": "A"}]}, "reasons[0].kind: fan", "not one of never, former"),
        ({"reasons": [{"kind": "never", "name": name} for name in "aA"]}, "reasons[1]: A", "a second time"),
        ({"companies": [{"name": ""}]}, "companies[0].name:", "nothing to read"),
        ({"members": [f"M{number}" for number in range(1002)]}, "members[1000]", "more than 1,000"),
        ({"people": [1, 2]}, "people: 1", "there is no such key"),
    ],
)
def test_what_is_wrong_with_what_contacts_share(lists: dict[str, Any], text: str, why: str) -> None:
    file = written({"name": "Ida"}, **lists)
    assert [card.name for card in cards(file)] == ["Ida"]
    (said,) = [each for each in told(file) if each[0].startswith(text)]
    assert why in said[1]


def test_companies_come_by_the_hundred() -> None:
    found = [
        item
        for item in read_all(written(companies=[{"name": f"C{n}"} for n in range(1001)]))
        if isinstance(item, Shared)
    ]
    assert [(each.of, len(each.rows)) for each in found][-3:] == [
        ("companies", 500),
        ("companies", 500),
        ("companies", 1),
    ]


def test_what_stands_where_it_should_not() -> None:
    file = b'{"version": 1, "at": "x",\n"contacts": [{"name": "A"}, 5],\n"members": ["Ada"], "version": 2, "odd": 1}'
    assert told(file) == [
        ("contacts[1]: 5", "not an object"),
        ("members: Ada", "this stands behind the contacts, which may need it"),
        ("version", "the file has this a second time; the first is kept"),
        ("odd: 1", "there is no such key"),
    ]
    assert told(b'{"version": 1, "contacts": 3}') == [("contacts: 3", "not an object")]
