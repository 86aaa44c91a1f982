"""Converts the HTML of a message to the text that a person sees.

This is a tokenizer that builds no tree: there are millions of short messages, their HTML is often
broken, and deep nesting must cost nothing. Lines of quoted parts are prefixed with ">", so that
they can be recognised as quotes afterwards.
"""

from __future__ import annotations

import html
import re

_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>|<![^<>]*>", re.DOTALL)
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|table|tbody|tr|td|th|html|body|head|blockquote"
    r"|h[1-6]|img|pre|code|font|center|hr|style|figure)(?:\s[^<>=]{1,100}=[^<>]{0,2000})?\s?/?>",
    re.IGNORECASE,
)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "table",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "section",
        "article",
        "header",
        "footer",
        "hr",
        "dl",
        "dt",
        "dd",
        "figure",
        "center",
        "address",
        "html",
        "body",
    ]
)
_APART = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol"]
)
_UNREAD = frozenset(["script", "style", "head", "title", "template", "noscript", "svg", "math"])
_QUOTE_CLASS = re.compile(
    r"""\bclass\s*=\s*["']?[^"'>]{0,200}\b"""
    r"(?:yahoo_quoted|zd_quoted|freshdesk_quote|intercom-quote|history_container|zmail_extra)\b",
    re.IGNORECASE,
)
"""Class of the element in which mail programs wrap the quoted mail, including its header."""
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|#39|#x27|#160|#xa0);", re.IGNORECASE)
_DEEPEST = 10_000
_BLANKS = re.compile(r"\n{3,}")


def is_markup(text: str) -> bool:
    """Whether a text contains HTML tags."""
    return "<" in text and ">" in text and _MARKUP.search(text) is not None


def without_entities(text: str) -> str:
    """A plain text with HTML entities ("&nbsp;", "&amp;") replaced by their characters."""
    return html.unescape(text).replace("\u00a0", " ") if _ENTITY.search(text) else text


def plain_text(source: str) -> str:
    """The visible text of an HTML source, with line breaks, list markers and link targets."""
    reader = _Reader()
    at = 0
    for token in _TOKEN.finditer(source):
        reader.text(source[at : token.start()])
        at = token.end()
        if token[2]:
            reader.tag(token[2].lower(), token[3], closing=bool(token[1]))
    reader.text(source[at:])
    return reader.result()


class _Reader:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._unread = ""
        self._quote = 0
        self._divs: list[bool] = []
        self._pre = 0
        self._href = ""
        self._link_from = 0

    def text(self, piece: str) -> None:
        if not piece or self._unread:
            return
        piece = html.unescape(piece)
        if self._pre:
            first, *others = piece.split("\n")
            self._line.append(first)
            for line in others:
                self._break()
                self._line.append(line)
        else:
            self._line.append(_SPACES.sub(" ", piece))

    def tag(self, name: str, rest: str, *, closing: bool) -> None:
        if self._unread:
            if closing and name == self._unread:
                self._unread = ""
            return
        if name in _UNREAD and not closing and not rest.endswith("/"):
            self._unread = name
        elif name == "br":
            self._break()
        elif name == "a":
            self._link("" if closing else rest)
        elif name == "img" and (alt := _ALT.search(rest)):
            self._line.append(html.unescape(alt[1] or alt[2] or ""))
        elif name in ("td", "th") and closing:
            self._line.append("  ")
        elif name == "li":
            self._end()
            if not closing:
                self._line.append("- ")
        elif name in _BLOCKS:
            self._block(name, rest, closing=closing)

    def _block(self, name: str, rest: str, *, closing: bool) -> None:
        self._end()
        if name in _APART and self._lines and self._lines[-1].strip("> "):
            self._lines.append("> " if self._quote else "")
        if name == "pre":
            self._pre = max(0, self._pre + (-1 if closing else 1))
        if name == "blockquote":
            self._quote = max(0, self._quote + (-1 if closing else 1))
        elif name == "div":
            self._div(rest, closing=closing)

    def _div(self, rest: str, *, closing: bool) -> None:
        """Enter or leave a `div`; one with a quote class makes all of its content quoted."""
        if not closing:
            quotes = _QUOTE_CLASS.search(rest) is not None
            if len(self._divs) < _DEEPEST:
                self._divs.append(quotes)
                self._quote += quotes
        elif self._divs:
            self._quote = max(0, self._quote - self._divs.pop())

    def _link(self, rest: str) -> None:
        """End the open link, appending its target unless its text shows it, and begin a new one."""
        if self._href:
            words = "".join(self._line[self._link_from :]).strip()
            bare = self._href.removeprefix("mailto:").removeprefix("tel:")
            if bare.rstrip("/").split("//")[-1] not in words and words:
                self._line.append(f" ({bare})")
        found = _HREF.search(rest)
        href = html.unescape(next(filter(None, found.groups()), "")) if found else ""
        self._href = href if href.startswith(("http", "mailto:", "tel:")) else ""
        self._link_from = len(self._line)

    def _break(self) -> None:
        line = "".join(self._line)
        self._line = []
        self._link_from = 0
        line = line.rstrip() if self._pre else line.strip()
        self._lines.append(f"> {line}" if self._quote else line)

    def _end(self) -> None:
        if "".join(self._line).strip():
            self._break()
        else:
            self._line = []
            self._link_from = 0

    def result(self) -> str:
        self._link("")
        self._end()
        return _BLANKS.sub("\n\n", "\n".join(self._lines)).strip()
