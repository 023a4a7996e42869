"""Invented names of persons and of small shops."""

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
"""Surnames, roughly the commonest first; the first third is drawn twice as often."""

MEN = _words(
    "建国 建平 建军 志强 志远 志刚 海峰 海涛 海波 国强 国栋 国平 永明 永强 永刚 晓东 晓明 晓峰 文斌 文涛 文军 俊杰 俊峰 "
    "立新 立军 立群 卫东 卫民 春生 春林 长江 长林 德胜 德明 家明 家旺 明辉 明亮 金龙 金宝 宏伟 宏亮 伟 强 军 勇 杰 磊 涛 "
    "斌 波 鹏 亮 辉 超 平 刚 飞 浩 宇 子轩 天佑 一鸣 学军 学文 来顺 大勇 兴旺 福生 根宝 水根 小虎 庆华 正华 荣生 少华"
)

WOMEN = _words(
    "秀兰 秀英 秀芳 桂芳 桂英 桂兰 美兰 美华 素芬 素珍 海燕 春燕 春梅 丽娟 丽华 丽萍 雪梅 雪芹 红梅 红霞 玉兰 玉梅 玉珍 "
    "小红 小燕 小芳 凤英 凤兰 金花 金凤 爱华 爱珍 月琴 月红 文静 文娟 婷婷 佳怡 雨欣 思琪 敏 静 丽 燕 芳 娟 艳 霞 莉 玲 "
    "梅 红 慧 颖 琴 萍 倩 婷 洁 雯 晓云 晓兰 巧云 彩霞 翠萍 兰英 银花 秋兰 冬梅 慧敏 淑珍 惠芳 亚琴 建芳 志英 永红"
)

BRANDS = _words(
    "顺发 兴旺 永利 福源 大众 鑫源 祥和 阿福 宏发 金鑫 丰收 长顺 友谊 众鑫 利民 吉祥 万利 瑞兴 诚信 恒发 新兴 同心 富强 "
    "东旺 安顺 益华 广源 昌盛 和兴 佳禾 三元 春风 明珠 双喜"
)

TRADES = (
    ("木器加工厂", "木材加工"), ("五金加工部", "金属制品"), ("服装加工厂", "服装"), ("农机修理部", "修理"),
    ("粮食加工厂", "食品"), ("塑料制品厂", "塑料制品"), ("超市", "零售"), ("饭店", "餐饮"), ("养殖场", "农业服务"),
    ("针织厂", "纺织"), ("纸箱厂", "包装印刷"), ("汽车修理厂", "修理"),
)  # fmt: skip
"""(what a small shop's name ends in, its industry)."""


def person(rng: Random, woman: bool) -> str:
    """A surname and a given name that goes with the sex."""
    surname = rng.choice(SURNAMES[: len(SURNAMES) // 3] if rng.random() < 0.5 else SURNAMES)
    return surname + rng.choice(WOMEN if woman else MEN)


def shops(rng: Random) -> list[tuple[str, str]]:
    """All (name, industry) of small shops, shuffled; each name once."""
    pairs = [(brand + trade, industry) for brand in BRANDS for trade, industry in TRADES]
    rng.shuffle(pairs)
    return pairs
