"""Chinese translations of the report's texts."""

from __future__ import annotations

from typing import Final

KINDS: Final = {
    "Replies": "回复",
    "Preferences": "偏好",
    "Intents": "意图",
    "Search": "搜索",
    "Mood": "情绪",
}
"""Default names of runs: the titles of their recipes."""
CHINESE: Final = {
    **KINDS,
    "better": "更好",
    "worse": "变差",
    "Judgement of a training run": "训练结果评估",
    "It answers more like your agents, and nothing else got worse.": (
        "它的回复更接近您的客服，其他方面也没有变差。"
    ),
    "It answers about as well as before, and nothing got worse.": (
        "它的回复与之前大致相当，没有变差。"
    ),
    "Something got worse than with the model in use. See the measures below.": (
        "与正在使用的模型相比，有些方面变差了。请查看下面的各项指标。"
    ),
    "Nothing was drafted to judge it by, so it is not known to be as good.": (
        "没有生成可供评估的草稿，因此无法确认它是否一样好。"
    ),
    "Measured on conversations that nothing was learnt from: newer ones, of other customers, "
    "without near copies of what was learnt. The drafts were written as in daily work, from the "
    "passages that the search finds.": (
        "以下结果来自未参与学习的会话：时间更新、客户不同，且不含与学习内容近似的会话。"
        "草稿的写法与日常工作相同，依据搜索找到的段落写成。"
    ),
    "Last month, drafted again": "重写上个月的回复",
    "The real replies were hidden and drafted anew.": "隐藏真实回复，重新生成草稿。",
    "Drafts": "草稿数",
    "Before": "之前",
    "After": "之后",
    "Usable as it is": "可直接使用",
    "Lightly edited": "稍作修改即可",
    "Not usable": "不可用",
    "As it is: every statement is said by the sources or by the agent, and at most a fifth of the "
    "words differ, or everything that the agent stated is there. Lightly edited: the same, with "
    "at most three fifths of the words, or half of the statements. Not usable: the rest.": (
        "可直接使用：每句陈述都有来源或客服原话支持，并且最多五分之一的词不同，"
        "或客服说明的内容全部都在。稍作修改即可：同样有依据，最多五分之三的词不同，"
        "或包含一半的说明内容。不可用：其余情况。"
    ),
    "Measures": "指标",
    "Measure": "指标",
    "At worst": "最低要求",
    "At worst: how far a measure may fall, or rise, before the new model is not put to use.": (
        "最低要求：指标最多可以下降（或上升）到这个值，超过则不启用新模型。"
    ),
    "Likeness to your agents' replies (ROUGE-L)": "与客服回复的相似度（ROUGE-L）",
    "Nearness in meaning to your agents' replies": "与客服回复的语义接近度",
    "Runs of four words in common (BLEU-4)": "连续四词重合度（BLEU-4）",
    "Runs of letters in common (chrF)": "字符片段重合度（chrF）",
    "Statements that the sources support": "有来源支持的陈述比例",
    "Drafts with something invented": "含有编造内容的草稿比例",
    "Numbers of the sources that were kept": "保留来源中数字的比例",
    "Yes where the source says yes, no where it says no": "肯定或否定与来源一致的比例",
    "Variety (different pairs of words)": "用词多样性（不同的词对）",
    "Rated blind": "盲评结果",
    "The new one was better": "新模型更好",
    "The old one was better": "旧模型更好",
    "Both alike": "不分上下",
    "Side by side": "逐条对比",
    "The customer": "客户",
    "The agent": "客服",
    "Nothing was written": "没有写出内容",
    "Sources": "来源",
}
