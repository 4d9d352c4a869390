from tortoise import migrations
from tortoise.migrations import operations as ops
from models.engine.fields import UTCField
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0009_extras')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Backup',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('path', fields.TextField(unique=False)),
                ('made_at', UTCField(auto_now=False, auto_now_add=False)),
                ('by', fields.ForeignKeyField('models.Member', source_field='by_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('contacts', fields.IntField()),
                ('history_id', fields.IntField()),
            ],
            options={'table': 'backup', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Where the last copy of the book lies'},
            bases=['Model'],
        ),
    ]
