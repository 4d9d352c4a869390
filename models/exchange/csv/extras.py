"""Cells that no field of ours holds, as lines of vCard 4.0 (RFC 6350), so that an export gives them back."""

import re
from urllib.parse import quote

from models.rules import birthday
from models.rules import text as rule
from models.rules.escapes import escape
from models.rules.extras import OF_NAME, folded
from models.rules.refusals import Refused

_SAYS_NOTHING = {
    "X-PRIORITY": {"normal"},
    "X-SENSITIVITY": {"normal"},
    "X-PRIVATE": {"false", "aus"},
    "X-EMAIL-TYPE": {"smtp"},
    "GENDER": {"unspecified", "keine angabe"},
}
"""What Outlook writes for every contact, in English and in German."""

_FORMS = {
    "ORGANIZATION": "ORG;PREF=2:{}",
    "ORG": "ORG:;{}",
    "SPOUSE": "RELATED;VALUE=text;TYPE=spouse:{}",
    "CHILD": "RELATED;VALUE=text;TYPE=child:{}",
    "AGENT": "RELATED;VALUE=text;TYPE=agent:{}",
    "RELATED": "RELATED;VALUE=text{}:{}",
}
_GENDERS = {"m": "M", "male": "M", "f": "F", "female": "F", "other": "O", "unknown": "U", "none": "N"}
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f]+")
_LIMIT = 20_000


def line(prop: str, value: str, kind: str = "", service: str = "") -> tuple[str, str]:
    """Return the line for a cell under a column that means `prop`, "" for one that says nothing; and why not, or "".

    `kind` is what another column calls it ("Friend"), `service` where it is an account.
    """
    if value.strip().casefold() in _SAYS_NOTHING.get(prop, ()):
        return "", ""
    try:
        clean = rule.block(value, what="cell", limit=_LIMIT)
    except Refused:
        return "", "too long to be kept"
    if not clean:
        return "", "nothing readable"
    return _written(prop, clean, _parameter("TYPE", kind) + _parameter("X-SERVICE-TYPE", service)), ""


def name(family: str, given: str, additional: str, prefix: str, suffix: str, *, called: str = "") -> str:
    """Return the line N for the parts of a name; tied to what somebody is `called` where that is not in them."""
    parts = (family, given, additional, prefix, suffix)
    tie = _parameter(OF_NAME, folded(called)) if called else ""
    return f"N{tie}:" + ";".join(part if part.isalnum() else _part(part) for part in parts)


def _part(text: str) -> str:
    return escape(rule.BAD.sub("", text.replace("\n", " ")).strip())


def _written(prop: str, value: str, parameters: str) -> str:
    if prop == "GENDER":
        return f"GENDER:{_GENDERS.get(value.casefold()) or ';' + escape(value)}"
    if prop == "ANNIVERSARY":
        return _anniversary(value)
    if prop == "IMPP":
        return f"IMPP{parameters}:{value if _URI.fullmatch(value) else 'im:' + quote(value, safe='@')}"
    if prop == "PHOTO":
        return f"PHOTO:{value}" if _URI.fullmatch(value) else f"X-PHOTO:{escape(value)}"
    form = _FORMS.get(prop, prop + "{}:{}")
    return form.format(parameters, escape(value)) if form.count("{}") > 1 else form.format(escape(value))


def _anniversary(value: str) -> str:
    try:
        year, month, day = birthday.read(value).rsplit("-", 2)
    except Refused:
        return f"ANNIVERSARY;VALUE=text:{escape(value)}"
    return f"ANNIVERSARY:{'--' if year == '-' else year}{month}{day}"


def _parameter(name: str, text: str) -> str:
    """Return a parameter; its text may hold neither quotes nor control characters (RFC 6350, 3.3)."""
    clean = re.sub(r'["\x00-\x1f\x7f]', " ", text.removeprefix("* ")).strip()
    return f';{name}="{rule.BAD.sub("", clean)}"' if clean else ""
