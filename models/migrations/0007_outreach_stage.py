"""Reasons for outreach know the stage of their contact, kept true by triggers: those of one stage are an index range."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

TRIGGERS = {
    "outreach_stage_insert": "AFTER INSERT ON outreach BEGIN UPDATE outreach SET stage_id ="
    " (SELECT c.stage_id FROM contact c WHERE c.id = new.contact_id) WHERE id = new.id; END",
    "outreach_stage_update": "AFTER UPDATE OF stage_id ON contact BEGIN UPDATE outreach SET stage_id = new.stage_id"
    " WHERE contact_id = new.id; END",
}


async def forward(apps, editor):
    await editor.client.execute_query(
        "UPDATE outreach SET stage_id = (SELECT c.stage_id FROM contact c WHERE c.id = outreach.contact_id)"
    )
    for name, does in TRIGGERS.items():
        await editor.client.execute_query(f"CREATE TRIGGER {name} {does}")


async def backward(apps, editor):
    for name in TRIGGERS:
        await editor.client.execute_query(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("models", "0006_kept_aside")]
    operations = [
        ops.AddField(model_name="Outreach", name="stage_id", field=fields.IntField(db_default=0)),
        ops.AddIndex(model_name="Outreach", index=Index(fields=["stage_id", "kind", "due_at", "id"])),
        ops.RunPython(forward, reverse_code=backward),
    ]
