"""Tags: the words a team hangs on its contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

from models.engine.fields import link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.history import Change


class Tag(Model):
    """One word, the same for everyone."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=100, unique=True)

    class Meta:
        """Where tags are kept."""

        table = "tag"
        table_description = "A word that contacts share"


class ContactTag(Model):
    """One tag on one contact."""

    id = fields.IntField(primary_key=True)
    contact_id: int
    contact = link("Contact")
    tag = link("Tag")

    class Meta:
        """Where the tags of contacts are kept."""

        table = "contact_tag"
        table_description = "A tag on a contact"
        unique_together = (("contact", "tag"),)


async def replace(contact_id: int, names: Sequence[str], *, change: Change) -> bool:
    """Make `names` all the tags of a contact; say whether that changed anything."""
    kept = await ContactTag.filter(contact_id=contact_id).select_related("tag")
    gone = [row for row in kept if row.tag.name not in names]
    new = [name for name in dict.fromkeys(names) if name not in {row.tag.name for row in kept}]
    for row in gone:
        await change.delete(row)
    await add(contact_id, new, change=change)
    if gone or new:
        change.changed.append("tags")
    return bool(gone or new)


async def add(contact_id: int, names: Sequence[str], *, change: Change) -> None:
    """Give a contact tags that they do not have."""
    for name in names:
        tag = await Tag.get_or_none(name=name) or await change.create(Tag, name=name)
        await change.create(ContactTag, contact_id=contact_id, tag_id=tag.id)
