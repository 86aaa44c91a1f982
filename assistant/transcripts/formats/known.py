"""The known JSON formats, in the order in which they are tried."""

from __future__ import annotations

from assistant.transcripts.formats.base import ObjectFormat
from assistant.transcripts.formats.chatwoot import Chatwoot
from assistant.transcripts.formats.crisp import Crisp
from assistant.transcripts.formats.freshdesk import Freshdesk
from assistant.transcripts.formats.helpscout import HelpScout
from assistant.transcripts.formats.instructions import Alpaca, OpenAiMessages, ShareGpt
from assistant.transcripts.formats.intercom import Intercom
from assistant.transcripts.formats.livechat import LiveChat
from assistant.transcripts.formats.tawk import Tawk
from assistant.transcripts.formats.zendesk import Zendesk

OBJECT_FORMATS: tuple[ObjectFormat, ...] = (
    Intercom(), Tawk(), LiveChat(), Chatwoot(), Crisp(), Freshdesk(), Zendesk(),
    HelpScout(), ShareGpt(), OpenAiMessages(), Alpaca(),
)  # fmt: skip
TITLES = {
    **{one.key: one.title for one in OBJECT_FORMATS},
    "slack": "Slack", "whatsapp": "WhatsApp", "twitter": "Customer support on Twitter",
    "table": "Table", "json": "JSON",
}  # fmt: skip
"""Key of a format → its display name."""
