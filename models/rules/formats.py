"""The formats that an export can be in, told by name or by a file's ending."""

from enum import StrEnum

from models.rules.refusals import Refused


class Format(StrEnum):
    """What can be written, by its usual ending."""

    CSV = "csv"
    VCF = "vcf"
    JSON = "json"
    ICS = "ics"


NAMES = ", ".join([*Format][:-1]) + f" or {[*Format][-1]}"
"""All of them, as a sentence names them."""

_ALSO = {"vcard": Format.VCF}


class NotTold(Refused):
    """No format that can be written was named."""


def of(name: str) -> Format:
    """Return the format of this name, whatever the case: vcf, .VCF, the ending of friends.vcard. Raises NotTold."""
    ending = name.rpartition(".")[2].lower()
    try:
        return _ALSO.get(ending) or Format(ending)
    except ValueError:
        message = f"The format is not told by the file's ending: it can be {NAMES}."
        raise NotTold(message) from None
