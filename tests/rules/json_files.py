"""JSON files of the tests, and what is read of them."""

import json
from io import BufferedReader, BytesIO
from typing import Any

from models.exchange.card import Card, Dropped
from models.exchange.json.life import Shared
from models.exchange.json.reading import read

AT = "2026-06-01T08:00:00Z"
LISTS = {
    "members": ["Ada"],
    "stages": [{"name": "Customer", "kind": "customer"}],
    "reasons": [{"kind": "former", "name": "money"}],
}
NOTE = {"at": AT, "text": "tea"}
PLAN = {"due_at": AT, "created_at": AT}


def written(*contacts: Any, **lists: Any) -> bytes:
    return json.dumps({"version": 1, **LISTS, **lists, "contacts": contacts}).encode()


def read_all(file: bytes) -> list[Card | Dropped | Shared]:
    return list(read(BufferedReader(BytesIO(file))))


def told(file: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for item in read_all(file):
        several = item.dropped if isinstance(item, Card) else [item] if isinstance(item, Dropped) else []
        found += [(each.text, each.why) for each in several]
    return found


def cards(file: bytes) -> list[Card]:
    return [item for item in read_all(file) if isinstance(item, Card)]
