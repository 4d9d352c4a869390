"""Stages that were deleted and reasons that were removed are kept aside, as history refers to them.

An older program shows them all: going down, those kept aside are back in its lists.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

from models.engine.fields import UTCField


class Migration(migrations.Migration):
    dependencies = [("models", "0005_accounts")]

    operations = [
        ops.AddField(model_name="Reason", name="archived_at", field=UTCField(null=True)),
        ops.AddField(model_name="Stage", name="archived_at", field=UTCField(null=True)),
    ]
