"""Chinese translations of the texts of `summary_page`."""

from __future__ import annotations

from typing import Final

from training.judging.report_words import KINDS

CHINESE: Final = {
    **KINDS,
    "better": "更好",
    "worse": "变差",
    "Result": "结果",
    "Label": "标签",
    "Right": "正确",
    "Taken for": "误判为",
    "none of them": "不属于任何标签",
    "What was mixed up": "混淆情况",
    "Nothing was mixed up: every message got its label.": "没有混淆：每条消息都得到了正确的标签。",
    "Always right": "全部正确",
    "As a table of numbers": "以数字表格显示",
    "The labels with the most mistakes: rows are what was right, columns what was said.": (
        "错误最多的标签：行为正确的标签，列为判定的标签。"
    ),
    "Macro-F1: like the share that is right, but every label counts the same, however rare it "
    "is.": ("宏平均 F1：类似正确率，但每个标签无论多少见，都同等计算。"),
    "Calibration error: how far its confidence is from how often it is right. 0 is best.": (
        "校准误差：它给出的把握与实际正确率相差多少，0 为最好。"
    ),
    "Mean reciprocal rank: 1 where the right answer is first, a half where it is second, and so "
    "on.": ("平均倒数排名：正确答案排第一为 1，排第二为二分之一，依此类推。"),
    "Judgement of a training run": "训练结果评估",
    "Measured on messages that nothing was learnt from.": "以下结果来自未参与学习的消息。",
    "Measure": "指标",
    "Before": "之前",
    "After": "之后",
    "Labelled right": "标注正确率",
    "Macro-F1": "宏平均 F1",
    "Calibration error": "校准误差",
    "Out of scope noticed": "识别出范围外消息的比例",
    "First result right": "首条结果正确率",
    "First result right, another shop": "首条结果正确率（另一家店）",
    "First result right, by meaning alone": "首条结果正确率（仅按语义）",
    "Right among the first five": "前五条中有正确结果",
    "Mean reciprocal rank": "平均倒数排名",
}
PATTERNS: Final = (
    (
        (
            r"(\S+) of (\d+) messages that it had not seen are labelled right; the commonest label "
            r"alone would be right for (\S+)\."
        ),
        "在 {1} 条未见过的消息中，{0} 标注正确；若总给出最常见的标签，正确率为 {2}。",
    ),
    (
        (
            r"(\S+) of (\d+) messages that it had not seen are labelled right, (\S+) by what is in "
            r"use: not worse\."
        ),
        "在 {1} 条未见过的消息中，{0} 标注正确，正在使用的版本为 {2}：没有变差。",
    ),
    (
        (
            r"(\S+) of (\d+) messages that it had not seen are labelled right, (\S+) by what is in "
            r"use: worse\."
        ),
        "在 {1} 条未见过的消息中，{0} 标注正确，正在使用的版本为 {2}：变差了。",
    ),
    (
        (
            r"(\S+) of (\d+) messages that it had not seen are labelled right, (\S+) by what is in "
            r"use; the commonest label alone would be right for (\S+): nothing was learnt that "
            r"helps\."
        ),
        (
            "在 {1} 条未见过的消息中，{0} 标注正确，正在使用的版本为 {2}；若总给出最常见的标签，"
            "正确率为 {3}：没有学到有用的内容。"
        ),
    ),
    (
        r"The first result is right for (\S+) of (\d+) questions it had not seen, (\S+) before\.",
        "在 {1} 个未见过的问题中，首条结果有 {0} 正确，之前为 {2}。",
    ),
    (
        (
            r"The first result is right for (\S+) of (\d+) questions it had not seen, (\S+) "
            r"before; on questions of another shop it loses (\S+)\."
        ),
        "在 {1} 个未见过的问题中，首条结果有 {0} 正确，之前为 {2}；在另一家店的问题上下降 {3}。",
    ),
)
"""(Regular expression of a verdict with figures, its Chinese translation)."""
