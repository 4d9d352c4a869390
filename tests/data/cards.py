"""Cards to import, and a desk to import them at."""

from pathlib import Path
from typing import Any

from models.exchange import importing
from models.exchange.importing import Report
from models.reading import contact
from models.reading.contact import WholeContact
from tests.data.desk import (
    ADA,
    NOW,
    everything,
    rows,
)

FULL = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:7d9c
FN:Dana Levy
ORG:Levy & Co
EMAIL;TYPE=work:dana@levy.example
EMAIL:dana at levy
TEL;TYPE=cell:+44 20 7946 0101
TEL:ask Bob
ADR;TYPE=home:;;1 Mill Lane;York;;;
URL:https://levy.example
BDAY:19800322
CATEGORIES:vip,roof
NOTE:Likes sailing
X-WELLKEPT-STAGE:customer
X-WELLKEPT-OWNER:Grace
X-WELLKEPT-CADENCE-DAYS:30
X-WELLKEPT-SAFE-TOPICS:boats
X-WELLKEPT-OFF-LIMITS:the divorce
X-WELLKEPT-DO-NOT-CONTACT:text,letter
END:VCARD
"""


def card(*lines: str) -> str:
    return "\n".join(["BEGIN:VCARD", *lines, "END:VCARD\n"])


class Desk:
    """Where files are put and imported from, as Ada does now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, text: str | bytes, name: str = "in.vcf") -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    async def take(self, text: str | bytes, name: str = "in.vcf", **how: Any) -> Report:
        """Import; the sum of the counts is what was read, whatever is asked, and a dry run says the same."""
        path, how = self.file(text, name), {"by": ADA, "at": NOW, **how}
        before = await everything()
        (foretold,) = await importing.import_files([path], dry_run=True, **how)
        assert await everything() == before
        (report,) = await importing.import_files([path], **how)
        assert (foretold, told(foretold)) == (report, told(report))
        assert report.read == report.added + report.updated + report.skipped + report.failed
        return report


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.skipped, report.failed


def told(report: Report) -> list[tuple[int, str, str]]:
    return [(each.line, each.text, each.why) for each in report.dropped]


async def first() -> WholeContact:
    return await contact.one(1, now=NOW)


async def notes() -> list[str]:
    return [row["text"] for row in await rows("SELECT text FROM note ORDER BY id")]


HERE = card(
    *("UID:here", "FN:Zoë Marsh", "ORG:Marsh", "EMAIL:zoe@marsh.example", "TEL:+44 20 7946 0103", "CATEGORIES:a"),
    *("NOTE:n", "X-WELLKEPT-DO-NOT-CONTACT:text", "X-WELLKEPT-STAGE:Customer", "X-WELLKEPT-SAFE-TOPICS:tea"),
)
