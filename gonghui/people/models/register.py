"""The real-name register: workers, their groups, and memberships with their history."""

from django.db import models
from django.db.models import Q

from gonghui.kernel.dated import Dated, ends_after_start, one_open
from gonghui.kernel.privacy import open_text
from gonghui.kernel.privacy.inventory import Kind, Private
from gonghui.people import choices


class Worker(models.Model):
    """A person in the real-name register. Identity and phone numbers are encrypted."""

    PRIVATE = {
        "id_sealed": Private(
            kind=Kind.IDENTITY, why="实名入会：同一个人只登一次，转会时认得出", keep="left_member", index="id_index"
        ),
        "phone_sealed": Private(kind=Kind.PHONE, why="通知本人，核对入会", keep="left_member"),
    }
    PERSONAL = {
        "name": "名册、证明和慰问要写姓名", "initials": "按拼音首字母查找", "sex": "女职工的数字",
        "born_on": "核对证件号，退休、生日慰问", "nation": "统计和服务少数民族职工", "politics": "上级报表要的面貌",
        "education": "职工队伍状况统计", "household": "农民工统计", "migrant": "农民工会员的数字", "job": "岗位、工种统计",
        "new_form": "新就业形态劳动者统计", "skill": "技能等级统计", "title": "职称统计", "employment": "就业状况统计",
        "contract_form": "用工形式统计", "remarks": "经办时要记的事",
    }  # fmt: skip

    name = models.CharField("姓名", max_length=60)
    initials = models.CharField("拼音首字母", max_length=60, blank=True)
    id_kind = models.CharField("证件类型", max_length=10, choices=choices.IdKind, default=choices.IdKind.RESIDENT)
    id_sealed = models.CharField("证件号", max_length=120)
    id_index = models.CharField("证件号索引", max_length=32, unique=True)
    sex = models.CharField("性别", max_length=1, choices=choices.Sex, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    phone_sealed = models.CharField("手机", max_length=120, blank=True)
    nation = models.CharField("民族", max_length=20, blank=True)
    politics = models.CharField("政治面貌", max_length=20, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    household = models.CharField("户籍类型", max_length=8, choices=choices.Household, blank=True)
    migrant = models.BooleanField("农民工", null=True, blank=True)
    job = models.CharField("岗位", max_length=40, blank=True)
    new_form = models.CharField("新就业形态", max_length=20, blank=True)
    skill = models.CharField("技能等级", max_length=20, blank=True)
    title = models.CharField("专业技术职称", max_length=30, blank=True)
    employment = models.CharField("就业状况", max_length=20, blank=True)
    contract_form = models.CharField("用工形式", max_length=20, blank=True)
    remarks = models.CharField("备注", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "职工"
        indexes = [
            models.Index(fields=["name"], name="worker_name"),
            models.Index(fields=["initials"], name="worker_initials"),
        ]

    def __str__(self) -> str:
        return self.name

    def id_number(self) -> str:
        """The identity number in clear; callers must have the right to it and log the look."""
        return open_text(self.id_sealed)

    def phone(self) -> str:
        """The phone number in clear; as for `id_number`."""
        return open_text(self.phone_sealed)


class MemberGroup(models.Model):
    """A 工会小组 inside one union."""

    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="member_groups", verbose_name="工会")
    name = models.CharField("小组", max_length=60)

    class Meta:
        verbose_name = "工会小组"
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="member_group_once")]

    def __str__(self) -> str:
        return self.name


class Membership(Dated):
    """A person on one union's roll in one state, from a day on. A change closes this row and opens another."""

    PERSONAL = {"card_number": "会员证和工会卡", "went_to": "转会、离开的去向"}

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="memberships", verbose_name="职工")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="memberships", verbose_name="工会")
    employer = models.ForeignKey(
        "orgs.Employer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="工作单位"
    )
    group = models.ForeignKey(MemberGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="小组")
    state = models.CharField("会籍", max_length=10, choices=choices.MemberState, default=choices.MemberState.FULL)
    joined_on = models.DateField("入会日期", null=True, blank=True)
    card_number = models.CharField("会员证号", max_length=40, blank=True)
    end_reason = models.CharField("变动原因", max_length=14, choices=choices.LeaveReason, blank=True)
    went_to = models.CharField("去向", max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "会员"
        constraints = [
            one_open("worker", "membership"),
            ends_after_start("membership"),
            models.CheckConstraint(condition=Q(end_on=None) | ~Q(end_reason=""), name="membership_end_has_reason"),
        ]
        indexes = [
            models.Index(fields=["union", "start_on", "end_on"], name="membership_union_days"),
        ]
