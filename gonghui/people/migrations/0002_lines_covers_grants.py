"""Several lines of work in one office; cover for absence; what the county may read."""

import django.db.models.deletion
from django.db import migrations, models

from gonghui.kernel.dates import SINCE_EVER


def lines_from_line(apps, schema_editor):
    """The one word of before becomes a list; words that are no line of work (办公室) fall under 综合."""
    known = ("组织", "权益", "帮扶", "经济", "宣教", "女工", "财务", "综合")
    for office in apps.get_model("people", "OfficeHeld").objects.exclude(line=""):
        office.lines = [line for line in known if line in office.line] or ["综合"]
        office.save(update_fields=["lines"])


def line_from_lines(apps, schema_editor):
    for office in apps.get_model("people", "OfficeHeld").objects.all():
        office.line = "、".join(office.lines)[:20]
        office.save(update_fields=["line"])


def dated():
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("start_on", models.DateField(default=SINCE_EVER, verbose_name="起始日期")),
        ("end_on", models.DateField(blank=True, null=True, verbose_name="截止日期（不含）")),
    ]


def link(to, name, word):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, verbose_name=word)


def bounds(name):
    ends = models.Q(("end_on", None), ("end_on__gte", models.F("start_on")), _connector="OR")
    return [
        models.CheckConstraint(condition=ends, name=f"{name}_ends_after_start"),
        models.CheckConstraint(condition=models.Q(("end_on__isnull", False)), name=f"{name}_has_an_end"),
        models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name=f"{name}_has_reason"),
    ]


class Migration(migrations.Migration):
    dependencies = [("orgs", "0003_standing"), ("people", "0001_initial")]

    operations = [
        migrations.AddField(
            "officeheld", "lines", models.JSONField(blank=True, default=list, verbose_name="分工")
        ),
        migrations.RunPython(lines_from_line, line_from_lines),
        migrations.RemoveField("officeheld", "line"),
        migrations.AddField(
            "officeheld", "worker", models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="people.worker", verbose_name="职工档案",
            ),
        ),
        migrations.AddField(
            "officeheld", "ended_because", models.CharField(blank=True, max_length=120, verbose_name="离任原因")
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                *dated(),
                ("reason", models.CharField(max_length=120, verbose_name="原因")),
                ("office", link("people.officeheld", "covers", "被代管的任职")),
                ("account", link("people.account", "covers", "代管人")),
            ],
            options={"verbose_name": "代管", "constraints": bounds("office_cover")},
        ),
        migrations.CreateModel(
            name="RecordGrant",
            fields=[
                *dated(),
                ("ledgers", models.JSONField(default=list, verbose_name="台账")),
                ("reason", models.CharField(max_length=120, verbose_name="依据")),
                ("account", link("people.account", "grants", "账号")),
                ("union", link("orgs.union", "+", "工会")),
            ],
            options={"verbose_name": "授权查看", "constraints": bounds("record_grant")},
        ),
    ]  # fmt: skip
