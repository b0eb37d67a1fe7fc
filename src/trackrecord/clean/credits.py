"""Captions, credits, bylines and date stamps: lines about the report rather than of it."""

from __future__ import annotations

import re

from trackrecord.clean.prose import is_prose
from trackrecord.types import RemovedReason

_LONGEST = 300
_NAME = r"[A-ZÀ-Ž][\w.'’\-]*"
_NAMES = rf"{_NAME}(?:,? (?:and |de |al |el |bin |van |von |der |la )?{_NAME}){{0,14}}"
_AGENCY = (
    r"(?:reuters|afp|ap|a\.p\.|associated press|the associated press|upi|getty|getty images|epa|epa-efe|efe|dpa|ansa|"
    r"anadolu|bloomberg|pa|pa media|xinhua|tass|itar-tass|ria novosti|handout|ap photo|afp photo|pool|file|file photo|pti|ians|ani|kyodo)"
)
# As picture credits write them; unlike _AGENCY these tell capitals apart, for "and/or" and "the swimming/pool".
_PICTURE_AGENCY = (
    r"(?:REUTERS|Reuters|AFP|AP|Associated Press|UPI|Getty(?: Images)?|EPA(?:-EFE)?|EFE|DPA|dpa|ANSA|Anadolu(?: Agency)?|Bloomberg"
    r"|PA(?: Media| Images)?|Xinhua|TASS|Handout|HANDOUT|Pool|POOL|File(?: [Pp]hoto)?|FILE|PTI|ANI|IANS|Kyodo|Shutterstock|Alamy)"
)
# "Refugees arrive at the airport on Sunday © Reuters", "… [AFP]", "… (AP Photo/Name Surname)", "… /Getty Images".
_CAPTION_END = re.compile(
    rf".{{3,280}}(?:© ?[^.©]{{1,60}}|[.!?)\]] ?(?:Photo|PHOTO|Photograph|Picture|Image|Credit): ?[A-ZÀ-Ž][^.]{{1,60}}"
    rf"|\[(?:[^\]]{{0,40}}[/ ])?{_PICTURE_AGENCY}(?:[/ ][^\]]{{0,40}})?\]|\((?:[Pp]hoto|PHOTO|[Pp]icture|[Ii]mage)(?: by|:| credit| courtesy)[^)]{{0,60}}\)"
    rf"|\({_PICTURE_AGENCY} (?:[Pp]hoto|PHOTO)[^)]{{0,60}}\)|/ ?{_PICTURE_AGENCY})\.?"
)
_INNER_STOP = re.compile(r"[a-z]{2}[.!?] [A-Z][a-z]* [a-z]")
_REPORTED = re.compile(r"\b(?:said|says|told|according to)\b", re.IGNORECASE)
_PHOTO_ONLY = re.compile(r"(?:©|photo:|photograph:|picture:|image:|credit:).{1,120}", re.IGNORECASE)
_REPORTED_FROM = re.compile(
    rf"\(?{_NAMES}(?: in {_NAMES})? (?:also )?report(?:ed|ing) from (?:{_NAMES}|[^.]{{3,60}})(?:[.;] ?{_NAMES}"
    rf" (?:also )?(?:reported|contributed)[^.]{{0,80}})?\.?\)?"
)
_CONTRIBUTED = re.compile(
    rf"\(?(?:(?:the )?{_NAMES} (?:(?:news |staff )?(?:writers?|reporters?|correspondents?|producers?|journalists?) )?)?{_NAMES}[^.]{{0,120}}? "
    r"(?:also )?contributed (?:reporting|to this (?:report|story|article))(?: (?:from|in) [^.]{2,50})?\.?\)?"
)
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|Written by|WRITTEN BY)[: ] ?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October){_NAMES}(?:,? (?:in|at) {_NAMES})?(?:,? {_AGENCY}| for .{{2,40}}|,? (?:staff|senior|chief|political|"
    r"foreign|diplomatic|defence|special) (?:writer|reporter|correspondent|editor)[^.]{0,40})?"
)
_AGENCY_ONLY = re.compile(
    rf"[\-–—(\[ ]{{0,4}}{_AGENCY}(?:[ /,|&]{{1,3}}(?:and )?{_AGENCY}){{0,3}}[)\]. ]{{0,3}}", re.IGNORECASE
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)? {_MONTH},? [0-9]{{4}}|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.][0-9]{{2,4}})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_TIME = r"(?:,? ?(?:at |[-–|•] ?)?[0-9]{1,2}(?:[:.][0-9]{2}){0,2} ?(?:[ap]\.?m\.?)?(?: ?(?:gmt|utc|est|edt|pst|pdt|bst|cet|ist|[a-z]{2,4}t)(?:[+-][0-9]{1,2})?)?)?"
_LABEL = r"(?:(?:first |originally )?(?:published|posted|updated|modified|created|issued|last (?:updated|modified|edited)|date|publication date|on)(?: on| at)?[:\s\-–|]{0,4})"
_STAMP = re.compile(
    rf"(?:{_LABEL} ?{_WEEKDAY}{_DAY}{_TIME}|{_WEEKDAY}{_DAY}{_TIME})(?:[\s|•,;–-]{{0,5}}{_LABEL} ?{_WEEKDAY}(?:{_DAY})?{_TIME})?"
    r"|(?:updated|published|posted):? (?:about )?[0-9]{1,3} (?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s? ago|(?:updated|published|posted) at [0-9]{1,2}[:.][0-9]{2} ?(?:[ap]\.?m\.?)?(?: [a-z]{2,4})?|[0-9]{1,3} (?:min(?:ute)?|hour|hr|day|week|month|year)s? ago",
    re.IGNORECASE,
)


def credit_or_caption(line: str) -> RemovedReason | None:
    """Return ``caption`` or ``credit`` when the whole line is one wherever it stands, else None."""
    if len(line) > _LONGEST:
        return None
    if (_PHOTO_ONLY.fullmatch(line) and not is_prose(line)) or _is_caption(line):
        return "caption"
    return "credit" if _CONTRIBUTED.fullmatch(line) else None


def _is_caption(line: str) -> bool:
    """Whether a picture credit ends the line, and what stands before it can be a caption.

    Digests cite their source in the same form ("[Agency]"), behind several sentences or reported speech.
    """
    if _CAPTION_END.fullmatch(line) is None:
        return False
    return "©" in line or (_INNER_STOP.search(line) is None and _REPORTED.search(line) is None)


def is_byline(line: str) -> bool:
    """Whether the line is a byline ("By Jane Doe, staff writer"), which only the head or foot of a report has."""
    return len(line) <= _LONGEST and _BYLINE.fullmatch(line) is not None


def is_sign_off(line: str) -> bool:
    """Whether the line is a credit if it stands at the foot: "NAMES reported from PLACE.", "Reuters"."""
    return len(line) <= _LONGEST and (
        _REPORTED_FROM.fullmatch(line) is not None or _AGENCY_ONLY.fullmatch(line) is not None
    )


def is_stamp(line: str) -> bool:
    """Whether the line is nothing but the date and time of publication or update."""
    return len(line) <= 120 and _STAMP.fullmatch(line) is not None
