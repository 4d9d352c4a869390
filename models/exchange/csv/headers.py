"""The headers of Google, Outlook, Thunderbird, HubSpot, Salesforce, LinkedIn, Apple and of our own export."""

import re
from functools import lru_cache
from typing import NamedTuple

from models.exchange.csv.languages import IN_ENGLISH


class Column(NamedTuple):
    """Where a cell goes: the field, the part of it, which one of several (slot), and a label that it implies.

    The label of the field "extra" is the property of vCard that the cell becomes.
    """

    field: str
    part: str = "value"
    slot: str = ""
    label: str = ""


MANY = {"email", "phone", "link", "notes"}
"""Fields of which every column is one more value."""

_LONGEST = 100
POSTAL_PARTS = ("po box", "extended address", "street", "street 2", "street 3", "city", "region", "code", "country")

_ALIKE: dict[Column, str] = {
    Column(
        "name"
    ): "name, full name, display name, person, contact, contact name, nom complet, nombre completo, volledige naam",
    Column("name", "given"): "first name, given name, forename, vorname, prénom, prenom, nombre, voornaam",
    Column("name", "additional"): "middle name, additional name",
    Column("name", "family"): "last name, family name, surname, nachname, familienname, nom, nom de famille, "
    "apellido, apellidos, achternaam",
    Column("name", "prefix"): "name prefix, prefix, salutation, anrede",
    Column("name", "suffix"): "name suffix, suffix",
    Column("company"): "company, company name, organisation, organization, organization name, organization 1 - name, "
    "account name, associated company, associated company name, firma, unternehmen, société, entreprise, empresa, "
    "bedrijf, bedrijfsnaam",
    Column("email", "values"): "email, email address, mail",
    Column("phone", "values"): "phone, phone number, telephone, tel",
    Column("phone", "values", label="cell"): "mobile, mobile number, cell, mobile phone number, cell phone number",
    Column("phone", "values", label="fax"): "fax, fax number, other fax, isdn fax",
    Column("phone", "values", label="home fax"): "home fax",
    Column("phone", "values", label="work fax"): "work fax, business fax",
    Column("phone", "values", label="pager"): "pager, pager number",
    Column("phone", "values", label="work"): "company main phone",
    Column("phone", "values", label="assistant"): "assistant's phone, asst. phone, assistant phone",
    Column("phone", "values", label="callback"): "callback",
    Column("phone", "values", label="isdn"): "isdn",
    Column("phone", "values", label="telex"): "telex",
    Column("phone", "values", label="tty"): "tty/tdd phone",
    Column("link", "values"): "url, link, website, web site, web page, web page 1, web page 2, homepage, website url",
    Column("link", "values", label="home"): "personal web page",
    Column("link", "values", label="work"): "business homepage",
    Column("address"): "address, postal address",
    Column("birthday"): "birthday, date of birth, birthdate, birth date, geburtstag, geburtsdatum, geboortedatum, "
    "date de naissance, fecha de nacimiento, cumpleaños",
    Column("birthday", "year"): "birth year",
    Column("birthday", "month"): "birth month",
    Column("birthday", "day"): "birth day",
    Column("tags"): "tags",
    Column("tags", "loose"): "categories, labels, group membership, groups, kategorien",
    Column("notes"): "notes, note, description, comments, remarks",
    Column("uid"): "uid",
    Column("stage"): "stage, lifecycle stage",
    Column("owner"): "owner, contact owner",
    Column("cadence"): "cadence in days, cadence, every",
    Column("do not contact"): "do not contact, do-not-contact",
    Column("do not contact", slot="call", label="call"): "do not call, donotcall, do not phone",
    Column("do not contact", slot="e-mail", label="e-mail"): "email opt out, email opt-out, has opted out of email, "
    "hasoptedoutofemail, do not email, unsubscribed from all email",
    Column("do not contact", slot="letter", label="letter"): "do not mail, do not post",
    Column("do not contact", slot="text", label="text"): "do not text, sms opt out, sms opt-out, text opt out",
    Column("safe topics"): "safe topics",
    Column("off limits"): "off limits",
}
_EXACT = {header: column for column, headers in _ALIKE.items() for header in headers.split(", ")}

_EXTRAS = {
    "TITLE": "job title, jobtitle, title, position, organization title, organization 1 - title",
    "ROLE": "profession, occupation, role, job role, organization 1 - job description",
    "ORG": "department, organization department, organization 1 - department",
    "NICKNAME": "nickname, nick name",
    "ANNIVERSARY": "anniversary, wedding anniversary",
    "GENDER": "gender, sex",
    "HOBBY": "hobby, hobbies",
    "SPOUSE": "spouse, spouse name, partner",
    "CHILD": "children, child",
    "AGENT": "assistant, assistant's name, assistant name",
    "IMPP": "screen name, im, im address, instant messenger, skype",
    "PHOTO": "photo, picture",
    "X-PHONETIC-FIRST-NAME": "given name yomi, phonetic first name, yomi first name",
    "X-PHONETIC-MIDDLE-NAME": "additional name yomi, phonetic middle name",
    "X-PHONETIC-LAST-NAME": "family name yomi, phonetic last name, yomi last name",
    "X-MANAGER": "manager's name, manager, reports to",
}
_AS_X = (
    # Google, Outlook and Thunderbird
    "file as, yomi name, phonetic name, initials, short name, maiden name, location, billing information, "
    "directory server, mileage, sensitivity, priority, subject, private, account, "
    "government id number, organizational id number, internet free busy, keywords, language, office location, "
    "referred by, user 1, user 2, user 3, user 4, custom 1, custom 2, custom 3, custom 4, "
    "yomi company name, "
    # HubSpot, Salesforce and LinkedIn
    "record id, contact id, account id, create date, created date, last activity date, last activity, "
    "last modified date, lead status, lead source, account owner, connected on, marketing contact status"
)
_EXTRA = {header: prop for prop, headers in _EXTRAS.items() for header in headers.split(", ")}
_EXTRA |= {header: "X-" + re.sub("[^a-z0-9]+", "-", header).upper() for header in _AS_X.split(", ")}

_WORDS = {"business": "work", "office": "work", "mobile": "cell", "personal": "home", "private": "home"}
_WORDS |= dict.fromkeys(("other", "primary", "secondary"), "")
_KINDS = {"telephone": "phone", "tel": "phone", "mobile": "phone", "url": "link", "website": "link", "web page": "link"}
_PARTS = {"zipcode": "code", "zip": "code", "zip code": "code", "zip/postal code": "code", "postal code": "code"}
_PARTS |= {"postcode": "code", "state": "region", "state/region": "region", "state/province": "region"}
_PARTS |= {"province": "region", "county": "region", "country/region": "country", "address": "value"}
_PARTS |= {"street address": "street", "address line 1": "street", "address line 2": "street 2", "town": "city"}
_PARTS |= {"address po box": "po box", "country region": "country", "strasse": "street"}
_PARTS |= {"plz": "code", "postleitzahl": "code", "ort": "city", "stadt": "city", "land": "country", "rue": "street"}
_PARTS |= {"code postal": "code", "ville": "city", "pays": "country", "calle": "street", "ciudad": "city"}
_PARTS |= {"código postal": "code", "país": "country", "straat": "street", "plaats": "city"}

_OURS = re.compile(r"(email|phone|address|link) (\d+)( label)?", re.ASCII)
_NUMBERED = re.compile(
    r"(email|phone|website|address|relation|event|im|organization|custom field) (\d+) - ([a-z ]+)", re.ASCII
)
_NUMBERED_PARTS = {"value": "values", "type": "loose label", "label": "loose label", "formatted": "value"}
_NUMBERED_EXTRAS = {"relation": "RELATED", "event": "X-EVENT", "im": "IMPP", "custom field": "X-CUSTOM"}
_FURTHER_COMPANY = {"name": "ORGANIZATION", "title": "TITLE", "department": "ORG", "job description": "ROLE"}
_OUTLOOK_EMAIL = re.compile(r"email (?P<number>\d) address|email (\d )?(?P<what>type|display name)", re.ASCII)
_LABEL = "home|work|business|office|mobile|cell|personal|private|main|direct|company|school|car|radio|other|primary"
_LABELLED = re.compile(
    rf"(?P<before>{_LABEL}|secondary)?(?:^| )(?P<kind>email|phone|telephone|tel|mobile|url|website|web page|address)"
    rf"(?: (?:address|number))?(?: ?\d)?(?: ?[:(-]? ?(?P<after>{_LABEL})\)?)?"
)
_POSTAL = re.compile(
    r"(?:address ?[:-] ?)?"
    r"(?:(?P<label>home|work|business|other|mailing|billing|shipping|primary)(?: address)? ?[:-]? )?"
    rf"(?P<part>{'|'.join(sorted({*POSTAL_PARTS, *_PARTS} - {'address'}, key=len, reverse=True))}|(?<= )address)"
    rf"(?P<number> [23])?"
)


def plain(header: str) -> str:
    """Return a header as these tables spell it: lower-case, single spaces, "email"."""
    return " ".join(header.casefold().replace("_", " ").split()).replace("e-mail", "email")


def recognised(header: str, position: int) -> Column | None:
    """Return where the cells under a header go, or None when no address book that we know writes it."""
    column = _recognised(plain(header)) if len(header) <= _LONGEST else None
    return column._replace(slot=f"column {position}") if column and column.slot == "column" else column


@lru_cache(maxsize=4096)
def _recognised(header: str) -> Column | None:
    name = IN_ENGLISH.get(header, header)
    if column := _EXACT.get(name):
        return column._replace(slot="column") if column.field in MANY else column
    if name in _EXTRA:
        return Column("extra", slot="column", label=_EXTRA[name])
    ways = (_ours, _numbered, _outlook_email, _postal, _labelled)
    return next((column for way in ways if (column := way(name))), None)


def _ours(name: str) -> Column | None:
    found = _OURS.fullmatch(name)
    return Column(found[1], "label" if found[3] else "value", found[2]) if found else None


def _numbered(name: str) -> Column | None:
    """Google numbers all that there can be several of: "Phone 2 - Value" and what it is called in "Phone 2 - Label"."""
    if not (found := _NUMBERED.fullmatch(name)):
        return None
    kind, number, word = found.groups()
    part = _NUMBERED_PARTS.get(word) or _PARTS.get(word, word)
    slot = f"numbered {number}"
    if kind == "organization":
        prop = _FURTHER_COMPANY.get(word, "X-" + re.sub("[^a-z0-9]+", "-", name).upper())
        return Column("extra", slot=name, label=prop)
    if kind in _NUMBERED_EXTRAS and part in {"values", "loose label", "service"}:
        return Column("extra", "value" if part == "values" else part, f"{kind} {number}", _NUMBERED_EXTRAS[kind])
    known = part in {"values", "loose label"} or (kind == "address" and part in {*POSTAL_PARTS, "value"})
    return Column(_KINDS.get(kind, kind), part, slot) if known else None


def _outlook_email(name: str) -> Column | None:
    if not (found := _OUTLOOK_EMAIL.fullmatch(name)):
        return None
    if found["number"]:
        return Column("email", "values", "column")
    return Column("extra", slot="column", label=f"X-EMAIL-{found['what'].replace(' ', '-').upper()}")


def _postal(name: str) -> Column | None:
    if not (found := _POSTAL.fullmatch(name)):
        return None
    label, part = found["label"] or "", _PARTS.get(found["part"], found["part"])
    part = "street" if part == "value" and found["number"] else part  # Thunderbird's "Home Address 2"
    return Column("address", part + (found["number"] or ""), label, _WORDS.get(label, label))


def _labelled(name: str) -> Column | None:
    """Read a kind with its label before or after it: "Work Email", "Phone (Mobile)", "address : home"."""
    if not (found := _LABELLED.fullmatch(name)):
        return None
    label = found["before"] or found["after"] or ("cell" if found["kind"] == "mobile" else "")
    kind = _KINDS.get(found["kind"], found["kind"])
    return Column(kind, "value" if kind == "address" else "values", "column", _WORDS.get(label, label))
