"""Places, employers, unions and their dated facts."""

from django.db import models
from django.db.models import Q

from gonghui.kernel.dated import Dated, ends_after_start, one_open
from gonghui.kernel.ledger.entry import VALID, Entry, entered_once
from gonghui.orgs import choices


class Area(models.Model):
    """A place inside the town: the town itself, its zones, parks, villages. The root knows its province."""

    code = models.CharField("编号", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60, unique=True)
    initials = models.CharField("拼音首字母", max_length=60, blank=True)
    kind = models.CharField("类别", max_length=12, choices=choices.AreaKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    province = models.CharField("省份", max_length=20, blank=True)

    class Meta:
        verbose_name = "片区村居"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Employer(models.Model):
    """A unit that employs workers, with or without a union."""

    PERSONAL = {"legal_rep": "合同和函件要写法定代表人，登记机关公开的"}
    NOT_PRIVATE = {"address": "单位的经营地址，登记机关公开的", "phone": "单位对外的电话；个人手机记在职工档案里"}

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True, null=True, blank=True)
    name = models.CharField("单位名称", max_length=120, unique=True)
    short_name = models.CharField("简称", max_length=60, blank=True)
    initials = models.CharField("拼音首字母", max_length=60, blank=True)
    industry = models.CharField("行业", max_length=40, blank=True)
    legal_rep = models.CharField("法定代表人", max_length=60, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("单位电话", max_length=30, blank=True)
    remarks = models.CharField("备注", max_length=300, blank=True)
    closed_on = models.DateField("注销日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "用人单位"
        ordering = ("name",)
        indexes = [models.Index(fields=["initials"], name="employer_initials")]

    def __str__(self) -> str:
        return self.name


class EmployerPlacement(Dated):
    """Where an employer lies and what it is, from a day on."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="placements", verbose_name="单位")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="片区村居")
    kind = models.CharField("单位性质", max_length=12, choices=choices.EmployerKind)
    ownership = models.CharField("经济类型", max_length=12, choices=choices.Ownership, blank=True)

    class Meta:
        constraints = [one_open("employer", "employer_placement"), ends_after_start("employer_placement")]


class Duty(Dated):
    """Whether an employer should (应建/应签) or need not (暂缓/免签, with the reason), from a day on."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="duties", verbose_name="单位")
    duty = models.CharField("事项", max_length=10, choices=choices.DutyKind)
    required = models.BooleanField("应当")
    reason = models.CharField("免签或暂缓原因", max_length=120, blank=True)
    basis = models.CharField("依据", max_length=10, choices=choices.DutyBasis, default=choices.DutyBasis.DECLARED)

    class Meta:
        constraints = [
            one_open("employer", "duty", "duty"),
            ends_after_start("duty"),
            models.CheckConstraint(condition=Q(required=True) | ~Q(reason=""), name="duty_exemption_has_reason"),
        ]


class Union(models.Model):
    """A union of any kind, from the town's own to a workshop's group."""

    NOT_PRIVATE = {"phone": "工会对外的电话；主席个人的手机记在职工档案里"}

    code = models.CharField("工会编号", max_length=20, unique=True)
    uscc = models.CharField("工会统一社会信用代码", max_length=18, unique=True, null=True, blank=True)
    name = models.CharField("工会名称", max_length=120, unique=True)
    short_name = models.CharField("简称", max_length=60, blank=True)
    initials = models.CharField("拼音首字母", max_length=60, blank=True)
    approved_on = models.DateField("批准成立日期", null=True, blank=True)
    approval_number = models.CharField("批复文号", max_length=40, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    closed_reason = models.CharField("撤销原因", max_length=120, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入"
    )
    party_led = models.BooleanField("党建带工建", default=False)
    phone = models.CharField("工会电话", max_length=30, blank=True)
    remarks = models.CharField("备注", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "工会"
        ordering = ("code",)
        indexes = [
            models.Index(fields=["initials"], name="union_initials"),
            models.Index(fields=["approved_on"], name="union_approved"),
        ]

    def __str__(self) -> str:
        return self.name


class UnionPlacement(Dated):
    """Where a union stands in the tree, in which place, and as what kind, from a day on."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="placements", verbose_name="工会")
    parent = models.ForeignKey(Union, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上级工会")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="片区村居")
    kind = models.CharField("类型", max_length=20, choices=choices.UnionKind)

    class Meta:
        constraints = [
            one_open("union", "union_placement"),
            ends_after_start("union_placement"),
            models.CheckConstraint(condition=~Q(parent=models.F("union")), name="union_not_its_own_parent"),
        ]


class UnionEmployer(Dated):
    """Which union an employer's workers belong to; one employer has one union at a time."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="employer_links", verbose_name="工会")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="union_links", verbose_name="单位")

    class Meta:
        constraints = [one_open("employer", "union_employer"), ends_after_start("union_employer")]


class HeadCount(Dated):
    """Head counts that a unit declared, with the proof; holds until the next count."""

    employer = models.ForeignKey(
        Employer, models.PROTECT, null=True, blank=True, related_name="head_counts", verbose_name="单位"
    )
    union = models.ForeignKey(
        Union, models.PROTECT, null=True, blank=True, related_name="head_counts", verbose_name="工会"
    )
    staff = models.PositiveIntegerField("职工人数", null=True, blank=True)
    women = models.PositiveIntegerField("女职工人数", null=True, blank=True)
    migrants = models.PositiveIntegerField("农民工人数", null=True, blank=True)
    members = models.PositiveIntegerField("会员人数（申报）", null=True, blank=True)
    proof = models.CharField("依据材料", max_length=120, blank=True)

    class Meta:
        verbose_name = "人数申报"
        constraints = [
            one_open("employer", "head_count_employer"),
            one_open("union", "head_count_union"),
            ends_after_start("head_count"),
            models.CheckConstraint(
                condition=Q(employer=None, union__isnull=False) | Q(employer__isnull=False, union=None),
                name="head_count_of_one_unit",
            ),
        ]


class SisterBody(Dated):
    """A committee beside the union's own: audit, women, mediation, supervision."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="bodies", verbose_name="工会")
    kind = models.CharField("组织", max_length=12, choices=choices.BodyKind)
    head = models.CharField("负责人", max_length=60, blank=True)
    proof = models.CharField("依据材料", max_length=120, blank=True)

    class Meta:
        verbose_name = "同步组织"
        constraints = [one_open("union", "sister_body", "kind"), ends_after_start("sister_body")]


class Committee(models.Model):
    """One term of a union's committee; `expires_on` is its last day. Days that no paper tells stay empty."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="committees", verbose_name="工会")
    term = models.PositiveSmallIntegerField("届次")
    elected_on = models.DateField("选举日期", null=True, blank=True)
    expires_on = models.DateField("任期届满日期", null=True, blank=True)

    class Meta:
        verbose_name = "工会委员会"
        constraints = [
            models.UniqueConstraint(fields=["union", "term"], name="committee_term_once"),
            models.CheckConstraint(condition=Q(expires_on__gt=models.F("elected_on")), name="committee_term_forward"),
        ]


class Seat(Dated):
    """A person holding a seat in a committee."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats", verbose_name="委员会")
    title = models.CharField("职务", max_length=30)
    holder = models.CharField("姓名", max_length=60)

    class Meta:
        verbose_name = "任职"
        constraints = [ends_after_start("seat")]


class Certificate(models.Model):
    """Legal-person certificate of a union; `valid_until` is its last valid day."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="certificates", verbose_name="工会")
    number = models.CharField("法人资格证书号", max_length=40)
    issued_on = models.DateField("发证日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta:
        verbose_name = "法人资格证书"
        constraints = [models.UniqueConstraint(fields=["union", "number"], name="certificate_once")]


class Standing(Entry):
    """A union reached a standard of building-up on a day, and may lose it again (`withdrawn_on`, the first day without)."""

    union = models.ForeignKey(Union, models.PROTECT, related_name="standings", verbose_name="工会")
    programme = models.CharField("项目", max_length=20, choices=choices.Programme)
    achieved_on = models.DateField("达标日期")
    number = models.CharField("证明文号", max_length=60, blank=True)
    checklist = models.JSONField("验收项目", default=list, blank=True)
    withdrawn_on = models.DateField("取消日期", null=True, blank=True)
    withdrawn_reason = models.CharField("取消原因", max_length=120, blank=True)

    class Meta:
        verbose_name = "规范化建设"
        indexes = [models.Index(fields=["programme", "achieved_on"], name="standing_programme")]
        constraints = [
            entered_once("union", "programme", "achieved_on", name="standing_once"),
            models.UniqueConstraint(fields=["union", "programme"], condition=VALID & Q(withdrawn_on=None),
                                    name="standing_one_open"),
            models.CheckConstraint(condition=Q(withdrawn_on=None) | Q(withdrawn_on__gt=models.F("achieved_on")),
                                   name="standing_withdrawn_after"),
        ]  # fmt: skip
