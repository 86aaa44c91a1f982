"""The English function words that change the meaning of a statement."""

from __future__ import annotations

import re
from typing import Final

from assistant.evidence.lexicon import LOWER, UPPER, Lexicon, classes, pairs, patterns, stems

_FREE = (
    r"\bfree[ -]of[ -](?:any |extra |additional )?(?:charge|cost|fee)s?\b"
    r"|\b(?:at |for |with )?no (?:extra |additional |further |added )*(?:charge|cost|fee)s?\b"
    r"|\bwithout (?:an? |any |extra |additional )*(?:charge|cost|fee|payment)s?\b"
    r"|\bnot (?:be )?charged?(?: (?:any |an )?(?:extra|additional)? ?(?:fee|cost)s?)?\b"
    r"|\bcomplimentary\b|\bfor free\b|\bcost[ -]free\b|\bno extra\b"
    r"|(?<=\bis )free\b(?! (?:to|from))|(?<=\bare )free\b(?! (?:to|from))|(?<=\bbe )free\b"
    r"|\bfree(?= (?:wi-?fi|parking|delivery|shipping|internet|breakfast|cancell?ation|returns?))"
)

_HEDGE = (
    r"\b(?:i'?m|i am|we'?re|we are) (?:very |so |really )?(?:afraid|sorry|showing)(?: to "
    r"(?:say|inform you))?"
    r"(?: (?:that|but))?\b"
    r"|\b(?:unfortunately|fortunately|sadly|luckily|actually|basically|currently|as well|though|"
    r"absolutely|definitely|you know|all right|alright|please note that|please note|just so "
    r"you know|"
    r"at this time|at the moment|right now|for you|my apologies|sorry about that|sorry)\b"
    r"|\bit (?:does )?(?:looks?|seems?|appears?)(?: like| that)?\b"
    r"|\b(?:it|this) (?:does )?sa(?:ys|y) (?:here )?(?:that )?|\bi (?:can )?see (?:here )?that\b"
    r"|\b(?:sure |yes |so |ok |okay )?(?:let me|allow me to|i can|i'll)(?: (?:go|go ahead|"
    r"ahead|and|to|take a|"
    r"check|look|search|see|find|out|up|into|if|that|it|for|you|this|now|on|at)\b)+(?:s| they "
    r"do| they| there is)?"
    r"|\bthat'?s a (?:great|good) question\b|\bi (?:would |do )?(?:believe|think|know)(?: that)?\b"
    r"|\bi(?:'m| am) (?:happy|pleased|glad) to (?:say|tell you|inform you)(?: that)?\b"
)

_REWRITES = patterns(
    (r"[’`]", "'"),
    (r"\bthru\b", "through"),
    (_HEDGE, ""),
    (r"\b(?:every ?day|7 days a week|seven days a week|each day)\b", "daily"),
    (r"\bcan ?not\b|\bcan'?t\b", "can not"),
    (r"\bwon't\b", "will not"),
    (r"\bshan't\b", "shall not"),
    (r"(?<=[a-z])n't\b", "not"),
    (r"\b(?:do|does|did|is|are|was|were|has|have|could|would|should)nt\b", "not"),
    (r"\bnot only\b|\bno doubt\b|\bno problems?\b|\bno worries\b|\bwhy not\b", ""),
    (r"\bwhether or not\b", "whether"),
    (r"\bno later than\b|\bnot later than\b", "by"),
    (r"\b(?:no|not) more than\b|\b(?:do|does|must|may|should)? ?not exceed(?:ing)?\b", "atmost"),
    (r"\bat (?:the )?most\b|\ba maximum of\b|\bmaximum of\b|\bup to\b|\bas many as\b", "atmost"),
    (r"\b(?:no|not) (?:less|fewer) than\b|\bat (?:the )?least\b", "atleast"),
    (r"\ba minimum of\b|\bminimum of\b|\bnot under\b", "atleast"),
    (r"\bnot (?:until|before)\b", "only after"),
    (_FREE, "gratis"),
    (r"\bno longer\b|\bnot any ?more\b", "not"),
    (r"\bunless\b", "if not"),
    (r"\b(?:as|so) long as\b|\bprovid(?:ed|ing) that\b|(?<=,) ?provided\b|\bin case\b", "if"),
    (r"\bon condition that\b|\bonly when\b|\bonce\b", "if"),
    (r"\bwithout\b", ", not with"),
    (r"\bprohibit(?:s|ed)?\b|\bforb[ia]d(?:s|den)?\b|\bbann?(?:s|ed)?\b|\bdisallow(?:s|ed)?\b",
     "not allowed"),
    (r"\brefuse[sd]?\b|\breject(?:s|ed)?\b|\bdecline[sd]?\b", "not accept"),
    (r"\black(?:s|ing)?\b", "not have"),
    (r"\bfail(?:s|ed)? to\b|\bfailure to\b", "not"),
    (r"\brather than\b|\binstead of\b", ", not"),
    (r"\bun(?=(?:able|available|likely|necessary|acceptable|certain|safe|aware)\b)", "not"),
    ((r"\bim(?=possible\b)|\bin(?=(?:valid|eligible|accessible|correct|complete|active)\b)"
     r"|\bnon[- ](?=[a-z])|\bin(?=convenient\b)"), "not"),
    (r"\bexcept(?:ing)?(?: for)?\b|\bapart from\b|\bother than\b|\baside from\b", "except"),
    (r"\bcheck(?:ed|ing|s)?[- ]in\b", "checkin"),
    (r"\bcheck(?:ed|ing|s)?[- ]out\b", "checkout"),
    (r"\bpick(?:ed|ing|s)?[- ]up\b", "pickup"),
    (r"\bdrop(?:ped|ping|s)?[- ]off\b", "dropoff"),
    (r"\bamex\b", "american express"),
    (r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|rs|nes|urs|ur)?(?:day)?s?\b", r"\1"),
    (r"\bmon\s+(?:to|through|-)\s+fri\b", "mon to fri weekdays"),
    (r"\bwork(?:ing)? days?\b", "business days"),
)  # fmt: skip

_SAME = classes(
    "en",
    (
        "offer offers provide serve supply have has give gives having",
        "allow allowed permit permitted allowance let lets welcome",
        "accept take taken",
        "fee charge cost price rate priced",
        "pay paid payment payable",
        "child children kid kids youngster",
        "pet pets animal animals",
        "guest guests patron customer customers visitor visitors client clients",
        "option options choice choices selection item items dish dishes",
        "available obtainable accessible",
        "ticket tickets fare",
        "book booking reservation reserve reserving",
        "bike bikes bicycle bicycles cycle",
        "car cars vehicle vehicles",
        "restroom toilet bathroom washroom lavatory",
        "wifi wi-fi internet wireless",
        "parking park parked",
        "cancel cancellation cancelling",
        "refund refunds reimburse reimbursement",
        "deliver delivery ship shipping shipment dispatch",
        "help assist assistance support",
        "contact reach",
        "buy purchase purchasing",
        "send sent mail",
        "phone telephone call",
        "need needs require requires required must necessary mandatory compulsory",
        "change modify modification amend alter edit adjust",
        "start begin beginning commence",
        "luggage baggage suitcase",
        "property site premises place establishment location venue onsite",
        "hour hours hr hrs",
        "minute minutes min mins",
        "cash money",
        "email e-mail",
        "alcohol alcoholic liquor",
        "disabled handicap handicapped wheelchair",
        "gym fitness",
        "wife spouse",
        "large big",
        "small little",
        "additional extra further",
        "parcel package",
        "return returned returning",
        "goods product products article articles",
        "quick fast rapid quickly",
        "show display",
        "choose select pick",
        "daily day days",
        "valid good",
        "free gratis",
        "apply request",
        "housekeeping housekeeper housekeepers maid cleaning",
        "people person persons",
        "message text sms",
        "lead leash",
        "location located",
        "reception desk",
        "arrange organise organize",
        "enjoy like",
        "stay stays staying",
        "sell sold",
        "night nights overnight",
        "main major",
        "maximum max",
        "minimum min",
        "suitable appropriate",
        "vegetarian veggie vegan",
    ),
)

_NEGATORS: Final = "not no never none nobody nothing neither nor nowhere"
_BREAKS: Final = (
    "but however although though while whereas if when whenever because so and except otherwise "
    "until which who"
)

LEXICON: Final = Lexicon(
    lang="en",
    rewrites=_REWRITES,
    negators=frozenset(_NEGATORS.split()),
    breaks=frozenset(_BREAKS.split()),
    same=_SAME,
    opposites=pairs(
        "en",
        "before,prior,earlier/after,later,following,past "
        "inside,indoors,indoor/outside,outdoors,outdoor "
        "open,opened/closed,close,shut,closing increase,raise,rise/decrease,reduce,lower,fall "
        "include,included,including/exclude,excluded,excluding,except "
        "weekday,weekdays,business/weekend,weekends "
        "checkin/checkout pickup/dropoff arrive,arrival/depart,departure,leave in/out "
        "enter,entry/exit up/down up/off on/off "
        "first/last morning/evening,night day/night am/pm minimum/maximum more/less,fewer "
        "most/least,fewest high,higher/low,lower long,longer/short,shorter "
        "big,large,larger/small,smaller "
        "adult,adults/child,children,kids buyer/seller buy/sell sender/recipient borrow/lend "
        "send/receive new/used,old free,gratis/fee,charge,cost,paid,chargeable,payable "
        "gratis/fee optional,voluntary/required,mandatory,compulsory,must "
        "always/never,sometimes,rarely "
        "public/private domestic/international,foreign online/offline,in-store "
        "valid/invalid,expired "
        "empty/full cold/hot,warm cheap,cheaper/expensive early/late start,begin/end,finish "
        "win/lose succeed/fail true/false same/different single/double left/right top/bottom "
        "north,northern/south,southern east,eastern/west,western above/below over/under "
        "enable,activate/disable,deactivate add/remove,delete install/uninstall lock/unlock "
        "subscribe/unsubscribe log,login/logout accept/reject import/export connect/disconnect "
        "upgrade/downgrade deposit/withdraw,withdrawal credit/debit lend/borrow gain/loss "
        "permanent/temporary full/partial,part whole/part front/rear,back major/minor "
        "maximum/minimum "
        "fast,quick/slow safe/dangerous strong/weak easy,easier/difficult,hard possible/impossible "
        "ascend/descend expand/shrink,contract attack/defend ally,allies/enemy,enemies near/far "
        "often,frequently/rarely,seldom together/separately,apart male/female husband/wife "
        "mother/father son/daughter king/queen men,man/women,woman boys/girls "
        "positive/negative success/failure support,supported/oppose,opposed agree/disagree "
        "customer/seller,shop private/business refund/charge refundable/nonrefundable "
        "both/either,neither all,every,each/some,none,few any/none majority/minority rich/poor "
        "hotter/colder heavier/lighter heavy/light wide/narrow deep/shallow "
        "young,younger/old,older "
        "original/copy,replacement unused,unopened/used,opened monthly/yearly,annual,weekly,daily "
        "upstairs/downstairs upper/lower internal/external local/foreign beginning/end",
        _SAME,
    ),
    marks={
        "only": "only", "just": "only", "solely": "only", "exclusively": "only",
        "if": "if", "when": "if", "whenever": "if", "subject": "if",
        "must": "must", "required": "must", "require": "must", "requires": "must",
        "mandatory": "must", "need": "must", "needs": "must", "necessary": "must",
        "may": "may", "might": "may", "could": "may", "possibly": "may", "optional": "may",
        "sometimes": "some", "some": "some", "certain": "some", "selected": "some",
        "most": "some", "usually": "some", "several": "some", "few": "some", "typically": "some",
        "all": "all", "every": "all", "each": "all", "always": "all", "any": "any",
        "except": "except", "both": "both", "either": "either",
        "atleast": "atleast", "atmost": "atmost", "within": "within", "after": "after",
        "before": "before", "until": "until", "till": "until", "by": "by", "during": "during",
        "prior": "before", "advance": "before",
    },
    before=(
        (re.compile(r"(?:within|under|below|less than|fewer than|atmost|before|until|till|by|"
                    r"maximum|max|younger than|prior to|in the next|in less than)\W*"
                    r"(?:the |a |an |age of |first |next |of )*$"), UPPER),
        (re.compile(r"(?:atleast|over|above|more than|after|from|since|minimum|older than|"
                    r"exceed(?:s|ing)?|beyond|starting|begin(?:s|ning)?|past|later than)\W*"
                    r"(?:the |a |an |age of |first |at |of )*$"), LOWER),
    ),
    after=(
        (re.compile(r"^(?:[a-z]+ ){0,3}?(?:or (?:less|fewer|under|younger|below|earlier|"
                    r"sooner)|before|prior|in advance|beforehand|earlier|maximum|"
                    r"at (?:the )?latest)\b"), UPPER),
        (re.compile(r"^(?:\+|(?:[a-z]+ ){0,3}?(?:or (?:more|over|older|above|later|longer)|"
                    r"and (?:over|above|older|up)|after|afterwards|later|onwards?|"
                    r"minimum))"), LOWER),
    ),
    light=frozenset(
        _SAME.get(stem, stem)
        for stem in stems(
        "en",
        "please offer provide available availability option accept allow place property location "
        "restaurant hotel site guest customer able service services time times also currently "
        "unfortunately actually sure however yes make want like use get go come take well good "
        "great information know need facility facilities area day days their there here them "
        "thing things way still even additional extra directly simply certain located regarding "
        "specific type types kind form various different staff member members team",
    )),
    empty=stems(
        "en",
        "a an the and or but of to in on at for with from by as is are was were be been being am "
        "do does did has have had having will would shall should can could may might must i you he "
        "she it we they me him her us them my your his its our their this that these those there "
        "here who whom which what when where how why if then than so too very just not no nor yes "
        "into onto upon about over under between during through while because also only own same "
        "s t re ve ll d m any some such both each more most other again further once out up down "
        "off until before after within atleast atmost unless except per via",
    ),
)  # fmt: skip
