"""The fictional people of the demo with whom all is well, or who hear from us on another day."""

from __future__ import annotations

from models.demo.events import (
    CUSTOMER,
    FORMER,
    NEVER,
    Person,
    heard,
    kept,
    met,
    moved,
    noted,
    planned,
    spoke,
    tried,
    wrote,
)
from models.demo.recorded import discreet, needs
from models.rules.words import Channel, Outcome, Purpose, Weight

SETTLED = (
    Person(
        "王小明",
        {"emails": ["xiaoming@wang.example"], "phones": ["+1 555 0177"], "tags": ["furniture"], "every_days": 180},
        (moved(300, CUSTOMER), spoke(88, "the table arrived without a scratch", 4)),
        known=330,
    ),
    Person(
        "김서연",
        {"company": "서연 책방", "emails": ["seoyeon@books.example"], "tags": ["shop"]},
        (
            heard(20, "asks for shelves along 14 metres of wall"),
            spoke(18, "she decides when the lease is signed", 12),
            planned(6, "the lease: signed or not", "11:00", purpose=Purpose.SALES),
        ),
        known=20,
    ),
    Person(
        "Ольга Ветрова",
        {"emails": ["olga@vetrova.example"], "tags": ["furniture"], "every_days": 120},
        (moved(410, CUSTOMER), kept(100, "wardrobe: doors", "adjusted the doors; tea and cake")),
        known=450,
    ),
    Person(
        "ليلى حداد",
        {"emails": ["layla@haddad.example"], "tags": ["kitchen"]},
        (met(5, "first look at the flat; wants to keep the old tiles", 45), planned(1, "kitchen: the first sketch")),
        known=6,
    ),
    Person(
        "נועה לוי",
        {"emails": ["noa@levy.example"], "tags": ["furniture"], "every_days": 90},
        (moved(200, CUSTOMER), spoke(52, "the cot is now a bed, as promised", 6)),
        known=230,
    ),
    Person(
        "नेहा शर्मा",
        {"company": "Sharma Yoga", "emails": ["neha@sharma.example"], "tags": ["floor"], "every_days": 90},
        (moved(310, CUSTOMER), heard(40, "thanks us for the floor and asks for wax")),
        known=340,
    ),
    Person(
        "Žofie Malá",
        {"emails": ["zofie@mala.example"], "tags": ["furniture"]},
        (
            wrote(70, "catalogue"),
            spoke(65, "moves house in summer; ask again then", 5),
            moved(64, NEVER, reason="timing"),
        ),
        known=72,
    ),
    Person(
        "Ian Keel",
        {"company": "Keel Marine", "phones": ["+44 20 7946 0631"], "tags": ["boat"], "every_days": 60},
        (
            moved(450, CUSTOMER),
            met(140, "teak for the deck", 75),
            spoke(11, "the deck is done; sea trial in March", 8),
            planned(110, "after the sea trial", purpose=Purpose.SOCIAL),
        ),
        known=470,
    ),
    Person(
        "Peter Fenn",
        {"emails": ["peter@fenn.example"], "tags": ["furniture"], "do_not_contact": ["call", "text"]},
        (moved(380, CUSTOMER), wrote(58, "how to oil the desk"), noted(58, "Deaf: he writes, we write.")),
        known=400,
    ),
    Person(
        "Ruth Abel",
        {"emails": ["ruth@abel.example"], "phones": ["+44 20 7946 0099"], "tags": ["kitchen"], "every_days": 180},
        (
            moved(640, CUSTOMER),
            kept(330, "worktop: oil", "oiled it together; she can do it now"),
            heard(90, "a postcard from Crete", channel=Channel.LETTER),
        ),
        known=680,
        birthday_in=16,
        born="1956",
    ),
    Person(
        "Ingrid Solberg",
        {"emails": ["ingrid@solberg.example"], "tags": ["sauna"], "every_days": 365},
        (
            moved(620, CUSTOMER),
            spoke(250, "sauna is hot in forty minutes", 6),
            moved(47, FORMER, reason="their situation changed", note="sold the house, and builds in two years"),
        ),
        known=640,
    ),
    Person(
        "Hugh Marsh",
        {"company": "Marsh Farm", "phones": ["+44 20 7946 0860"], "tags": ["doors"]},
        (
            moved(560, CUSTOMER),
            met(300, "barn doors: one hinge", 35),
            moved(150, FORMER, reason="died", note="his daughter Alice runs the farm now"),
        ),
        known=600,
    ),
    Person(
        "Alice Marsh",
        {"company": "Marsh Farm", "phones": ["+44 20 7946 0861"], "tags": ["doors"], "off_limits": "selling the farm"},
        (
            wrote(148, "our sympathy", channel=Channel.LETTER),
            spoke(55, "the barn doors can wait until after the lambs", 16),
            discreet(54),
            needs(55, "barn doors before next winter"),
            planned(75, "barn doors", purpose=Purpose.SOCIAL),
        ),
        known=149,
    ),
    Person(
        "Café Miró",
        {"company": "Café Miró", "emails": ["hola@miro.example"], "tags": ["shop"]},
        (
            moved(420, CUSTOMER),
            wrote(220, "reminder: the second half of the bill"),
            moved(180, FORMER, reason="out of business"),
        ),
        known=440,
    ),
    Person(
        "Leo Wells",
        {"emails": ["leo@wells.example"], "tags": ["kitchen"]},
        (
            met(300, "a large kitchen, a small purse", 50),
            wrote(290, "two offers, one without an island"),
            moved(230, NEVER, reason="money", note="perhaps after the extension is paid"),
        ),
        known=302,
    ),
    Person(
        "Fatima Noor",
        {"emails": ["fatima@noor.example"], "phones": ["+44 20 7946 0505"], "tags": ["furniture", "referral"]},
        (
            heard(13, "the Lefèvres gave her our name"),
            tried(11),
            tried(4, outcome=Outcome.LEFT_WORD),
            planned(2, "try again"),
        ),
        known=13,
    ),
    Person(
        "St Brendan's School",
        {"company": "St Brendan's School", "emails": ["office@brendan.example"], "tags": ["school"], "every_days": 90},
        (
            moved(510, CUSTOMER),
            kept(240, "gym benches: safety check", "all twelve passed"),
            spoke(50, "new caretaker: Mr Boyle, mornings only", 6),
            planned(40, "gym benches: safety check", repeat="6m"),
        ),
        known=540,
    ),
    Person(
        "Zoë Quist",
        {"emails": ["zoe@quist.example"], "links": ["https://quist.example"], "tags": ["furniture"], "every_days": 90},
        (moved(150, CUSTOMER), spoke(35, "photographs our chairs for her book", 22)),
        known=175,
        birthday_in=40,
        born="1992",
    ),
    Person(
        "Viktor Dahl",
        {"company": "Dahl Timber", "phones": ["+44 20 7946 0371"], "tags": ["supplier"], "every_days": 30},
        (moved(705, CUSTOMER), spoke(17, "ash is short until spring; keeps us two cubic metres", 9)),
        known=729,
    ),
    Person(
        "Beatriz Sousa",
        {
            "emails": ["bea@sousa.example"],
            "addresses": ["4 Quay Street, Port Ellis"],
            "tags": ["kitchen"],
            "every_days": 120,
        },
        (moved(230, CUSTOMER), met(62, "drawer runners changed under guarantee", 25)),
        known=255,
    ),
    Person(
        "Yusuf Demir",
        {"emails": ["yusuf@demir.example"], "tags": ["doors"]},
        (heard(2, "asks what a front door costs", channel=Channel.TEXT), planned(4, "front door: measure", "08:30")),
        known=2,
    ),
    Person(
        "Nell Ashby",
        {"company": "Ashby Books", "emails": ["nell@ashby.example"], "tags": ["shop"], "every_days": 365},
        (
            moved(270, CUSTOMER),
            wrote(180, "the new catalogue"),
            wrote(95, "a card for the shop's birthday", channel=Channel.LETTER),
            wrote(33, "an invitation to the open day", channel=Channel.LETTER),
            needs(95, "shelves that children cannot climb", Weight.NICE),
        ),
        known=290,
    ),
)
