"""Sessions of before lie in clear in the table: everybody signs in again once."""

from django.db import migrations


def forget_sessions(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("sessions", "0001_initial")]

    operations = [migrations.RunPython(forget_sessions, migrations.RunPython.noop)]
