"""Cards out of CSV text."""

from io import BytesIO

from models.exchange.card import Card, Dropped
from models.exchange.csv.reading import read


def parsed(text: str | bytes, **columns: str) -> list[Card | Dropped]:
    return list(read(BytesIO(text.encode() if isinstance(text, str) else text), columns=columns))


def only(text: str | bytes, **columns: str) -> Card:
    (card,) = parsed(text, **columns)
    assert isinstance(card, Card)
    return card


def whys(card: Card) -> list[tuple[int, str, str]]:
    return [(drop.line, drop.text, drop.why) for drop in card.dropped]
