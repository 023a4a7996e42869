"""Who signs in and by which office: accounts, offices held, covers and grants, the counters of the door."""

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from gonghui.kernel.audit import writes
from gonghui.kernel.dated import Dated, ends_after_start
from gonghui.kernel.privacy.inventory import Kind, Private
from gonghui.people import choices
from gonghui.people.models.register import Worker

REHASH = writes.Hand(None, "口令换存法")


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. Rights come from the offices held, never from the account."""

    SEALED_APART = ("last_login",)
    PRIVATE = {
        "password": Private(kind=Kind.SECRET, why="登录；只存摘要", keep="account", who="谁也不能"),
        "totp_sealed": Private(kind=Kind.SECRET, why="登录时核对动态码", keep="account", who="谁也不能"),
        "pin": Private(kind=Kind.SECRET, why="窗口电脑上再次进入；只存摘要", keep="account", who="谁也不能"),
    }
    NOT_PRIVATE = {"username": "登录用的账号名，由镇总工会起，不用证件号和手机"}

    username = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)
    sessions_from = models.PositiveIntegerField("登录期次", default=1)
    totp_sealed = models.CharField("动态码密钥", max_length=160, blank=True)
    totp_step = models.BigIntegerField("用过的动态码", default=0)
    pin = models.CharField("窗口口令", max_length=128, blank=True)

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password. One kept in an older way is kept in the present one at once, as the product's
        own write: the proof would otherwise name the account as changed from outside."""

        def keep_anew(raw: str) -> None:
            self.set_password(raw)
            writes.change_rows(Account.objects.filter(pk=self.pk), REHASH, password=self.password)

        return check_password(raw_password, self.password, keep_anew)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What ties a session to its account: a new password, or signing out everywhere, ends all earlier ones."""
        value = f"{self.sessions_from}:{self.password}"
        return salted_hmac("gonghui.people.Account", value, secret=secret, algorithm="sha256").hexdigest()


class SignInCode(models.Model):
    """A one-time code that lets an account in once; only its digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_in_codes", verbose_name="账号")
    digest = models.CharField("摘要", max_length=64, unique=True)
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = "一次性登录码"


class OfficeHeld(Dated):
    """An office that an account holds in a union, with the rights of its role over that union's subtree.

    `lines` are the lines of work of a town officer (`choices.Line`; none = no division of work). `worker` is whose
    own record the office of a member opens.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="offices", verbose_name="账号")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    role = models.CharField("职务", max_length=20, choices=choices.Role)
    lines = models.JSONField("分工", default=list, blank=True)
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="职工档案")
    ended_because = models.CharField("离任原因", max_length=120, blank=True)

    covered = False
    """Set by `posts_on`: these rights come from a cover, the holder is somebody else."""

    class Meta:
        verbose_name = "任职"
        constraints = [ends_after_start("office_held")]

    @property
    def title(self) -> str:
        """镇总工会干事（组织、综合）."""
        lines = "、".join(self.lines)
        return f"{self.get_role_display()}（{lines}）" if lines else str(self.get_role_display())

    @property
    def whole_title(self) -> str:
        """With the union where the role does not say it: 宏达机械工会基层工会主席, but 镇总工会干事（组织）."""
        below = self.role in (choices.Role.GRASSROOTS_CHAIR, choices.Role.WORKER, choices.Role.PAIRED_CADRE)
        return f"{self.union.name}{self.title}" if below else self.title


class Cover(Dated):
    """代管: for some days another account has the rights of an office besides its holder; it ends by itself."""

    office = models.ForeignKey(OfficeHeld, models.PROTECT, related_name="covers", verbose_name="被代管的任职")
    account = models.ForeignKey(Account, models.PROTECT, related_name="covers", verbose_name="代管人")
    reason = models.CharField("原因", max_length=120)

    class Meta:
        verbose_name = "代管"
        constraints = [
            ends_after_start("office_cover"),
            models.CheckConstraint(condition=Q(end_on__isnull=False), name="office_cover_has_an_end"),
            models.CheckConstraint(condition=~Q(reason=""), name="office_cover_has_reason"),
        ]


class RecordGrant(Dated):
    """What the town lets an account of the county read: some ledgers of one union with all below it, for some days."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="grants", verbose_name="账号")
    union = models.ForeignKey("orgs.Union", models.PROTECT, related_name="+", verbose_name="工会")
    ledgers = models.JSONField("台账", default=list)
    reason = models.CharField("依据", max_length=120)

    class Meta:
        verbose_name = "授权查看"
        constraints = [
            ends_after_start("record_grant"),
            models.CheckConstraint(condition=Q(end_on__isnull=False), name="record_grant_has_an_end"),
            models.CheckConstraint(condition=~Q(reason=""), name="record_grant_has_reason"),
        ]


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


class WrongTries(models.Model):
    """How often somebody tried to sign in and failed, by account and address; who it was is only a keyed digest."""

    UNSEALED = "登录填错的计数，过一天就清掉"

    key = models.CharField(max_length=32, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField(null=True)


class SignInPolicy(models.Model):
    """What the office has decided about signing in; one row, or none while the usual values hold."""

    idle_minutes = models.PositiveSmallIntegerField("没有操作几分钟后要重新登录", default=30)
    counter_minutes = models.PositiveSmallIntegerField("窗口电脑没有操作几分钟后锁屏", default=3)
    slip_days = models.PositiveSmallIntegerField("账号条有效天数", default=14)
    totp_roles = models.JSONField("要用动态码的职务", default=list)
    signed_twice = models.JSONField("要两个人签的事", default=list)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "登录规定"


class Counter(models.Model):
    """A computer at a counter that several people use in turn; its browser holds a token, here lies the digest."""

    name = models.CharField("窗口", max_length=40)
    digest = models.CharField("标记", max_length=64, unique=True)
    opened_at = models.DateTimeField("启用时间")
    opened_by = models.CharField("启用人", max_length=60)
    closed_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = "窗口电脑"

    def __str__(self) -> str:
        return self.name


class CounterSeat(models.Model):
    """Somebody who signed in fully at a counter and may come back there with the short PIN, until the day is over."""

    UNSEALED = "当天在窗口登录过的人，过了当天就清掉"

    counter = models.ForeignKey(Counter, models.CASCADE, related_name="seats")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "account"], name="counter_seat_once")]
