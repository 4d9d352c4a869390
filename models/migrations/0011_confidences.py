from tortoise import migrations
from tortoise.migrations import operations as ops
from models.engine.fields import UTCField
from tortoise.fields.base import OnDelete
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0010_backup')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Confidence',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('uid', fields.CharField(unique=True, max_length=36)),
                ('contact', fields.ForeignKeyField('models.Contact', source_field='contact_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('by', fields.ForeignKeyField('models.Member', source_field='by_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('at', UTCField(auto_now=False, auto_now_add=False)),
                ('revision', fields.IntField()),
                ('sealed', fields.TextField(unique=False)),
                ('was_open', fields.BooleanField(default=False)),
                ('has_residue', fields.BooleanField(default=False, db_index=True)),
            ],
            options={'table': 'confidence', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A confidential note about a contact, sealed'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='ConfidenceReader',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('confidence', fields.ForeignKeyField('models.Confidence', source_field='confidence_id', db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('member', fields.ForeignKeyField('models.Member', source_field='member_id', null=True, db_index=True, db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('key', fields.CharField(max_length=64)),
            ],
            options={'table': 'confidence_reader', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Who can open a confidential note'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Identity',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('member', fields.OneToOneField('models.Member', source_field='member_id', db_constraint=True, to_field='id', related_name=False, on_delete=OnDelete.RESTRICT)),
                ('age', fields.CharField(max_length=100)),
                ('sign', fields.CharField(max_length=100)),
                ('sealed', fields.TextField(unique=False)),
                ('made_at', UTCField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'identity', 'app': 'models', 'pk_attr': 'id', 'table_description': 'The keys of a member'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='KeyEntry',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('body', fields.TextField(unique=False)),
                ('signature', fields.CharField(max_length=100)),
            ],
            options={'table': 'key_entry', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Whose keys count, entry by entry'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Member',
            name='left_at',
            field=UTCField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
