"""The Chinese function words that change the meaning of a statement."""

from __future__ import annotations

import re
from typing import Final

from assistant.evidence.lexicon import LOWER, UPPER, Lexicon, patterns

_NEGATOR: Final = "¬"
"""Stands for every kind of negation; a character that does not occur in texts."""

# words that contain a negation character without negating anything
_INNOCENT = (
    "不仅|不但|不光|不同|不错|不久|不断|不少|不便|不管|不论|无论|不然|不得不|不妨|不锈钢|非常|"
    "非洲|未来|"
    "未免|无线|无数|无疑|没关系|没问题|不客气|不好意思|差不多|了不起|特别|分别|区别|级别|类别|"
    "性别|告别|"
    "别墅|别人|别的|是否|能否|可否|莫斯科|南非|不得已|不动产|不丹|无锡|无人机|无障碍|无缝|个别"
)
_DENIALS = re.compile(
    f"(?P<innocent>{_INNOCENT})"
    "|(?P<may>禁止|严禁|不准|不许|不得|不可以?|不能够?|无法|不允许|拒绝|切勿|请勿|千万不要|千万别)"
    "|(?P<need>不需要|无需|无须|不必|不用|毋须|用不着)"
    "|没有|尚未|从未|并未|从不|并不|并非|绝不|暂不|不再|不会|不是|而非|[不没無无未非勿别]"
)


def _denied(found: re.Match[str]) -> str:
    if found["innocent"]:
        return found["innocent"]
    return _NEGATOR + ("可以" if found["may"] else "需要" if found["need"] else "")


_REWRITES = (
    *patterns(
        (r"(?:是不是|能不能|可不可以|要不要|有没有|会不会)", "吗"),
        (r"不超过|不多于|不高于|不大于|不得超过|至多|最多|最高|最长", "至多"),
        (r"不少于|不低于|不小于|不得少于|至少|最少|最低|最短|起码", "至少"),
        (r"不晚于|不迟于", "之前"),
        (r"除非", f"如果{_NEGATOR}"),
        (r"免运费|包邮|免邮费?|不收取?运费|无需运费", "免费运费"),
        (
            (
                r"不(?:再|另)?(?:收|收取|加收|需要?支付)(?:任何|额外)?(?:费用?|手续费)|免手续费|不花钱|"
                r"不要钱|不用(?:再)?付钱|无需付费|零费用"
            ),
            "免费",
        ),
        (r"如果|假如|要是|若是|倘若|只要|一旦", "如果"),
    ),
    (_DENIALS, _denied),
    (re.compile("可以|能够"), "可"),
)


def _pairs(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in text.split():
        left, right = (side.split(",") for side in pair.split("/"))
        for here, there in ((left, right), (right, left)):
            for word in here:
                found.setdefault(word, set()).update(there)
    return {word: frozenset(others) for word, others in found.items()}


LEXICON: Final = Lexicon(
    lang="zh",
    rewrites=_REWRITES,
    negators=frozenset({_NEGATOR}),
    breaks=frozenset({"但", "如果", "因为", "所以", "否则"}),
    same={},
    opposites=_pairs(
        "之前,以前/之后,以后 之内,以内/之外,以外 工作日/周末,节假日 免费/收费,付费,有偿 "
        "允许,可以/禁止 支持/反对 增加,上升,提高,增长/减少,下降,降低 上午,早上,早晨/下午,晚上 "
        "白天/夜间,夜里 入住/退房 开放,打开,开启/关闭,关门 首次,第一/最后 大于/小于 高于/低于 "
        "多于/少于 最大/最小 最高/最低 更多/更少 购买/出售 寄出,发出,发送/收到,接收 "
        "进入/离开 到达/出发 成年人,成人/儿童,孩子 国内/国外,国际,海外 线上/线下,门店 "
        "必须,务必/可选,自愿,无须 总是,一直,始终/偶尔,有时,从来 全部,所有/部分,有些,个别 "
        "东部/西部 南部/北部 父亲/母亲 儿子/女儿 胜利/失败 "
        "开始/结束 安全/危险 便宜/昂贵 简单/困难 公共,公立/私人,私立 内部/外部 "
        "包括,包含/除外,不含 至多/至少 以上/以下 超过/不到,不足 上涨/下跌 提前/推迟,延后 "
        "登录/注销,退出 启用/停用 添加/删除 安装/卸载 锁定/解锁 存款/取款  "
        "积极/消极 主要/次要 永久/暂时,临时 "
        "第一个/最后一个 多数/少数 年轻/年老 个人/企业,公司 本地/外地 任何/某些"
    ),
    marks={
        "只": "only", "仅": "only", "才": "only", "唯一": "only", "唯": "only",
        "如果": "if", "当": "if", "的话": "if", "时候": "if",
        "必须": "must", "务必": "must", "需要": "must", "须": "must", "必需": "must",
        "可能": "may", "也许": "may", "或许": "may", "大概": "may",
        "有些": "some", "部分": "some", "某些": "some", "通常": "some", "大多": "some",
        "一般": "some", "有时": "some", "偶尔": "some",
        "所有": "all", "全部": "all", "每": "all", "总是": "all", "都": "all", "始终": "all",
        "任何": "any", "除了": "except", "除外": "except", "至多": "atmost", "至少": "atleast",
        "以内": "within", "之内": "within", "之后": "after", "以后": "after",
        "之前": "before", "以前": "before", "直到": "until",
    },
    before=(
        (re.compile(r"(?:至多|少于|低于|小于|不到|不足|未满|截至|直到)[\s约]*$"), UPPER),
        (re.compile(r"(?:至少|多于|高于|大于|超过|满|年满|自|从|超出)[\s约]*$"), LOWER),
    ),
    after=(
        (re.compile(r"^\s*[^\s，。；,;\d]{0,4}?(?:之?内|以内|以下|之前|以前|前)"), UPPER),
        (re.compile(r"^\s*[^\s，。；,;\d]{0,4}?(?:以上|之后|以后|后|起|开始)"), LOWER),
    ),
    light=frozenset("您你我们他她它请会能可以将并还就也很"),
    empty=frozenset(
        "的了是吗嗎呢啊我你您他她它们们这那哪在和与及或也就都还很太吧呀么什可以能会请为把被从给对但"
        "而且如因所其于再又并让去来说之将个着过得地等向由以到只仅才每不没无未非有要"
    ),
)  # fmt: skip
