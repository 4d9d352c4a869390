"""An address book as a program wrote it: the text beside this file, its bytes, and who must come in from it."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
LF, CRLF, CR = "\n", "\r\n", "\r"
_MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


class Person(NamedTuple):
    """Somebody who must be in the book: words of the name, and e-mails and phones."""

    words: list[str]
    points: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Files beside this one (UTF-8, LF), joined and encoded as their program does it, and what comes of them.

    `people` are "name | e-mail or phone | …"; `told` are lines and texts of reports that must be there, and `quiet`
    that there are no others. `header` is the line of a CSV with the names of the columns, 0 where there is none.
    """

    files: tuple[str, ...]
    people: tuple[str, ...]
    added: int
    skipped: int = 0
    failed: int = 0
    told: tuple[tuple[int, str], ...] = ()
    quiet: bool = False
    encoding: str = "utf-8"
    mark: bool = False
    line_ends: tuple[str, ...] = (LF,)
    columns: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ","
    header: int = 1

    @property
    def text(self) -> str:
        """What the files say, all of them."""
        return "".join((HERE / file).read_text(encoding="utf-8") for file in self.files)

    @property
    def name(self) -> str:
        """What to call the file: that of the first, as its program would."""
        return Path(self.files[0]).name

    @property
    def data(self) -> bytes:
        """The bytes, with a mark before each file where there is one."""
        return b"".join(map(self._encoded, self.files))

    def _encoded(self, file: str) -> bytes:
        *whole, last = (HERE / file).read_text(encoding="utf-8").split("\n")
        text = "".join(line + end for line, end in zip(whole, cycle(self.line_ends), strict=False)) + last
        return (_MARKS[self.encoding] if self.mark else b"") + text.encode(self.encoding)

    def persons(self) -> list[Person]:
        """Return who must come in."""
        parted = ([part.strip() for part in person.split("|")] for person in self.people)
        return [Person(words(name), points) for name, *points in parted]


def words(name: str) -> list[str]:
    """Return the words of a name without case and punctuation; the signs only, where it has no words."""
    return re.findall(r"\w+", name.casefold()) or name.split()
