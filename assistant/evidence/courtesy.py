"""Sentences of a reply that need no source: greetings, thanks, apologies, questions, closings.

Any statement about the company or its goods needs a source, however politely it is put.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from retrieval.sentences import sentence_spans
from retrieval.text import normalise

_ASKS: Final = re.compile(
    r"(?<=[a-z0-9)\]])[,]?\s+(?=(?:Would|Do|Does|Did|Is|Are|Can|Could|Shall|Should|Will|Have|May|"
    r"What|How|Which|Anything|Any)\s[^.!?\n]{2,120}\?)"
)
_WORDS: Final = 24
"""Words; a sentence of more than twice as many is taken to state something."""

_ADDRESSED: Final = (
    r"(?:[ ,]+(?:there|sir|madam|all|everyone|team|again|(?:dear )?[\w.'-]+(?: [\w.'-]+)?))?"
)
_ENGLISH: Final = re.compile(
    r"(?:"
    rf"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)){_ADDRESSED}"
    r"|(?:many |kind |warm |best |with |yours )*(?:regards|wishes|sincerely|faithfully|truly)"
    r"(?:[, ]+[\w .'-]{1,40})?|cheers|take care|goodbye|bye|see you(?: soon)?|"
    r"your [\w' ]{0,20}(?:support |service |customer )?team"
    r"|(?:and )?(?:(?:i|we) )?(?:thank you|thanks|many thanks)(?: (?:so|very) much| a lot)?"
    r"(?: (?:again|in advance|for asking|for (?:your |the |getting |contacting |reaching |"
    r"writing |letting |choosing |asking |waiting |being |bringing |taking )[^,.;:]{0,60}))?"
    r"|(?:you'?re|you are|most) (?:very )?welcome|no problem(?: at all)?|of course|sure(?: thing)?|"
    r"certainly|absolutely|great question|that'?s a (?:great|good) question|no worries|"
    r"my pleasure|glad to help|happy to help"
    r"|(?:(?:i|we) (?:am|'m|are|'re|do)? ?(?:so |very |truly |really |sincerely |deeply )*)?"
    r"(?:sorry|apologi[sz]e|apologies)(?: (?:about|for|to hear|that you|if)[^,.;:]{0,70})?"
    r"(?:,? (?:sir|madam))?|(?:our |my )?(?:sincere )?apologies(?: for [^,.;:]{0,60})?"
    r"|(?:i|we) (?:completely |fully |really |do )*(?:understand|can (?:see|imagine)|appreciate|"
    r"realise|realize|know) (?:how|that this|that it|your (?:frustration|concern|disappointment|"
    r"worry|patience|situation|question|message|interest)|why (?:you|this))[^.;:]{0,60}"
    r"|(?:i|we)(?:'d| would| will|'ll|'m| am| are|'re) (?:be )?(?:happy|glad|pleased|"
    r"delighted|here) "
    r"to help(?: you)?(?: with (?:this|that|your (?:question|request|enquiry|query|"
    r"issue)))?(?: further)?"
    r"|(?:i|we) understand"
    r"|(?:and )?(?:i|we)(?: will|'ll) gladly help(?: you)?(?: with (?:this|that))?"
    r"|(?:and )?(?:i am |i'm |we are |we're )?glad (?:that )?you asked"
    r"|(?:it is|it's|it was) (?:good|great|nice|lovely) to hear from you"
    r"|(?:please )?(?:do )?write again(?: if anything is unclear)?"
    r"|(?:and )?(?:i|we)(?: am|'m| are|'re) here"
    r" (?:for you|if you need (?:anything|help)[^.;:,]{0,20})"
    r"|(?:i|we) remain at your disposal(?: for any further questions)?"
    r"|(?:i|we) hope (?:this|that) (?:helps|answers your question|clears things up)[^.;:]{0,30}"
    r"|(?:please )?(?:feel free to |do not hesitate to |don'?t hesitate to |just )?"
    r"(?:let (?:us|me) know|reach out|write (?:back )?to us|get in touch|contact us|ask|reply)"
    r"(?: (?:again|back|to us|here|any ?time))*(?:,? (?:if|should|with|when|whenever) (?:you|"
    r"there|any)"
    r"[^.;:]{0,60})?|(?:if|should) (?:you|there)[^.;:,]{0,60}(?:questions?|help|assistance|"
    r"need|else)"
    r"[^.;:,]{0,20}, (?:please |just |feel free to |do not hesitate to |don'?t hesitate to )*"
    r"(?:let (?:us|me) know|contact us|reach out|ask|write to us|reply|get in touch)[^.;:]{0,30}"
    r"|(?:have|enjoy) (?:a |an |your )(?:great|good|nice|lovely|wonderful|pleasant)?"
    r" ?(?:day|evening|weekend|stay|trip|meal|one|rest of (?:your|the) day)[^.;:]{0,20}"
    r"|(?:let me|allow me to|i(?:'ll| will| can)?) (?:check|look|help|see|find|search|explain)"
    r"(?: (?:that|this|it|into (?:that|this|it)|you|up|out|for|now|with|right away))*"
    r"|(?:one|just a) (?:moment|second|minute)(?: please)?"
    r"|(?:let me|allow me to|(?:i|we)(?:'m| am| are|'re) here to) (?:help|assist|guide|support) you"
    r"(?: (?:with|through) (?:this|that|it|(?:this|the) (?:process|matter|steps)))?(?: further)?"
    r"|to (?:proceed|begin|continue|get started|do (?:so|this|that)|(?:help|assist) you"
    r"(?: further| better)?(?: with (?:this|that))?)"
    r"|(?:please |kindly |just |simply )*follow (?:the|these)(?: (?:simple|easy|following))* steps"
    r"(?: below| provided)?|rest assured"
    r"|here is (?:what|the information)[^.;:]{0,50}|(?:about|regarding) your (?:question|message)"
    r"|(?:this|that) must (?:be|have been) [^,.;:]{0,40}|good news|unfortunately"
    r")"
)  # fmt: skip
_CHINESE: Final = re.compile(
    r"(?:"
    r"(?:尊敬的|亲爱的)?(?:您|你)好|(?:尊敬的|亲爱的)[^，。！]{1,12}|早上好|下午好|晚上好|亲|"
    r"在的|嗨|哈喽"
    r"|(?:非常|十分|很|万分)?(?:抱歉|对不起|不好意思|遗憾)(?:[，,]?(?:给您|让您|带来|"
    r"造成)[^。；]{0,24})?"
    r"|(?:给您|让您)[^。；，]{0,16}(?:不便|困扰|麻烦|久等)[^。；，]{0,10}(?:抱歉|歉意|谅解|"
    r"不好意思)?[^。；，]{0,4}"
    r"|(?:请您?|敬请|望您?)(?:谅解|理解|见谅|多多包涵)|(?:非常|十分|多谢|衷心)?(?:感谢|谢谢)"
    r"(?:您|你)?的?[^。；，]{0,20}|不客气|没关系|不用谢|好的|收到|明白了?|当然"
    r"|(?:我们?|本店)?(?:非常|完全|很|十分)?(?:理解|明白|体谅|重视)(?:您|你)的?[^。；，]{0,16}"
    r"|(?:如|若|如果|要是)?您?(?:还)?(?:有|需要)[^。；，]{0,12}(?:问题|疑问|帮助|"
    r"需要)[^。；，]{0,4}"
    r"(?:[，,]?(?:请|欢迎|可以|可)?(?:您)?(?:随时)?(?:联系我们|告诉我们?|咨询|回复我们?|来信|"
    r"提问|留言)[^。；，]{0,8})"
    r"|(?:请|欢迎)(?:您)?(?:随时)?(?:联系我们|告诉我们?|咨询|回复|来信|提问|留言)|"
    r"祝您?[^。；]{1,16}"
    r"|希望(?:这|以上|能)?[^。；，]{0,8}(?:帮到|有帮助|有用|解答)[^。；，]{0,8}"
    r"|(?:请)?(?:稍等|稍候)(?:一下|片刻)?|(?:我|我们)(?:来|帮您|为您|这就)[^。；，]{0,4}(?:查|"
    r"看|核实)[^。；，]{0,6}"
    r"|(?:很)?(?:高兴|乐意)(?:能)?(?:为您|帮您|帮到您)[^。；，]{0,8}|此致|敬礼|顺颂商祺"
    r"|[^，。；]{0,8}(?:客服|客户服务)(?:团队|中心|小组)?"
    r")"
)
_JOIN: Final = re.compile(
    r"\s*[,;:!.~，；：！。…～—–-]+\s*|\s+(?=and thank)|\s+and\s+(?=(?:i|we)\b)"
)
_QUESTION: Final = re.compile(r"[?？]+[\s\"'”’)）]*$")
_CHINESE_ASKS: Final = re.compile(r"(?:吗|呢|么)[。!！]?$")


def claim_spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans (start, end) of the sentences of a reply.

    Like `retrieval.sentences`, but a question that follows without a full stop ("we do not deliver
    Would you like to book?") is a sentence of its own: the text before it is a claim.
    """
    for start, end in sentence_spans(text):
        at = start
        for mark in _ASKS.finditer(text, start, end):
            yield at, mark.start()
            at = mark.end()
        yield at, end


def needs_no_source(sentence: str) -> bool:
    """Whether a sentence states nothing that could be wrong.

    A question counts only if all of it asks: "It costs 5 euros, is that fine?" needs a source.
    """
    folded = normalise(sentence).replace("’", "'").strip()
    if not any(character.isalnum() for character in folded):
        return True
    if len(folded.split()) > _WORDS * 2:
        return False
    if _QUESTION.search(folded):
        return not _states(folded)
    if _CHINESE_ASKS.search(folded) and not any(map(str.isdigit, folded)):
        return True
    return all(_is_courtesy(part) for part in _JOIN.split(folded) if part.strip()) or _is_courtesy(
        folded.strip(" .!,。！，~～")
    )


def _is_courtesy(part: str) -> bool:
    bare = part.strip(" .!,\"'。！，~～")
    if any(map(str.isdigit, bare)):
        return False
    return bool(_ENGLISH.fullmatch(bare) or _CHINESE.fullmatch(bare))


def _length(text: str) -> int:
    """Length in words; two non-ASCII characters, such as Chinese ones, count as one."""
    return len(text.split()) + sum(not character.isascii() for character in text) // 2


def _states(question: str) -> bool:
    """Whether a statement precedes the question, or a number occurs in one with several parts."""
    parts = re.split(
        r"[,;:—，；：]\s*|\s(?:but|so|and)\s(?=(?:would|do|is|are|can|shall|will)\b)", question
    )
    told = [part for part in parts[:-1] if part.strip() and not _is_courtesy(part)]
    begins = re.match(r"(?:if|when|so|and|then|also|okay|ok|since|while|today)\b", parts[0])
    return (bool(told) and not (begins or _length(parts[0]) < 3)) or bool(
        re.search(r"\d", question) and len(parts) > 1
    )
