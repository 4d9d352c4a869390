"""Reading vCard files of any version: what has a field goes there, everything else is kept beside the fields."""

from collections.abc import Iterator
from operator import attrgetter
from typing import BinaryIO

from models.exchange.card import Card, Dropped, dropped, stand_in
from models.exchange.vcard.extras import MODELLED, beyond, label_beyond, names_beyond, second
from models.exchange.vcard.fields import CADENCE, LISTS, NOTE, SILENT, apple_label, keep, label_of, readable_name
from models.exchange.vcard.gathering import Gathered, gathered
from models.exchange.vcard.lines import properties
from models.rules.extras import LABEL
from models.rules.vcard_line import Property
from models.rules.vcard_value import OURS, POINTS, SINGLES, said

_FIELDS = {*POINTS, *SINGLES, *LISTS, NOTE, CADENCE}
_STRUCTURE = {"BEGIN", "END"}
_OF_PARTS = {"N", "ADR", "ORG"}


def read(stream: BinaryIO) -> Iterator[Card | Dropped]:
    """Yield each card of a buffered binary stream, and a report for what stands outside any card.

    Never raises for what the file contains. What a card holds and no field does is in its `extras`; what could not be
    kept is in its `dropped`. A card that is over 10 MB comes as a report only; lines between cards come as one report
    for each run of them. A doubt about the encoding is reported where it first comes up.
    """
    told: set[str] = set()
    for each in gathered(properties(stream)):
        if report := each.report():
            yield report
        elif each.begin:
            card = _Building(each.begin.line, each.items).card()
            card.dropped += _doubts(each, told)
            if not each.ended:
                card.dropped.append(dropped(each.begin.line, each.begin.shown, "the END of this card is missing"))
            card.dropped.sort(key=attrgetter("line"))
            yield card


def _doubts(each: Gathered, told: set[str]) -> Iterator[Dropped]:
    for item in each.items:
        if isinstance(item, Property) and item.doubt and item.doubt not in told:
            told.add(item.doubt)
            yield dropped(item.line, item.shown, item.doubt)


class _Building:
    """One card in the making: its lines sorted into fields, lines beside a field, and lines that stand alone."""

    def __init__(self, line: int, items: list[Property | Dropped]) -> None:
        self._card = Card(line, dropped=[item for item in items if isinstance(item, Dropped)])
        found = [item for item in items if isinstance(item, Property) and item.name not in SILENT and _filled(item)]
        self._names = [prop for prop in found if prop.name == "N"]
        self._props = [prop for prop in found if prop.name != "N"]
        reached = {prop.group for prop in found if prop.name in POINTS and prop.group and said(prop).strip()}
        labels = [prop for prop in found if prop.name == LABEL and prop.group in reached]
        self._labels = {prop.group: prop for prop in reversed(labels)}
        self._needed = {prop.group for prop in self._props if self._needs_group(prop)} - {""}
        self._beside: list[str] = []
        self._alone: list[tuple[int, str]] = []

    def card(self) -> Card:
        for prop in sorted(self._props, key=Property.preference):
            self._take(prop)
        card = self._card
        if not card.name.strip():
            card.name = next(filter(None, (readable_name(prop.value) for prop in self._names)), "") or stand_in(card)
        self._beside += names_beyond(self._names, card)
        card.extras = [*sorted(self._beside), *(line for _, line in sorted(self._alone))]
        return card

    def _needs_group(self, prop: Property) -> bool:
        """Tell whether other lines of its group are of no use without it."""
        if prop.name == LABEL and prop.group in self._labels:
            return prop is self._labels[prop.group] and bool(label_beyond(prop))
        return prop.name not in _FIELDS

    def _take(self, prop: Property) -> None:
        if prop.name in _FIELDS:
            self._take_field(prop)
        elif self._labels.get(prop.group) is prop:
            self._beside += filter(None, [label_beyond(prop)])
        elif prop.name in _STRUCTURE:
            self._drop(prop, "no part of a contact")
        elif prop.name == LABEL and prop.group in self._labels:
            self._drop(prop, "a second label; the first is kept")
        else:
            self._alone.append((prop.line, prop.text()))

    def _take_field(self, prop: Property) -> None:
        if not said(prop).strip():
            self._alone.append((prop.line, prop.text()))
        elif prop.name in SINGLES and not prop.name.startswith(OURS) and getattr(self._card, SINGLES[prop.name]):
            self._take_second(prop)
        else:
            self._keep(prop)

    def _take_second(self, prop: Property) -> None:
        same = said(prop) == getattr(self._card, SINGLES[prop.name])
        if not same or beyond(prop):
            self._alone.append((prop.line, second(prop)))

    def _keep(self, prop: Property) -> None:
        label = self._labels.get(prop.group)
        name = apple_label(label) if label else label_of(prop.types())
        if why := keep(self._card, prop, name):
            self._drop(prop, why)
        elif prop.name in POINTS or prop.name in SINGLES:
            self._beside += filter(None, [beyond(prop, label=name, group=self._claimed(prop))])
        elif beyond(prop):
            lost = ", ".join(f"{key}={value}" for key, value in prop.without(*MODELLED))
            self._drop(prop, f"kept without {lost}")

    def _claimed(self, prop: Property) -> str:
        """Return the group of a line if others need it: its first line has it, of one with a label its first point."""
        if prop.group not in self._needed or (prop.name not in POINTS and prop.group in self._labels):
            return ""
        self._needed.remove(prop.group)
        return prop.group

    def _drop(self, prop: Property, why: str) -> None:
        self._card.dropped.append(dropped(prop.line, prop.shown, why))


def _filled(prop: Property) -> bool:
    """Tell whether a line says anything: the parts of a name, an address or a company may all be empty."""
    value = prop.value.strip()
    if value.strip(" ;,"):
        return True
    return bool(value and (prop.name not in _OF_PARTS or prop.without("TYPE", "PREF", "VALUE", "LANGUAGE")))
