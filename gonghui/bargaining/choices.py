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
