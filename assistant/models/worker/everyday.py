"""Words that state nothing by themselves, so that a reply may use them without support in its
source.

For small copying models. No word of quantity, time, price, place or product is among them: those
must occur in the prompt.
"""

from __future__ import annotations

from typing import Final

_SMALL: Final = (
    "a an the this that these those i me my myself you your yours yourself we us our ours he she "
    "it its they them their his her who whom whose which what when where why how and or but nor so "
    "yet if unless because since while although though until before after as than of to in on at "
    "by for from with without within about into onto over under between among during through per "
    "via up down out off near around along is am are was were be been being have has had having do "
    "does did doing done can could will would shall should may might must cannot not no yes none "
    "any some all both each every either neither other others another such only also too very much "
    "many more most less own same just even still already again ever never always here there now "
    "then soon well however otherwise instead therefore i'm i'd i'll i've you're you'll you've "
    "you'd we're we'll we've we'd it's that's there's they're don't doesn't didn't isn't aren't "
    "wasn't weren't haven't hasn't can't couldn't won't wouldn't shouldn't let's here's what's "
    "they'll it'll"
)
_COURTESY: Final = (
    "thank thanks please sorry apologise apologize apologies apology afraid unfortunately happy "
    "glad pleased gladly sure certainly course hello hi dear welcome kind kindly regards "
    "best understand concern concerns appreciate patience frustration frustrating worry worried "
    "worrying trouble inconvenience hear help helps helping helpful assist assistance support "
    "anything something everything nothing else further question questions message contact "
    "contacting reach reaching touch write reply ask asking asked enquiry inquiry request let know "
    "hesitate need needs needed like want wish wants hope hopes enjoy good great rest "
    "assured"
)
_GENERAL: Final = (
    "able available unavailable possible get gets give gives given go goes take takes make makes "
    "made see say says tell find found look looks looking use uses using used offer offers offered "
    "provide provides provided allow allows allowed include includes included require requires "
    "required accept accepts accepted keep check checking follow following guide step steps way "
    "happen happens means regarding information details detail answer case moment right directly "
    "process correct needed necessary currently simply easily easy thing things "
    "service services team staff account order booking reservation"
)
WORDS: Final = frozenset(f"{_SMALL} {_COURTESY} {_GENERAL}".split())
