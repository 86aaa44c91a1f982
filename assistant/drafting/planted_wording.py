"""Wordings of instructions to a machine, in English and Chinese, and the markup of prompts.

Each pattern is narrow on purpose: "please ignore this letter if you have paid" and "reply with a
photo" are said to customers. All but `STRUCTURE` are for normalised text
(`retrieval.text.normalise`).
"""

from __future__ import annotations

import re
from typing import Final

_MACHINE: Final = r"(?:a\.?i\.?|assistant|chat ?bot|bot|(?:large )?language model|llm|gpt|copilot)"
_READER: Final = r"(?:customers?|users?|clients?|buyers?|callers?)"
_BEGINS: Final = (
    r"^\W*(?:(?:please|and|then|now|always|instead|also|important|note|attention)\b\W*)*"
)

STRUCTURE: Final = re.compile(
    r"<\|[\w▁ -]{1,40}\|>|<｜[^｜>\n]{1,40}｜>"
    r"|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<</?SYS>>|<(?:bos|"
    r"eos|pad|unk)>|<(?:start|end)_of_turn>|"
    r"</?(?:think|tool_call|tool_response|system|assistant|system-reminder)>|(?<=[\s.。])</s>|"
    r"^\s*#{2,4}\s*(?:instructions?|system|response|assistant|human|input|指令|系统|回复|助手)\s*[:：]",
    re.IGNORECASE | re.MULTILINE,
)
"""Parts of prompts: special tokens of known model families, and headings of that kind."""

ENGLISH: Final = re.compile(
    "|".join((
        # earlier instructions no longer apply
        (r"\b(?:ignore|disregard|forget|override|bypass|discard|drop)\b[^.!?\n]{0,24}\b(?:previous|"
        r"prior|above|earlier|preceding|foregoing|all|any|other|original|system|"
        r"your)\b[^.!?\n]{0,24}"
        r"\b(?:instructions?|prompts?|rules|guidelines|directives?|passages?|context|"
        r"constraints)\b"),
        (r"\b(?:ignore|disregard|forget)\b (?:everything |all |"
         r"anything )?(?:of )?(?:the )?(?:above|"
        r"before this|you (?:were|have been) told)[^.!?\n]{0,24}\b(?:and|then|instead)\b"),
        r"\b(?:ignore|disregard|forget) (?:the|all|any|every) (?:other )?passages?\b",
        (r"\b(?:new|updated|revised|real|actual) (?:system )?(?:instructions?|prompt|directive|"
         r"task)"
        r"(?: for you)?\s*:"),
        # another role
        (rf"\byou are (?:now|no longer|actually|in fact) (?:an?|the|"
         rf"in) [^.!?\n]{{0,30}}\b(?:{_MACHINE}|"
        r"model|persona|mode|agent|character|administrator)\b"),
        (rf"\b(?:act|behave|respond|speak) as (?:if you|an? (?:\w+ )?{_MACHINE}|(?:the )?(?:admin"
        r"(?:istrator)?|developer|root)\b)"),
        (r"\bpretend (?:to be|that you|you(?:'re| are))\b|\brole-?play as\b|\bdo anything now\b|"
        r"\bjailbr(?:eak|oken)\b"),
        # addressed to a machine
        rf"(?:^|\b(?:for|to) (?:the |any |all )?)\W*{_MACHINE}s?\s*(?:\([^)]*\)\s*)?:",
        (rf"\b(?:note|message|instructions?|hint|attention|reminder)s? (?:to|for) (?:the |any |"
         rf"all )?"
        rf"(?:\w+ )?{_MACHINE}s?\b"),
        (rf"\b(?:if|as|since|because) you(?:'re| are) (?:an? |the )?(?:\w+ )?{_MACHINE}\b|"
        rf"\bas (?:an|the) (?:a\.?i\.?|{_MACHINE})(?: (?:model|assistant))?,? you\b"),
        (r"^\W*(?:system|developer|admin(?:istrator)?|operator)(?: (?:prompt|message|override|note|"
        r"instructions?))\s*[:\]>]"),
        (r"^\W*(?:system|developer|admin(?:istrator)?|operator)\s*[:\]>]\W*(?:you\b|"
         r"the assistant\b|"
        r"ignore|from now|always|never|repl(?:y|ies)|respond|answer|promise|offer|tell|say|write|"
        r"grant|approve|override|disregard|refund|include|add|append|output|print|reveal|confirm)"),
        # what a reply must contain
        (r"\b(?:reply|respond|answer|output|print|say|write)\b[^.!?\n]{0,12}\b(?:(?:only|just|"
         r"exactly|"
        r"solely|exclusively) (?:with|the (?:word|words|text|sentence|phrase)\b)|with (?:only|just|"
        r"exactly)|nothing (?:but|else than))"),
        r"\band nothing else\b[.!]?$",
        (r"\b(?:output|print|write|say|answer|reply|respond)\b,? (?:exactly|verbatim|word for word|"
        r"literally)\b"),
        (r"\b(?:in|to|into|at the end of|below|before) (?:every|each|any|all(?: of)?) (?:your |"
         r"the )?"
        r"(?:reply|replies|answers?|responses?|drafts?|messages?)\b[^.!?\n]{0,20}\b(?:include|add|"
        r"insert|append|mention|put|write|say|promise|link)"),
        (r"\b(?:include|add|insert|append|mention|put|write|say|promise)\b[^.!?\n]{0,60}\b(?:in|to|"
        r"into|at the end of) (?:every|each|any|all(?: of)?) (?:your |the )?(?:reply|replies|"
        r"answers?|"
        r"responses?|drafts?)\b"),
        (rf"\bwh(?:en|ile|enever) (?:you(?:'re| are)? )?(?:answer|reply|respond|draft|writ)(?:s|"
         rf"e|ing)?\b"
        rf"(?: to)?(?: (?:the|a|any|this|these))? ?(?:{_READER}|questions?|"
        rf"messages?)?,? (?:you (?:must|"
        r"should)|also|always|please|never)\b"),
        (rf"\b(?:whatever|no matter what|regardless of what|whenever) (?:the |a |an? )?{_READER} "
        r"(?:asks?|says?|wants?|writes?)\b"),
        (r"\bfrom now on,? (?:you (?:answer|reply|respond|act|speak|will (?:answer|reply|"
         r"respond|act))|"
        r"answer|reply|respond|act|speak)\b"),
        (rf"{_BEGINS}(?:promise|assure|guarantee|grant|offer) (?:the |every |each |this |all |"
         rf"any )?"
        rf"{_READER}\b"),
        (rf"\b(?:tell|ask|instruct|advise|direct|make) (?:the |every |each |this |all |"
         rf"any )?{_READER} "
        r"(?:to|that|must|should)?\b[^.!?\n]{0,40}\b(?:type|enter|send|give|provide|share|submit)\b"
        r"[^.!?\n]{0,24}\b(?:passwords?|card numbers?|cvv|cvc|pin|gift ?card codes?)\b"),
        # data that others must not see
        (r"\b(?:print|reveal|repeat|show|output|disclose|leak|"
         r"quote) [^.!?\n]{0,24}\b(?:system prompt|"
        r"your (?:instructions|prompt|rules)|the prompt)\b"),
        (r"\b(?:list|give|show|send|reveal|include|add|print|mention)\b[^.!?\n]{0,40}\b(?:other|"
         r"another|"
        r"all|previous|last) (?:customer|client|user)(?:'?s'?)?\b"),
        (r"\b(?:do not|don't|never) (?:tell|inform|warn|alert|let) (?:the )?(?:user|agent|"
         r"operator|human|"
        r"support)\b|\bwithout (?:telling|informing) (?:the )?(?:user|agent|operator|human)\b"),
        r"\b(?:decode|decrypt|decipher)\b[^.!?\n]{0,30}\b(?:follow|obey|execute|do (?:it|what))\b",
    )),
    re.MULTILINE,
)  # fmt: skip

_KUNDE: Final = "(?:客户|顾客|用户|买家|对方)"
_AI: Final = "(?:ai|人工智能|助手|机器人|语言模型|大模型)"

CHINESE: Final = re.compile(
    "|".join((
        (r"(?:忽略|无视|無視|忘记|忘掉|忘記|不要理会|不用管|抛开|覆盖|绕过)(?:掉|以?下)?[^。!?\n]{0,10}"
        r"(?:指令|指示|规则|規則|设定|提示词|约束)"),
        (r"(?:忽略|无视|無視|忘记|忘掉|忘記|不用管)[^。!?\n]{0,4}(?:以上|上述|上面|前面|之前|此前)[^。!?\n]{0,8}"
        r"[,，、]?(?:并|且|然后|改为|只|直接)?(?:承诺|答应|告诉|回复|回答|输出|写|说|批准)"),
        r"新的?(?:系统)?(?:指令|提示词|任务)[:：]",
        (rf"你(?:现在|已经?)?(?:是|变成|成为)[^。!?\n]{{0,12}}{_AI}|你(?:已经?)?不再是|假装(?:你|自己)是|"
        rf"扮演[^。!?\n]{{0,12}}(?:{_AI}|管理员|老板)|(?:如果|假如|作为|既然)你?(?:是)?(?:一个|一名)?{_AI}"),
        (rf"(?:致|写给|给)(?:正在|所有|各位)?[^。!?\n:：]{{0,6}}{_AI}[^。!?\n:：]{{0,5}}"
        r"(?:说明|指令|提示|备注|注意|留言)?[:：]"),
        rf"^\W*(?:{_AI}|系统提示|系统消息|系统指令|系统覆盖)[:：]",
        (rf"^\W*(?:系统|管理员|开发者)[:：]\W*(?:你|忽略|请?(?:承诺|答应|告诉|回复|输出)|请?向{_KUNDE}|从现在|必须|"
        r"始终|一律)"),
        r"只(?:需|能|要|准|许|可)?(?:回复|回覆|回答|输出)\s*[:：「“\"『]|不要(?:输出|回复|写|说)(?:任何)?其他",
        rf"(?:无论|不管|不论){_KUNDE}(?:问|说|写|要求)",
        (r"(?:每(?:次|条|个|封)|所有|任何|你的?)的?(?:回复|回答|答复|草稿|输出)(?:中|里|末尾|最后|开头|的?结尾)?"
        r"[^。!?\n]{0,8}(?:加上|加入|插入|附上|写|包含|放|注明|说)"),
        rf"(?:回复|回答|答复){_KUNDE}时[^。!?\n]{{0,10}}(?:加|附|写|插入|必须|务必|一律|承诺|说)",
        (rf"^\W*(?:请|务必|必须|然后|并|一律|都要)*(?:向|对|给)(?:每位|每个|所有|该|这位)?{_KUNDE}(?:都)?"
        r"(?:承诺|答应|许诺|保证)|"
        rf"^\W*(?:请|务必|必须|然后|并|一律)*(?:承诺|答应|许诺)(?:给)?(?:每位|每个|所有|该|这位)?{_KUNDE}"),
        (rf"(?:让|叫|要求|告诉|引导|请){_KUNDE}[^。!?\n]{{0,60}}(?:输入|提供|填写|发送)[^。!?\n]{{0,10}}"
        r"(?:银行卡号|卡号|密码|验证码|身份证)"),
        (r"(?:显示|输出|列出|告诉我|泄露|公布|提供|附上|写出|重复)[^。!?\n]{0,10}(?:系统提示|提示词|"
        r"(?:其他|别的|所有|全部|另一位|上一位|另一个)(?:客户|顾客|用户))"),
        r"(?:解码|解密|破译)[^。!?\n]{0,16}(?:执行|照做|遵守|遵循|服从)",
        r"(?:不要|别|不得|禁止)(?:告诉|告知|提醒|通知)(?:客服|坐席|人工|操作员)",
    )),
    re.MULTILINE,
)  # fmt: skip
