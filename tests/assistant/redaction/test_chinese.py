"""Chinese: names by their context, addresses, number plates, and words that begin like names."""

from __future__ import annotations

import pytest

from assistant.redaction import redact
from assistant.redaction.chinese_words import WORDS
from benchmarks.marked import SUPPORT, marked
from benchmarks.redaction import support_of
from tests.effort import at_most


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("收件人：程秋月，明天到", "收件人：{{Name}}，明天到"),
        ("户名 申屠远", "户名 {{Name}}"),
        ("申请人：古丽扎尔", "申请人：{{Name}}"),
        ("我老公叫贺长风，单子是他下的", "我老公叫{{Name}}，单子是他下的"),
        ("我妈妈钟桂兰不会用手机", "我妈妈{{Name}}不会用手机"),
        ("客服小董说今天能退", "客服{{Name}}说今天能退"),
        ("快递员老谭把包裹放门口了", "快递员{{Name}}把包裹放门口了"),
        ("已安排何师傅明天上门", "已安排{{Name}}师傅明天上门"),
        ("售后小何会联系您", "售后{{Name}}会联系您"),
        ("司机胡大勇绕路", "司机{{Name}}绕路"),
        ("上次是孟晓帮我处理的", "上次是{{Name}}帮我处理的"),
        ("请让康小雨尽快回电", "请让{{Name}}尽快回电"),
        ("由夏侯远负责", "由{{Name}}负责"),
        ("免贵姓欧阳", "免贵姓{{Name}}"),
        ("配送员姓邹，", "配送员姓{{Name}}，"),
        ("阿珍说可以换", "{{Name}}说可以换"),
        ("黎笑笑，您好！", "{{Name}}，您好！"),
        ("工号3051叶知秋为您服务", "工号3051{{Name}}为您服务"),
        ("Best regards, 秦明月", "Best regards, {{Name}}"),
        ("我叫Jason，手机坏了", "我叫{{Name}}，手机坏了"),
        ("找Kelly帮我处理的", "找{{Name}}帮我处理的"),
        ("收件人 Michael Chen，谢谢", "收件人 {{Name}}，谢谢"),
        ("抖音号dy_2046ab，私信我", "抖音号{{Username}}，私信我"),
        ("车牌号：沪A·D12345进不去", "车牌号：{{Reference Number}}进不去"),
        ("我那辆浙C0P77X", "我那辆{{Reference Number}}"),
        ("单号SF1234567890123查不到", "单号{{Order Number}}查不到"),
        ("送到文一路39号信达大厦B座702，谢谢", "送到{{Address}}，谢谢"),
        ("我家在成都市武侯区人民南路四段27号5栋2单元1803", "我家在{{Address}}"),
        ("新北市板橋區文化路一段188巷5號3樓", "{{Address}}"),
        ("寄长沙市岳麓区麓山南路2号湘江公寓，急", "寄{{Address}}，急"),
    ],
)
def test_it_goes(text: str, clean: str) -> None:
    assert redact(text).text == clean


@pytest.mark.parametrize(
    "text",
    [
        "客服应该几点上班", "用户安装不了", "会员方便的时候回电", "请马上退款", "请安排退款",
        "由商家承担运费吗", "由于天气原因延误", "让师傅上门", "找不到入口", "叫你们主管来",
        "谢谢，辛苦了", "我是高级会员", "我是老客户了",
        "我是马上来的", "我是VIP，没有折扣", "联系人：客服部",
        "姓名：必填", "同事都说好用", "我朋友也买了", "快递员态度差", "客服小姐姐很好",
        "快递小哥很好", "顾客：时间太长了", "老板在吗", "阿里云盘满了", "请问姓名怎么填",
        "康师傅红烧牛肉面漏发", "请高级客服处理", "黄色的还有货吗", "这里三层都满了，等了5天",
        "全体您好", "寄件人是公司", "客户常用地址怎么改",
    ],
)  # fmt: skip
def test_it_stays(text: str) -> None:
    assert redact(text).text == text


def test_an_address_ends_where_the_sentence_goes_on() -> None:
    clean = redact("寄到新安路88号谢谢你们公司，或者新安路90号，公司没人").text
    assert clean == "寄到{{Address 1}}谢谢你们公司，或者{{Address 2}}，公司没人"


def test_a_whole_name_may_begin_like_a_word() -> None:
    assert redact("我叫高兴华，想退货").text == "我叫{{Name}}，想退货"
    assert "高兴" in WORDS


def test_marks_are_read() -> None:
    row = marked("我是<P:王丽>，订单<X:SO-1>\\n好")
    assert row["full_text"] == "我是王丽，订单SO-1\n好"
    assert [(one["entity_type"], one["start_position"]) for one in row["spans"]] == [
        ("PERSON", 2), ("OTHER", 7),
    ]  # fmt: skip


def test_names_are_found_in_what_support_writes_and_words_are_left() -> None:
    found = support_of(SUPPORT["Chinese"], None)
    assert found["recall"] >= 0.95
    assert found["precision"] >= 0.9


@pytest.mark.parametrize(
    "word", ["客服王", "路1号A座", "京A", "找Ann", "请王", "小王", "市路一号", "一路1号城"]
)
def test_the_effort_is_linear(word: str) -> None:
    with at_most(5):
        redact(word * (60_000 // len(word)))
