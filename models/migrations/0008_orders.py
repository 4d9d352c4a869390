"""The other orders of the list of contacts: by silence, since the last word or else since they came, and by newest."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


async def forward(apps, editor):
    await editor.client.execute_query(
        "CREATE INDEX contact_silence ON contact (coalesce(last_interaction_at, created_at), id)"
    )


async def backward(apps, editor):
    await editor.client.execute_query("DROP INDEX contact_silence")


class Migration(migrations.Migration):
    dependencies = [("models", "0007_outreach_stage")]
    operations = [
        ops.AddIndex(model_name="Contact", index=Index(fields=["created_at", "id"])),
        ops.RunPython(forward, reverse_code=backward),
    ]
