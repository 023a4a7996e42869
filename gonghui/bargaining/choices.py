"""Kinds, levels and ways of signing of collective contracts."""

from django.db import models


class ContractKind(models.TextChoices):
    COLLECTIVE = "collective", "综合集体合同"
    WAGE = "wage", "工资专项协议"
    WOMEN = "women", "女职工专项合同"
    SAFETY = "safety", "劳动安全卫生专项合同"


class ContractLevel(models.TextChoices):
    SINGLE = "single", "单个单位"
    AREA = "area", "区域性"
    INDUSTRY = "industry", "行业性"


class Signing(models.TextChoices):
    FIRST = "first", "首签"
    RENEWAL = "renewal", "续订"


class EffectBasis(models.TextChoices):
    RECORDED = "recorded", "按登记的生效日期"
    ASSUMED = "assumed", "没有生效日期，按签订日期推定"


class Purpose(models.TextChoices):
    """What a procedure is for."""

    SIGN = "sign", "签订"
    RENEW = "renew", "续订"
    CHANGE = "change", "变更"
    END = "end", "解除"


class Side(models.TextChoices):
    STAFF = "staff", "职工方"
    EMPLOYER = "employer", "单位方"


class Measure(models.TextChoices):
    """What the number in a clause measures, where it has one."""

    MONTH_WAGE = "month_wage", "月工资最低标准（元）"
    HOUR_WAGE = "hour_wage", "小时工资最低标准（元）"
    RAISE = "raise", "工资调整幅度（%）"
    OTHER = "other", "其他数字"


class Kept(models.TextChoices):
    """How one clause was found at a check."""

    KEPT = "kept", "履行"
    BROKEN = "broken", "没有履行"
    NOT_YET = "not_yet", "还没到履行时候"


class WageUnit(models.TextChoices):
    MONTH = "month", "元/月"
    HOUR = "hour", "元/小时"
    PIECE = "piece", "元/件"
