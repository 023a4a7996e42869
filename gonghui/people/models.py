"""Workers and memberships with their history; accounts and offices held."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from gonghui.kernel.dated import Dated, ends_after_start, one_open
from gonghui.kernel.privacy import open_text
from gonghui.people import choices


class Worker(models.Model):
    """A person in the real-name register. Identity and phone numbers are encrypted."""

    PRIVATE = frozenset({"id_sealed", "id_index", "phone_sealed"})

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


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. Rights come from the offices held, never from the account."""

    SEALED_APART = ("last_login",)

    username = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name


class SignInCode(models.Model):
    """A one-time code that lets an account in once; only its digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_in_codes", verbose_name="账号")
    digest = models.CharField("摘要", max_length=64, unique=True)
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = "一次性登录码"


class OfficeHeld(Dated):
    """An office that an account holds in a union, with the rights of its role over that union's subtree."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="offices", verbose_name="账号")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    role = models.CharField("职务", max_length=20, choices=choices.Role)
    line = models.CharField("分工", max_length=20, blank=True)

    class Meta:
        verbose_name = "任职"
        constraints = [ends_after_start("office_held")]


class SavedView(models.Model):
    """A person's own arrangement of a list: filters and columns under a name."""

    UNSEALED = "各人自己的列表视图，不是记录"

    account = models.ForeignKey(Account, models.CASCADE, related_name="saved_views", verbose_name="账号")
    ledger = models.CharField("台账", max_length=20)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("条件与列", max_length=1000)

    class Meta:
        verbose_name = "存下的视图"
        constraints = [models.UniqueConstraint(fields=["account", "ledger", "name"], name="saved_view_once")]
