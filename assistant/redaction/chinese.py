"""Chinese names: a common surname where a name is expected, or before a form of address.

Nothing separates a Chinese name from the following text, so its length is determined by what may
follow: punctuation, or a character that continues a sentence. Words that merely begin like a name
(`chinese_words`) are excluded.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.redaction.chinese_words import WORDS
from assistant.redaction.spans import ClaimedSpans

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾"
    "龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左"
    "柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解"
    "牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
    "赖甄阎隋储栾仇蔺屠池胥桑燕冀茹容荣商巫厉祖幸仲伊郗姬闻鄢郜佘沙揭禤缑晁逯逄亓雒郦"
    "陳劉張楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蔣盧鍾譚陸範賈鄒龍賴葛錢嚴湯顏莊聶齊喬龐關蘭凱單華婁閻溫"
)
COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|长孙|宇文|夏侯|轩辕|端木|南宫|独孤|"
    "百里|呼延|闻人|澹台|公冶|宗政|濮阳|淳于|单于|申屠|太史|钟离|歐陽|司馬|諸葛|東方"
)
_HAN: Final = "[\u3400-\u9fff]"
_ANY: Final = re.compile(_HAN)
_END: Final = rf"(?!{_HAN})"
_SURNAME: Final = rf"(?:{COMPOUND}|[{SURNAMES}])"
_TITLE: Final = (
    "(?:女士|先生|小姐|太太|夫人|老师|经理|主管|主任|医生|律师|师傅|同学|阿姨|叔叔|大哥|大姐|总(?![^，。,!！\\s])|"
    "姓女士|女仕|老師|經理)"
)
_NAME: Final = rf"{_SURNAME}{_HAN}{{1,2}}"
_FOLLOWS: Final = (
    "的和与跟及想要在来是说讲为帮给把让就也都还不没已正您你这那有会能可刚又再多很太真去到发送打回反申预投先告一今昨明上下"
    "负处答承推签收态接联手电地身邮本代绕放拒退转写买用"
)
"""Characters that continue a sentence after a name."""
_FIRST: Final = rf"(?![的了是吗呢吧我你他她它们您不没这那哪什怎]){_HAN}"
_SECOND: Final = rf"(?![和与跟及想要在来说讲帮给把让就也都还有会去到打请放]){_FIRST}"
_IN_A_SENTENCE: Final = (
    rf"{_SURNAME}(?:{_FIRST}{_SECOND}|{_FIRST})(?=[{_FOLLOWS}]|[^\u3400-\u9fff]|$)"
)
"""A name in running text: as long as what follows allows."""

# before a form of address even a surname alone is a person; 康师傅 is a brand of noodles
_TITLED: Final = re.compile(
    rf"(?<![尊敬租货])(?!康师傅)((?:{COMPOUND}){_HAN}{{0,2}}?|[{SURNAMES}]{_HAN}{{0,2}}?){_TITLE}"
)
_LABEL: Final = (
    r"(?:我叫|名叫|[他她]叫|我是客服|名字叫|名字是|姓名|收件人|收货人|代收人|签收人|联系人|入住人|入住客人|申请人|报修人|"
    r"持卡人|户主|户名|账户名|客服专员|客服代表|专员|经办人|收款人|付款人|开户名|投保人|被保险人|受益人|法人|订票人|预订人|"
    r"乘机人|我的名字是|我的名字叫|本人|称呼我|叫我|致电人|投诉人|寄件人|发件人|客户[:：]|顾客[:：]|抬头写|抬头是?[:：])"
    r"(?:[:：是为叫])?[ \t]{0,8}"
)
_NAMED: Final = re.compile(rf"{_LABEL}({_SURNAME}{_HAN}{{1,3}}{_END}|{_IN_A_SENTENCE})")
_KIN: Final = (
    "(?:老公|老婆|妈妈|爸爸|[我他她](?:妈|爸|哥|弟|姐|妹)|父亲|母亲|哥哥|弟弟|姐姐|妹妹|儿子|女儿|孩子|朋友|同事|室友|邻居|"
    "太太|丈夫|妻子|爱人|男友|女友|表哥|表姐|表弟|表妹|外甥|侄子)"
)
_STAFF: Final = (
    "(?:客户|用户|顾客|会员|旅客|乘客|学员|学生|患者|病人|业主|租客|房东|店长|店员|店主|客服|售后|物流|财务|前台|专员|顾问|管家|销售|导购|技师|"
    r"师傅|司机|骑手|护士|快递员|小哥|配送员|外卖员|经理|主管|坐席|工号\d{2,8}|处理人|负责人)"
)
_CALLED: Final = re.compile(rf"(?:{_KIN}|{_STAFF})(?:名?叫|是|名为|[:：])?({_IN_A_SENTENCE})")
_NICKNAMED: Final = re.compile(
    rf"(?:{_KIN}|{_STAFF})(?:是|叫)?((?:小(?![哥姐妹二程时票红额])|老(?![板师公婆是])|阿(?![姨里胶])){_HAN}子?)"
    rf"(?=[{_FOLLOWS}]|[^\u3400-\u9fff]|$)"
)
_SAID_BY: Final = re.compile(rf"(?:^|[，。！,\s])(阿(?![姨里胶]){_HAN})(?=说|讲|告诉|帮|答应)")
_DOES: Final = (
    r"(?=帮我|给我|处理|负责|跟进|回复|回电|回个|联系|尽快|签收|代签|代收|签|加我|接听|为您|来处理|就行|就好|查收|收[。，\s]|"
    r"[，。！!,]|\s|$)"
)
_ASKED: Final = re.compile(
    rf"(?:请|让|由|找|联系|转接|转给|转交给|发给|交给|寄给|上次是|昨天是)({_NAME}?){_DOES}"
)
_FAMILY: Final = re.compile(rf"(?:免贵|[我他她员方人东生士])姓({_SURNAME})(?=[，。！!,.\s的]|$)")
_AM: Final = re.compile(
    rf"(?:^|[，。！,!\s])我是({_NAME})(?=[，。！,.! \n]|$|的|来|想|本人)", re.MULTILINE
)
_GREETED: Final = re.compile(
    rf"(?:^|[\n。！!])[ \t]{{0,8}}(?:亲爱的|尊敬的|嗨|你好|您好|哈喽)[，, ]?({_NAME})"
    r"(?=[，,！!：:]|\n|$)"
)
_HELLO: Final = re.compile(rf"^[ \t]{{0,8}}({_NAME})[，, ]?(?:您好|你好)", re.MULTILINE)
_SIGNED: Final = re.compile(
    r"(?:此致|敬礼|敬上|谢谢|祝好|顺祝商祺|客服|您的客服|——|--|—|(?i:regards|best|thanks|attn))"
    rf"[！!，,。:： \t]{{0,8}}\n?[ \t]{{0,8}}({_NAME})[ \t]{{0,8}}(?=$|\n|敬上|上$)",
    re.MULTILINE,
)
_ENDING: Final = re.compile(
    rf"(?:^|\n)[ \t]{{0,8}}({_NAME})[ \t]{{0,8}}(?:敬上|谨上|拜上|留)?[ \t]{{0,8}}"
    r"(?:\n[ \t]{0,8}\d{4}[^\n]{0,16})?$"
)
_LATIN: Final = r"[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20}){0,2}"
_FOREIGN: Final = re.compile(
    rf"(?:{_LABEL}|(?:客服|同事|顾问|老师|经理)[:： ]?)({_LATIN})(?=[，。！,.!\s]|$|{_HAN})"
)
_FOREIGN_ASKED: Final = re.compile(
    rf"(?:我是|找|请问|请|让|由|转给|转接|联系)[ ]?({_LATIN})"
    r"(?=[，。！,.!\s]|$|帮|处理|在吗|在不在|签收|联系|老师|给我|回复|的(?:妈妈|爸爸|家长|老公|老婆))"
)
_SURE: Final = (_TITLED, _NAMED)
_ALL: Final = (*_SURE, _AM, _CALLED, _ASKED, _GREETED, _HELLO, _SIGNED)
_OTHERS: Final = (_NICKNAMED, _SAID_BY, _FAMILY)
FOREIGN: Final = (_FOREIGN, _FOREIGN_ASKED)
"""Names in Latin letters where a Chinese sentence expects a name."""


def is_chinese(text: str) -> bool:
    """Whether the text contains Chinese characters."""
    return not text.isascii() and _ANY.search(text) is not None


def find_chinese_names(taken: ClaimedSpans) -> None:
    """Claim names that greetings, forms of address, labels and signatures reveal."""
    for pattern in _ALL:
        for match in taken.matches(pattern):
            name, start = match[1], match.start(1)
            if pattern is _TITLED and name[:2] in WORDS and surname_of(name[2:]):
                name, start = name[2:], start + 2  # 安排何师傅: 安排 is a word
            if name not in WORDS and (pattern in _SURE or name[:2] not in WORDS):
                taken.claim(start, match.end(1), "Name")
    for pattern in _OTHERS:
        taken.claim_all(pattern, "Name")
    # a last line that consists of a name is a signature
    ending = _ENDING.search(taken.text) if "\n" in taken.text else None
    if ending and ending[1][:2] not in WORDS:
        taken.claim(ending.start(1), ending.end(1), "Name")


def surname_of(name: str) -> str:
    """The surname with which a Chinese name begins; "" if there is none."""
    for size in (2, 1):
        start = name[:size]
        if (size == 2 and start in COMPOUND.split("|")) or (size == 1 and start in SURNAMES):
            return start
    return ""
