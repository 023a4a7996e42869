"""The fields of a collective contract, each said once: forms, list, import and export take theirs from here."""

from functools import partial

from gonghui.bargaining.choices import Signing
from gonghui.bargaining.imports.words import parse_kind, parse_level, parse_running
from gonghui.bargaining.models import Contract, ContractCover
from gonghui.kernel.ledger.api import Field, Fields
from gonghui.kernel.sheets import parse_list

CONTRACT = Fields(
    {Contract: "", ContractCover: ""},
    Field("unit", "单位名称", "text", size=120,
          also="企业名称 单位全称 单位 企业 用人单位 签订单位 签约单位 企业（单位）名称 名称 企业全称 签订企业"),
    Field("union", of="工会", size=120, head="工会名称", also="签订工会 工会 所属工会 基层工会 基层工会名称 签约工会"),
    Field("number", also="编号 登记编号 备案编号 合同号 备案号"),
    Field("kind", read=lambda today: parse_kind, head="合同类别",
          also="类别 合同种类 合同类型 种类 协议类别 合同名称 类型 专项类别"),
    Field("level", read=lambda today: parse_level, head="合同级别", also="级别 协商层级 合同层级 签订层级 区域行业"),
    Field("signing", also="首签续签 首签/续签 签订方式 签订性质 新签续签 首签或续签 签订情况", spoken={
        Signing.FIRST: "首次 新签 首次签订 初签 新订", Signing.RENEWAL: "续签 重签 换签 到期续签"}),
    Field("signed_on", also="签订时间 签约日期 签约时间 签字日期 签署日期 首席签字日期"),
    Field("filed_on", also="报送时间 送审日期 备案日期 送审时间 备案时间 报备日期"),
    Field("effective_on", future=True,
          also="生效时间 起始日期 开始日期 有效期起 合同起始日期 合同开始日期 起始时间 执行日期"),
    Field("expires_on", future=True, last=True, help="合同的最后一天。可打2029-06-30",
          also="到期日期 到期时间 终止日期 截止日期 有效期至 期满日期 有效期止 合同到期日 合同终止日期 届满时间 到期日 "
               "合同到期日期 有效期截止"),
    Field("running", "合同期限", "text", read=lambda today: partial(parse_running, today=today),
          also="期限 有效期 有效期限 合同有效期 起止日期 合同起止日期 起止时间 期限（年）"),
    Field("covers", "覆盖单位", "records", of="单位", required=False, at="names", read=lambda today: partial(parse_list, max_length=120),
          help="一行一家，名称后面可以写职工人数；签订工会只有一家单位的可以空着",
          also="覆盖企业 覆盖单位名单 涵盖单位 覆盖企业名单 涵盖企业 覆盖企业名称"),
    Field("workers", also="覆盖职工数 覆盖职工人数 涵盖职工数 职工人数 职工数 覆盖人数 涉及职工数"),
    Field("handler", also="经办 登记人 联系人"),
    Field("ended_on", also="终止时间 解除日期 提前终止时间"),
    Field("end_reason", also="解除原因 提前终止原因"),
    Field("remarks", also="说明"),
)  # fmt: skip
