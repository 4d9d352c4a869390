"""What a card says beyond our fields: kept as lines of vCard 4.0, given back as long as it is still true.

A line that stands beside a field (the parts of an address, the departments of a company, the language of a name) is
tied to the value that the field had: it is written in place of ours while the field has that value, and not at all
once it has another. N is tied to the name in the same way. All other lines are given back as they came.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from models.exchange.vcard.fields import apple_label, name_parts, other_types, says_more, written
from models.rules.escapes import split
from models.rules.extras import LABEL, OF_NAME, beside_company, folded, is_of_name, is_second, is_tied, key, tie
from models.rules.vcard_line import NO_PREFERENCE, Property, kept, quoted
from models.rules.vcard_value import POINTS, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.exchange.card import Card

MODELLED = ("PREF", "VALUE", "X-APPLE-OMIT-YEAR")
"""Parameters that a field says all of."""
_SECOND = 2
_STRUCTURE = {"BEGIN", "END", "VERSION"}
_ONE_OF_ITS_KIND = {
    *("N", "GENDER", "ANNIVERSARY", "KIND", "PHOTO", "LOGO", "TITLE", "ROLE", "GEO", "TZ", "MAILER", "SORT-STRING"),
    *("X-ABSHOWAS", "X-ANNIVERSARY", "X-SPOUSE", "X-GENDER", "X-MAIDENNAME"),
    *("X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "X-PHONETIC-LAST-NAME"),
    *("X-MS-ANNIVERSARY", "X-MS-SPOUSE", "X-MS-MANAGER", "X-MS-ASSISTANT", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN"),
}
"""Properties that a contact has once: by RFC 6350, or because no address book writes two."""


def beyond(prop: Property, *, label: str = "", group: str = "") -> str:
    """Return the line to keep beside the field of a property, or "" when the field says all of it.

    `label` is that of the point; `group` the one it must keep, because other lines belong to it.
    """
    params = prop.without(*MODELLED)
    if prop.name in POINTS:
        others = other_types(prop.types(), label)
        types = (("TYPE", quoted(",".join(others))),) if others else ()
        params = (*types, *prop.without("TYPE", *MODELLED))
    more, ours = says_more(prop), written(prop.name, said(prop))
    if not (params or group or more):
        return ""
    value = prop.value if more else ours.value
    return replace(prop, params=(*ours.params, *params), group=group, value=value).text()


def second(prop: Property) -> str:
    """Return the line of a further name, company, birthday or UID: less preferred than the one that the field has."""
    if 1 < prop.preference() < NO_PREFERENCE:
        return prop.text()
    return replace(prop, params=(*prop.without("PREF"), ("PREF", str(_SECOND)))).text()


def names_beyond(names: Sequence[Property], card: Card) -> list[str]:
    """Return the lines of N to keep, tied to the name of the card; one that only says what we write is not kept."""
    ours = split(name_parts(card).rstrip(";"), ";")
    if len(names) == 1 and not names[0].params and split(names[0].value.rstrip("; "), ";") == ours:
        return []
    tie = (OF_NAME, folded(card.name))
    return [replace(prop, group="", params=(*prop.without(OF_NAME), tie)).text() for prop in names]


def label_beyond(prop: Property) -> str:
    """Return the line of a point's label to keep, or "" when the label says all of it."""
    plain = not prop.params and not prop.value.startswith("_$!<")
    return "" if plain else prop.text()


class Extras:
    """The extras of one card, sorted out for writing it.

    `others` are the lines that stand alone, `needed` their groups; `seconds` the properties that have a second line.
    """

    def __init__(self, card: Card) -> None:
        """Sort out; lines that are no property, or would break the card, are left out."""
        found = list(_read(card.extras))
        found = [prop for prop in found if prop.name not in _STRUCTURE]
        self._free = _free_groups({prop.group for prop in found})
        self.seconds = {prop.name for prop in found if is_second(prop)}
        self._ties: defaultdict[tuple[str, str], list[Property]] = defaultdict(list)
        for prop in filter(is_tied, found):
            self._ties[prop.name, tie(prop)].append(prop)
        tied_groups = {prop.group for prop in found if prop.name in POINTS and is_tied(prop) and prop.group}
        self._labels = {prop.group: prop for prop in found if prop.name == LABEL and prop.group in tied_groups}
        self._names = [prop for prop in found if prop.name == "N" and prop.value.strip()]
        ours = {*map(id, self._names), *map(id, self._labels.values())}
        self.others = [prop for prop in found if not is_tied(prop) and id(prop) not in ours]
        self.needed = {prop.group for prop in self.others}

    def free_group(self) -> str:
        """Return a group that no line has, each time another."""
        return next(self._free)

    def tied(self, name: str, value: str) -> Property | None:
        """Return what is kept beside a value of a field, once."""
        kept = self._ties.get((name, key(name, value))) if self._ties else None
        if not kept:
            return None
        prop = kept.pop(0)
        return beside_company(prop, value) if name == "ORG" and said(prop) != value else prop

    def label(self, group: str, label: str) -> Property | None:
        """Return the label of a group as it came, if it is still the label."""
        prop = self._labels.get(group)
        return prop if prop and apple_label(prop) == label else None

    def names(self, card: Card) -> Iterator[Property]:
        """Yield the lines of N that are true of the name that the card has now; there is at least one."""
        true = [prop for prop in self._names if is_of_name(prop, folded(card.name))]
        yield from (replace(prop, params=prop.without(OF_NAME)) for prop in true)
        if not true:
            yield Property(0, "", "N", (), name_parts(card))


def same_extra(line: str) -> object:
    """Return a key: two lines with equal keys are the same to an update, and so are two that a contact has once.

    The same property has the same key in any group, upper or lower case.
    """
    prop = kept(line)
    if prop is None:
        return line
    if prop.name in _ONE_OF_ITS_KIND:
        return prop.name
    if is_tied(prop):
        return prop.name, tie(prop)
    return replace(prop, group="", spelt="").text()


def joined(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return our lines and those of theirs that we lack, lines of one group together, in a group that is still free."""
    if {*theirs} <= {*ours}:
        return [*ours]
    whole, have = [*ours], {_same_bundle(bundle) for bundle in _bundles(ours)}
    taken = {prop.group for prop in _read(ours)} - {""}
    free = _free_groups(taken)
    for bundle in _bundles(theirs):
        if _same_bundle(bundle) not in have:
            group = bundle[0].group if bundle[0].group not in taken else next(free)
            taken |= {group} - {""}
            whole += [replace(prop, group=group).text() for prop in bundle]
    return whole


def _free_groups(taken: set[str]) -> Iterator[str]:
    return (name for number in count(1) if (name := f"item{number}") not in taken)


def _read(lines: Iterable[str]) -> Iterator[Property]:
    return filter(None, map(kept, lines))


def _bundles(lines: Iterable[str]) -> list[list[Property]]:
    """Return the lines of each group together, and each line without a group by itself."""
    bundles: dict[object, list[Property]] = {}
    for place, prop in enumerate(_read(lines)):
        bundles.setdefault(prop.group or place, []).append(prop)
    return list(bundles.values())


def _same_bundle(bundle: list[Property]) -> object:
    return frozenset(same_extra(prop.text()) for prop in bundle)
