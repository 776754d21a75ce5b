"""The words in a text that sound like data of pupils, which are never shared nor kept."""

from __future__ import annotations

import re

# Patterns as text: compiled when the first text is looked at, and not at every start.

_PUPIL = (
    r"(?:pupil|child|student|learner|youngster|kid|boy|girl|infant|leaver|candidate"
    r"|pupils|children|childrens|students|learners|youngsters|kids|boys|girls|infants|leavers"
    r"|candidates)(?![\W_]+teachers?\b)"
)
_OWN = rf"{_PUPIL}(?:[’'`]s?)?"
_GAP = r"[\W_]+"
_LINK = (
    rf"(?:(?:the|all|our|its|their|each|every|some|individual|named|{_PUPIL}|years?|key|stage"
    rf"|reception|sixth|form|class|y?\d+){_GAP})*"
)
_RECORDS = (
    r"(?:names?|surnames?|forenames?|initials|data|details|info|information|records?|files?|lists?"
    r"|registers?|rolls?|address(?:es)?|photos?|photographs?|pictures|images|reports?|profiles?"
    r"|case[\W_]+stud(?:y|ies)|level)"
)
_RESULTS = (
    r"(?:results?|marks?|grades?|scores?|attainment|progress|levels?|targets?|predictions?"
    r"|assessments?|outcomes?|attendance|behaviou?r|exclusions?|needs?)"
)
_KINDS = (
    r"(?:SENDs?|SENDCO|SENCO|SEN|EAL|FSM|EHCPs?|EHC(?:[\W_]+plans?)?|looked[\W_]after|LAC|CLA|PLAC"
    r"|free[\W_]+(?:school[\W_]+)?meals?|pupil[\W_]+premium|PP|at[\W_]+risk|child[\W_]+protection"
    r"|safeguarding|admissions?|attendance|class|form|tutor[\W_]+group|year[\W_]+group)"
)

_OF_PUPILS = (
    rf"(?<![\w])(?:"
    rf"{_OWN}{_GAP}{_RECORDS}"
    rf"|(?:individual|named){_GAP}{_OWN}|(?:individual|named){_GAP}{_RESULTS}"
    rf"|{_RECORDS}(?:{_GAP}and{_GAP}\w+)?{_GAP}(?:of|on|about|for|from|by){_GAP}{_LINK}{_OWN}"
    rf"|{_RESULTS}{_GAP}(?:of|for|by|per){_GAP}(?:(?:each|every|the|an|a|individual|named)"
    rf"{_GAP})*(?:pupil|child|student|learner|candidate|name)"
    rf"|(?:per|each|every|by){_GAP}(?:pupil|child|student|learner|candidate)"
    rf"|{_OWN}{_GAP}(?:\w+{_GAP})?by{_GAP}name|looked[\W_]+after{_GAP}{_OWN}"
    rf"|(?:pupil|child|student|learner)[’'`]s{_GAP}(?:\w+{_GAP})?{_RESULTS}"
    rf"|{_KINDS}{_GAP}(?:registers?|lists?|records?|files?|rolls?|logs?|names?)"
    rf"|(?:registers?|lists?|records?){_GAP}of{_GAP}{_KINDS}"
    rf"|{_RESULTS}{_GAP}with{_GAP}names?"
    rf"|UPNs?|ULNs?|U\.P\.N|unique{_GAP}(?:pupil|learner){_GAP}numbers?"
    rf"|d(?:ates?)?{_GAP}of{_GAP}births?|dates?{_GAP}of{_GAP}births?|birth[\W_]*da(?:te|y)s?"
    rf"|D\.?O\.?Bs?|EHCPs?|(?:parents?|carers?|famil(?:y|ies))[’'`]?s?{_GAP}"
    rf"(?:names?|addresses|details|data)"
    rf")(?![\w])"
)
"""What stands in records of pupils; for a warning only, as a paper may speak of such things."""

_NO_NAMES = (
    r"(?:Premium|Place|Protection|Voice|Referral|Teacher|Leader|Leadership|Council|Parliament"
    r"|Survey|Progress|Attainment|Attendance|Behaviou?r|Support|Services?|Welfare|Wellbeing|Health"
    r"|Union|Unit|Numbers?|Outcomes?|Results?|Data|Development|Ambassador|Mentor|Psycholog\w+"
    r"|Year|Key|Reception|Early|Special|Free|English|French|German|Spanish|Latin|Welsh|Monday"
    r"|Tuesday|Wednesday|Thursday|Friday|January|February|March|July|September|October|November"
    r"|December|Ofsted|The|And|In|At|On)s?\b"
)
_NAME = rf"(?!{_NO_NAMES})(?:[A-Z][a-z’'-]+|(?:[A-Z]\.\s?)+)(?![\w])"
_ONE_PUPIL = r"(?:pupil|child|student|learner|boy|girl|candidate)"
_NAMED_PUPIL = (
    rf"(?<!\w){_ONE_PUPIL}(?:,?\s(?:called|named))?,?\s{_NAME}(?:\s{_NAME})*"
    rf"|(?<!\w)(?:of|for|about|on|from|by|the)\s(?i:{_ONE_PUPIL})\s{_NAME}(?:\s{_NAME})*"
    rf"|(?<!\w)(?:pupils|children|students|learners|boys|girls|candidates)\s{_NAME}\s{_NAME}"
    rf"|(?<!\w)(?i:pupils?|students?|child|learner|candidate):?\s{_NAME}\s{_NAME}"
    rf"|(?<!\w)(?:of|for|about|on)\s{_ONE_PUPIL}\s(?:(?:no\.?|number|id)\s?|#)?\d+(?!\w)"
    rf"|{_NAME}\s{_NAME}\s?(?:\((?:an?\s|the\s)?{_ONE_PUPIL}\)|,\san?\s{_ONE_PUPIL}\b)"
    r"(?!\steacher)"
)
"""One pupil by name, such as pupil Amy Smith; a capital is what tells a name."""

_OF_EACH_PUPIL = (
    rf"(?<![\w])(?:(?:individual|named){_GAP}{_OWN}|{_ONE_PUPIL}{_GAP}level"
    rf"|{_OWN}{_GAP}(?:sur|fore)?names?|{_OWN}{_GAP}(?:\w+{_GAP})?by{_GAP}name"
    rf"|names?(?:{_GAP}and{_GAP}\w+)?{_GAP}of{_GAP}{_LINK}{_OWN}"
    rf"|{_RESULTS}{_GAP}(?:(?:of|for|by|per){_GAP}(?:each|every|an?)|by|per){_GAP}{_ONE_PUPIL}"
    rf"(?!{_GAP}(?:groups?|premium|types?|teachers?|places?|characteristics?|background))"
    rf"|{_ONE_PUPIL}[’'`]s{_GAP}(?:\w+{_GAP})?{_RESULTS}"
    rf"|UPNs?|ULNs?|d(?:ates?)?{_GAP}of{_GAP}births?"
    rf")(?![\w])"
)
"""A list of single pupils, as the name of what was shared."""

_OF_ALL_TOGETHER = (
    r"(?<!\w)(?:average|mean|median|percentages?|per[\W_]cent|proportion|share|numbers?|counts?"
    r"|total|rates?|how[\W_]many|no|not|without|never|excluding|except)(?!\w)|%|anonymi[sz]ed"
)
"""Words that show that a list is not of single pupils after all."""


def named_pupil(text: str) -> str:
    """The words in a text that name one pupil; empty when none do."""
    found = re.search(_NAMED_PUPIL, text)
    return re.sub(r"^(?:of|for|about|on|from|by|the)\s", "", found[0]).strip() if found else ""


def single_pupils(item: str) -> str:
    """The words by which an item is plainly one of single pupils; empty when it is not."""
    found = re.search(_OF_EACH_PUPIL, item, re.IGNORECASE)
    return found[0] if found and not re.search(_OF_ALL_TOGETHER, item, re.IGNORECASE) else ""


def words_of_pupils(text: str) -> str:
    """The words in a text that sound like data of pupils; empty when none do."""
    found = re.search(_OF_PUPILS, text, re.IGNORECASE)
    return found[0] if found else named_pupil(text)
