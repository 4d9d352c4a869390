"""The cells of one row put together into a card: several columns may make one value."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from models.exchange.card import Card, Point, cadence_days, dropped, stand_in
from models.exchange.csv import dates as csv_dates
from models.exchange.csv import extras as csv_extras
from models.exchange.csv.cells import split_notes, unguarded
from models.exchange.csv.columns import LISTS, POINTS, TEXTS
from models.exchange.csv.headers import POSTAL_PARTS, Column
from models.exchange.csv.rows import Row
from models.rules.contact_fields import ANY
from models.rules.escapes import split_list
from models.rules.vcard_value import one_line

_BETWEEN_VALUES = ":::"
_NAME_PARTS = ("prefix", "given", "additional", "family", "suffix")
_WORDS = {"mobile": "cell"}
_DATES = {"ANNIVERSARY", "X-EVENT"}
_YES, _NO = {"1", "true", "yes", "y", "x", "on", "ja"}, {"0", "false", "no", "n", "off", "nein"}

NO_FIELD = "no field for column"
"""How it begins why a cell is left out whose column goes nowhere."""

Parts = dict[str, str]
"""The filled cells that make one value, by part."""


class Plan(NamedTuple):
    """What is the same for every row: the headers, where each column goes, and how its dates are to be read."""

    header: Sequence[str]
    columns: Sequence[Column | None]
    day_first: bool | None


def card(row: Row, plan: Plan) -> Card:
    """Make a card of a row. What is not kept is in its `dropped`."""
    made = Card(row.line, dropped=row.reports)
    values: dict[tuple[str, str], Parts] = {}
    for position, (column, cell) in enumerate(zip(plan.columns, row.cells, strict=False)):
        if cell and not cell.isspace() and (why := _place(values, cell, column, plan.header[position])):
            made.dropped.append(dropped(row.line, cell, why))
    for (field, _), parts in values.items():
        if why := _FILLERS[field](made, field, parts, plan):
            made.dropped.append(dropped(row.line, _shown(parts), why))
    if len(row.cells) > len(plan.header) and (
        extra := [cell for cell in row.cells[len(plan.header) :] if cell.strip()]
    ):
        made.dropped.append(dropped(row.line, ", ".join(extra), "beyond the last column"))
    made.name = made.name if made.name.strip() else stand_in(made)
    return made


def _place(values: dict[tuple[str, str], Parts], cell: str, column: Column | None, header: str) -> str:
    """Put a cell with the others that make one value with it. Returns why it has no place, or ""."""
    if not column:
        return f"{NO_FIELD} “{header[:40]}”"
    field, part, slot, label = column
    text = unguarded(cell) if cell[0] == "'" else cell
    parts = values.setdefault((field, slot), {})
    if parts.setdefault(part, text) != text:
        return f"a second {field}; the first is kept"
    if label:
        parts["label"] = label
    return ""


def _shown(parts: Parts) -> str:
    return parts.get("value") or next(iter(parts.values()))


def _fill_points(card: Card, field: str, parts: Parts, _plan: Plan) -> str:
    label = parts.get("label") or _loose_label(parts.get("loose label", ""))
    if "values" in parts:
        several = (value.strip() for value in parts["values"].split(_BETWEEN_VALUES))
        values = [value.removeprefix("mailto:") if field == "email" else value for value in several]
    else:
        values = [_joined_address(parts) if field == "address" else parts.get("value", "")]
    found = [Point(label, value) for value in values if value.strip()]
    getattr(card, POINTS[field]).extend(found)
    return "" if found else f"the label of a missing {field}"


def _loose_label(text: str) -> str:
    """Return "home" for Google's "* Home", where the star means preferred."""
    label = text.strip().removeprefix("* ").lower()
    return _WORDS.get(label, label)


def _joined_address(parts: Parts) -> str:
    """Return the parts in reading order, or the whole as the file has it; both, where they say different things."""
    whole = parts.get("value") or one_line([parts.get("values", "")])
    joined = one_line(parts[part] for part in POSTAL_PARTS if part in parts)
    if not (whole and joined):
        return whole or joined
    words, others = _words(whole), _words(joined)
    if words <= others:
        return joined
    return one_line([whole] if others <= words else [whole, joined])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _fill_name(card: Card, _field: str, parts: Parts, _plan: Plan) -> str:
    """Take the whole name, or its parts; what the parts are is kept for a vCard as well."""
    if parts.keys() <= {"value"}:
        card.name = parts["value"]
        return ""
    whole, given = parts.get("value", ""), parts.get("given", "").strip()
    if whole and given and "family" not in parts and not _words(given) <= _words(whole):
        parts = {**parts, "family": whole}  # German and French tables have the family name in "Name", or in "Nom"
        whole = ""
    card.name = whole or " ".join(parts[part].strip() for part in _NAME_PARTS if part in parts)
    is_told = _words(f"{parts.get('family', '')} {given}") <= _words(card.name)
    card.extras.append(
        csv_extras.name(*(parts.get(part, "") for part in _VCARD_ORDER), called="" if is_told else card.name)
    )
    return ""


_VCARD_ORDER = ("family", "given", "additional", "prefix", "suffix")


def _fill_text(card: Card, field: str, parts: Parts, _plan: Plan) -> str:
    setattr(card, TEXTS[field], parts["value"])
    return ""


def _fill_list(card: Card, field: str, parts: Parts, _plan: Plan) -> str:
    found = parts.get("loose", "").replace(_BETWEEN_VALUES, ";").split(";")
    loose = (item.strip().removeprefix("* ") for item in found)
    items = [*split_list(parts.get("value", "")), *filter(None, loose)]
    setattr(card, LISTS[field], list(dict.fromkeys(items)))
    return ""


def _fill_channels(card: Card, _field: str, parts: Parts, _plan: Plan) -> str:
    """Take a list of channels, or a yes: to the channel that the column is about, else to all of them."""
    said, channel = parts["value"].strip().casefold(), parts.get("label", "")
    if said in _NO:
        return ""
    if channel and said not in _YES:
        return "neither yes nor no"
    card.do_not_contact += [channel or ANY] if said in _YES else split_list(parts["value"])
    return ""


def _fill_birthday(card: Card, _field: str, parts: Parts, plan: Plan) -> str:
    if "value" in parts:
        card.birthday, why = csv_dates.read(parts["value"], day_first=plan.day_first)
        return why
    if "month" in parts and "day" in parts:
        card.birthday = f"{parts.get('year', '-')}-{parts['month']:0>2}-{parts['day']:0>2}"
    else:
        card.birthday = " ".join(parts.values())
    return ""


def _fill_cadence(card: Card, _field: str, parts: Parts, _plan: Plan) -> str:
    card.every_days = cadence_days(parts["value"])
    return "not a number of days" if card.every_days is None else ""


def _fill_notes(card: Card, _field: str, parts: Parts, _plan: Plan) -> str:
    card.notes += split_notes(parts["value"])
    return ""


def _fill_note(card: Card, _field: str, parts: Parts, _plan: Plan) -> str:
    card.notes.append("\n".join(f"{header}: {text.strip()}" for header, text in parts.items()))
    return ""


def _fill_extra(card: Card, _field: str, parts: Parts, plan: Plan) -> str:
    prop, value = parts.get("label", ""), parts.get("value", "")
    if not value:
        return "the label of something missing"
    kind = parts.get("loose label", "")
    if prop in _DATES:
        value, why = csv_dates.read(value, day_first=plan.day_first)
        value = parts["value"] if why and why != csv_dates.STANDS_FOR_NONE else value
        prop = "ANNIVERSARY" if kind.strip().casefold() == "anniversary" else prop
    if not value:
        return ""
    line, why = csv_extras.line(prop, value, kind, parts.get("service", ""))
    card.extras += filter(None, [line])
    return why


_FILLERS: Mapping[str, Callable[[Card, str, Parts, Plan], str]] = {
    **dict.fromkeys(POINTS, _fill_points),
    **dict.fromkeys(TEXTS, _fill_text),
    **dict.fromkeys(LISTS, _fill_list),
    "do not contact": _fill_channels,
    "name": _fill_name,
    "birthday": _fill_birthday,
    "cadence": _fill_cadence,
    "notes": _fill_notes,
    "note": _fill_note,
    "extra": _fill_extra,
}
