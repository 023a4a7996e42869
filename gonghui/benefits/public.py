"""What other contexts may use of benefits."""

from gonghui.benefits.actions import Given, benefit_give, benefit_sign, benefit_unsign, benefits_give
from gonghui.benefits.choices import CASH, Kind, Source
from gonghui.benefits.handing_out import gifts_act
from gonghui.benefits.models import Benefit
from gonghui.benefits.queries import benefits_of, benefits_of_worker, cause_of, unsigned

__all__ = [
    "CASH", "Benefit", "Given", "Kind", "Source", "benefit_give", "benefit_sign", "benefit_unsign", "benefits_give",
    "benefits_of", "benefits_of_worker", "cause_of", "gifts_act", "unsigned",
]  # fmt: skip
