"""The grammar of time phrases: which stretches of a text speak of time, and in what kind of phrase.

:func:`find_phrases` is purely lexical: it gives phrases with their named parts and no values (``meanings`` gives
those). One regular expression a kind; all are linear, because every repetition in them is bounded, and each is
tried only near the words that its kind needs (``triggers``). Where two phrases overlap the longer wins, then the
kind that stands earlier in the list. A new kind of phrase goes into ``_PATTERNS``, with its words in ``triggers``
and its value in ``meanings``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trackrecord.read.dates.datewords import (
    CLOCK_HOUR,
    DASH,
    DAY_EDGE,
    DAY_NUMBER,
    DAY_PART,
    DECADE_WORDS,
    DIGIT_NUMBER,
    EITHER,
    FEAST,
    FUTURE_WORDS,
    GAP,
    MONTH,
    MONTHS_IN_FULL,
    NUMBER_WORDS,
    ORDINAL_WORD,
    PAST_WORDS,
    PRESENT_WORDS,
    SEASON,
    SEASON_WORDS,
    SPOKEN_YEAR,
    START,
    UNIT,
    VAGUE_COUNT,
    WEEKDAY,
    WEEKDAY_LOOSE,
    YEAR,
    month_number,
)  # fmt: skip
from trackrecord.read.dates.triggers import windows
from trackrecord.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time phrase and its named parts, as written. ``kind`` is the name of the pattern that found it."""

    span: Span
    kind: str
    parts: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return a part in lower case with single spaces, or an empty string."""
        return " ".join(self.parts.get(name, "").lower().split())


_EDGE_WORDS = (
    rf"early|earlier|late|later|mid|middle|the{GAP}(?:end|beginning|start|middle|close){GAP}of|"
    rf"(?:end|beginning){GAP}of|earlier{GAP}in|later{GAP}in|early{GAP}in|late{GAP}in"
)
EDGE = rf"(?:(?P<edge>{_EDGE_WORDS}){EITHER})?"
APPROX = (
    rf"(?:(?P<approx>nearly|almost|roughly|approximately|more{GAP}than|less{GAP}than|fewer{GAP}than|at{GAP}least|at{GAP}most|"
    rf"no{GAP}more{GAP}than|no{GAP}less{GAP}than|well{GAP}over|just{GAP}over|up{GAP}to){GAP})?"
)
_COUNT = rf"(?:(?:{NUMBER_WORDS}){EITHER}and{EITHER}a{EITHER}half|half{GAP}an?|an?{GAP}half(?={EITHER}hour)|one-half|{VAGUE_COUNT}|{NUMBER_WORDS}|{DIGIT_NUMBER}|an?)"
_FILLER = (
    rf"(?:(?:more|additional|consecutive|straight|successive|full|long|extra|further|whole|solid|working|business|"
    rf"calendar|entire|very|single){GAP})?"
)
_AMOUNT = (
    rf"(?P<count>{_COUNT})(?:(?:{GAP}(?:to|or){GAP}|{DASH})(?P<count2>{NUMBER_WORDS}|{DIGIT_NUMBER}))?"
    rf"(?P<joint>{EITHER}){_FILLER}(?P<unit>{UNIT})s?(?P<half>{GAP}and{GAP}a{GAP}half)?(?:{GAP}or{GAP}(?P<or>two|so|more))?"
)
_REL = (
    rf"(?:the{GAP})?(?:last|past|latest|next|coming|previous|preceding|prior|following|upcoming|current|same|first|final)|"
    rf"this(?:{GAP}(?:past|coming|same))?|that(?:{GAP}same)?|the|these|those"
)
_CLOCK_ZONE = (
    rf"(?:{GAP}?\(?(?P<zone>[ECMP][SD]T|ET|GMT|UTC|CET|CEST|BST|IST|local{GAP}time|(?:Eastern|Central|Pacific|Moscow)"
    rf"(?:{GAP}(?:Standard|Daylight))?{GAP}[Tt]ime)(?!\w)\)?)?"
)
_YEARISH = rf"(?P<year>{YEAR})(?![\d,.]\d|%)(?![\w])"
_THAT_YEAR = rf"(?:(?:fiscal|calendar){GAP})?(?:year{GAP})?(?:{_YEARISH}|(?P<yearrel>(?:last|this|next|the|that){GAP}(?:fiscal{GAP})?year))"
_BY_YEAR = rf"(?P<yearrel>(?:last|this|next|that){GAP}year)(?!\w|{DASH}|['’]s)"
_QUARTER_LEAD = (
    rf"(?:(?P<yearpre>{YEAR}|(?:last|this|next){GAP}year)(?:['’]s?)?{GAP})?"
    rf"(?:(?P<back>(?:comparable{GAP})?year{EITHER}(?:ago|earlier)){GAP})?(?:(?:fiscal|flat|weak|strong){EITHER})?"
)
_NTH = r"(?P<n>first|second|third|fourth|final|1st|2nd|3rd|4th)"
# "The night of 4 March", "at dawn on Friday".
_PART_LEAD = rf"(?:(?:(?:the{GAP})?(?P<of>{DAY_PART}){GAP}of|(?P<at>{DAY_EDGE})(?:{GAP}on)?){GAP})?"
# Old things, told from old people: their age is how long they have lasted. The words stay short (``_LOOKAHEAD``).
_LASTING = (
    "truce|war|ceasefire|siege|conflict|strike|blockade|embargo|ban|boycott|standoff|stand-off|dispute|feud|revolt|"
    "uprising|insurgency|rebellion|campaign|operation|offensive|occupation|crisis|regime|rule|government|coalition|"
    "agreement|accord|treaty|pact|deal|law|programme|program|policy|protest|sit-in|hunger|talks|trial|case"
)
_DAY = rf"(?:{DAY_NUMBER}(?:{GAP}?(?:st|nd|rd|th))?|{ORDINAL_WORD})"

_FUNCTION_WORDS = "that|it|he|she|they|we|you|I|has|have|had|is|are|was|were|and|or|but|to|when|who|which|as|by|with|not|for|about"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\w/.-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)?Z?)?(?![\d-])"),
    ("iso", r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)/(?P<month>[01]\d)/(?P<day>[0-3]\d)(?![\d/])"),
    ("numeric", r"(?<![\w/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)(?![\d]|[/.-]\d)"),
    ("september_11", r"(?<![\d/.])(?<!\d-)9/11(?![\d/]|\.\d)"),
    ("september_11", rf"{START}Sept(?:ember|\.)?{GAP}11(?:th)?(?={GAP}(?:terror(?:ist)?{GAP})?(?:attack|hijack))"),
    ("full", rf"{START}{_PART_LEAD}(?:(?:this{GAP}coming{GAP}|this{GAP}|next{GAP}|last{GAP})?(?P<weekday>{WEEKDAY_LOOSE}),?{GAP})?(?:(?P<rel>last|next){GAP})?{EDGE}(?P<month>{MONTH}){GAP}(?:the{GAP})?(?P<day>{_DAY})"
             rf"(?![\d]|[:.,]\d|%)(?!\w)(?:,?{GAP}(?:{_YEARISH}|{_BY_YEAR}|(?P<spoken>{SPOKEN_YEAR})(?!\w)))?"),
    ("full", rf"{START}{_PART_LEAD}(?:(?P<weekday>{WEEKDAY_LOOSE}),?{GAP})?(?:the{GAP})?(?P<day>{_DAY}){EITHER}(?:day{GAP})?(?:of{GAP})?"
             rf"(?P<month>{MONTH})(?!\w)(?:,?(?:{EITHER}{_YEARISH}|{GAP}{_BY_YEAR}))?"),
    ("full", rf"(?:(?<=[ \n]\d{DASH})|(?<=[ \n]\d\d{DASH}))(?P<day>{DAY_NUMBER}){GAP}(?P<month>{MONTH})(?!\w)(?:,?{GAP}{_YEARISH})?"),
    ("month_year", rf"{START}{EDGE}(?P<month>{MONTH})(?:,?{GAP}(?:of{GAP})?|{DASH})(?:{_YEARISH}|(?P<spoken>{SPOKEN_YEAR})(?!\w)|['’`](?P<short>\d\d)(?!\w))"),
    ("month", rf"{START}{EDGE}(?:(?P<rel>last|next|this(?:{GAP}(?:past|coming))?|the{GAP}(?:previous|following)){GAP})?(?P<month>{MONTH})(?!\w)(?:{GAP}(?:of{GAP})?{_BY_YEAR})?"),
    ("year", rf"{START}{EDGE}(?:the{GAP})?(?:(?P<fiscal>fiscal(?:{GAP}year)?|FY){GAP}?|calendar{GAP}|year{GAP})(?:{_YEARISH}|(?P<spoken>{SPOKEN_YEAR})(?!\w))"),
    ("year", rf"{START}{EDGE}{_YEARISH}"),
    ("year", rf"(?:(?<=\d{DASH})|(?<=post-)|(?<=pre-)){_YEARISH}"),
    ("spoken_year", rf"{START}{EDGE}(?:the{GAP}year{GAP})?(?P<spoken>{SPOKEN_YEAR})(?!\w)"),
    ("decade", rf"{START}(?:the{GAP})?(?:(?P<edge>early|late|mid){EITHER})?(?:(?P<century>1[5-9]|20)|['’`])?(?P<decade>\d0)['’]?s(?!\w)"),
    ("decade", rf"{START}the{GAP}(?:(?P<edge>early|late|mid){EITHER})?(?P<word>{'|'.join(sorted(DECADE_WORDS))})(?!\w)"),
    ("century", rf"{START}(?:the{GAP})?(?:(?P<edge>early|late|mid){EITHER})?(?P<ordinal>\d\d?(?:st|nd|rd|th)|{ORDINAL_WORD}){EITHER}century(?!\w)"),
    ("quarter", rf"{START}(?:(?:the|its|their|a){GAP})?{_QUARTER_LEAD}{_NTH}{GAP}(?:fiscal{GAP})?quarter(?!\w)(?:{GAP}(?:of|in){GAP}{_THAT_YEAR})?"),
    ("quarter", rf"{START}{_QUARTER_LEAD}{_NTH}{DASH}quarter(?!\w)(?:{GAP}of{GAP}{_THAT_YEAR})?"),
    ("quarter", rf"{START}(?:Q(?P<n>[1-4])|(?P<n2>[1-4])Q)(?:{GAP}(?:of{GAP})?{_YEARISH})?(?!\w)"),
    ("half", rf"{START}(?:the{GAP})?(?P<n>first|second|latter|last|1st|2nd){EITHER}half{GAP}of{GAP}{_THAT_YEAR}"),
    ("span_of_year", rf"{START}(?:the{GAP})?(?P<n>first|last|final){GAP}(?P<count>{NUMBER_WORDS}|{DIGIT_NUMBER}){GAP}(?P<unit>months|quarters|weeks|days|years)(?!\w)"),
    ("report_period", rf"{START}(?P<lead>the|its|their|this|that|last{GAP}year['’]s|this{GAP}year['’]s){GAP}"
                      rf"(?:(?P<which>latest|current|previous|prior|most{GAP}recent|same|(?:comparable{GAP})?year{EITHER}(?:ago|earlier)|comparable|corresponding|{YEAR}){GAP})?"
                      rf"(?:fiscal{GAP})?(?P<noun>quarter|period)(?!\w|{DASH}to{DASH})(?:{GAP}(?:of{GAP})?(?P<yearrel>last{GAP}year|a{GAP}year{GAP}(?:ago|earlier)))?"
                      rf"(?={GAP}(?P<ended>ended|ending){GAP}(?P<month>{MONTH}){GAP}(?P<day>{DAY_NUMBER})(?!\d)(?:,{GAP}(?P<year>{YEAR})(?!\d))?)?"),
    ("report_period", rf"{START}(?P<which>year{DASH}(?:ago|earlier))(?={GAP}[a-z])"),
    ("season", rf"{START}{EDGE}(?:(?P<rel>{_REL}){GAP})?(?P<season>{SEASON})(?:{GAP}(?:of{GAP})?(?:{_YEARISH}|(?P<spoken>{SPOKEN_YEAR})(?!\w)|(?P<yearrel>(?:last|this|next){GAP}year)))?(?!\w)"),
    ("feast", rf"{START}(?:(?P<rel>last|next|this(?:{GAP}(?:past|coming))?){GAP})?(?P<feast>{FEAST})(?!\w)(?:,?{GAP}{_YEARISH})?(?:{GAP}(?P<week>week)(?!\w|{DASH}))?"),
    ("deictic", rf"{START}(?:(?P<edge>early|earlier|late|later|mid-?(?:morning|afternoon|day)){EITHER})?"
                rf"(?P<word>the{GAP}day{GAP}before{GAP}yesterday|the{GAP}day{GAP}after{GAP}tomorrow|today|yesterday|tomorrow|tonight|last{GAP}night|overnight)"
                rf"(?:{GAP}(?P<part>{DAY_PART}))?(?!\w)"),
    ("each", rf"{START}(?P<weekday>{WEEKDAY})(?={GAP}and{GAP}{WEEKDAY}(?:s|{GAP}(?P<part2>{DAY_PART})s)(?!\w))"),
    ("weekday", rf"{START}{_PART_LEAD}(?:(?:the{GAP})?(?P<hours>early|small|wee){GAP}hours{GAP}of{GAP}|(?P<edge>early|late){GAP})?(?:(?P<rel>last|next|this(?:{GAP}(?:past|coming))?|the{GAP}(?:previous|following|same)|that){GAP})?"
                rf"(?P<weekday>{WEEKDAY})(?:{GAP}(?P<part>{DAY_PART}))?(?:{GAP}(?:of{GAP})?(?P<weekrel>last|this|next){GAP}week|{GAP}(?P<plus>week)(?=[.,;:!?)]|$))?(?!\w)"),
    ("from_weekday", rf"{START}(?P<count>a|one|two|three){GAP}weeks?{GAP}(?P<way>from|before|after|ago){GAP}(?P<weekday>{WEEKDAY})(?!\w)"),
    ("relative", rf"{START}{EDGE}(?P<rel>{_REL}){GAP}(?:(?P<fiscal>fiscal|calendar|full|entire|whole){GAP})?"
                 rf"(?P<target>day|week|weekend|fortnight|month|year|decade|century|quarter|{DAY_PART})(?:{GAP}(?P<part>{DAY_PART}))?(?!\w|{DASH})(?=(?P<ended>{GAP}(?:end(?:ed|ing){GAP}|to{GAP}(?:{MONTH}|the{GAP}end)))?)"),
    ("same_last_year", rf"{START}(?:the{GAP})?same{GAP}(?P<target>day|week|weekend|month|quarter|period){GAP}(?:of{GAP}|in{GAP})?"
                       rf"(?:last{GAP}year|the{GAP}(?:year{GAP}before|previous{GAP}year)|a{GAP}year{GAP}(?:ago|earlier|before))(?!\w)"),
    ("nth_of_month", rf"{START}(?:the{GAP})?(?P<nth>first|second|third|fourth|last|final){GAP}(?:(?:full|working){GAP})?(?P<target>weekend|week|days|day|{WEEKDAY}){GAP}(?:of|in){GAP}(?P<month>{MONTH})(?!\w)"
                     rf"(?:{GAP}(?:of{GAP})?(?:{_YEARISH}|{_BY_YEAR}))?"),
    ("before_last", rf"{START}the{GAP}(?P<target>day|week|weekend|month|quarter|year){GAP}(?P<way>before{GAP}last|after{GAP}next)(?!\w|{GAP}(?:{WEEKDAY}|{MONTH}|week|month|year|night|summer|winter))"),
    ("week_of", rf"{START}the{GAP}(?P<target>week|weekend){GAP}(?:of|from|beginning|starting|commencing|ending|ended){GAP}(?P<month>{MONTH}){GAP}(?P<day>{_DAY})(?!\w)(?:,?{GAP}{_YEARISH})?"),
    ("week_of", rf"{START}the{GAP}(?P<target>week|weekend){GAP}(?:of|from|beginning|starting|commencing|ending|ended){GAP}(?P<day>{_DAY}){GAP}(?P<month>{MONTH})(?!\w)(?:,?{GAP}{_YEARISH})?"),
    ("year_end", rf"(?<=(?P<since>since) )year{EITHER}end(?!\w)"),
    ("year_end", rf"{START}(?:the{GAP})?year{EITHER}end(?!\w)"),
    ("year_end", rf"{START}(?:the{GAP})?year['’]s{GAP}end(?!\w)"),
    ("day_of_month", rf"(?:(?<=on )|(?<=by )|(?<=until )|(?<=since )|(?<=before )|(?<=after )|(?<=from )|(?<=to ))the{GAP}(?P<day>\d\d?(?:st|nd|rd|th)|{ORDINAL_WORD})"
                     rf"(?:{GAP}of{GAP}(?P<rel>(?:this|last|next|the){GAP}month)|(?=[.,;:!?)]|$))"),
    ("future", rf"(?:(?<=will )|(?<=would )|(?<=could )|(?<=may )|(?<=might )|(?<=can ))one{GAP}day(?!\w)"),
    ("offset", rf"{START}{APPROX}{_AMOUNT}{GAP}(?P<way>ago(?:{GAP}(?P<then>today|this{GAP}(?:week|month)))?|earlier|later|hence|from{GAP}now|from{GAP}today|previously|afterwards?|(?:before|after)(?=[.,;:!?)]|$))(?!\w)"),
    ("offset", rf"{START}(?P<count>the){GAP}(?P<unit>day|week|month|year){GAP}(?P<way>before|after)(?=[.,;:!?)]|$)"),
    ("offset", rf"{START}(?P<vague>weeks|months|years|days|hours|minutes|decades|centuries){GAP}(?P<way>ago|earlier|later)(?!\w)"),
    ("span_back", rf"{START}{APPROX}(?P<rel>(?:the{GAP}|these{GAP}|this{GAP})?(?:last|past|previous|preceding|next|coming|following|first|latest|recent)){GAP}{_AMOUNT}(?!\w)"),
    ("span_back", rf"{START}(?P<rel>(?:the{GAP})?(?:recent|coming|past|last|early|next)){GAP}(?P<vague>minutes|hours|days|weeks|months|years|decades|quarters)(?:{GAP}and{GAP}(?:days|weeks|months|years))?(?!\w)"),
    ("span_back", rf"{START}the{GAP}(?P<vague>hours|days|weeks|months|years){GAP}(?P<rel>ahead|to{GAP}come)(?!\w)"),
    ("each", rf"{START}(?P<each>every|each)(?:{GAP}(?P<count>other|few|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?={GAP}[a-z])|{NUMBER_WORDS}|{DIGIT_NUMBER}))?{GAP}(?:(?P<weekday>{WEEKDAY})|(?P<month>{MONTH})|(?P<unit>{UNIT})s?|(?P<part>{DAY_PART}))(?:{GAP}(?P<part2>{DAY_PART}))?(?!\w)"),
    ("each", rf"{START}(?P<weekday>{WEEKDAY})(?:s|{GAP}(?P<part2>{DAY_PART})s)(?!\w)"),
    ("each", rf"{START}(?P<weekends>weekends)(?!\w)"),
    ("each", rf"{START}(?P<adverb>daily|weekly|monthly|annually|yearly|nightly|hourly|biweekly|bimonthly)(?!\w)"),
    ("each", rf"{START}(?:once|twice|(?:{NUMBER_WORDS}|\d{{1,3}}){GAP}times){GAP}(?:an?|per|each|every){GAP}(?P<unit>{UNIT})(?!\w)"),
    ("clock", rf"(?:(?<=at )|(?<=until )|(?<=by )|(?<=from ))(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d){GAP}hours(?!\w)"),
    ("duration", rf"{START}(?:{APPROX}|(?:the{GAP}(?!\S{{1,12}}{DASH}))(?:year{EITHER}(?:ago|earlier){GAP})?){_AMOUNT}(?:-long|{DASH}old(?={GAP}(?:{_LASTING})(?!\w)))?(?!\w|{DASH})"),
    ("duration", rf"{START}(?P<vague>days|weeks|months|years|decades|centuries|hours){DASH}long(?!\w)"),
    ("duration", rf"{START}(?P<unit>day|week|month|year|decade|century|hour){DASH}long(?!\w)"),
    ("vague_duration", rf"{START}(?P<vague>minutes|hours|days|weeks|months|years|decades|centuries)(?!\w|{DASH})"),
    ("clock", rf"{START}(?P<hour>\d\d?)(?:[:.](?P<minute>[0-5]\d))?{GAP}?(?P<half>[ap](?:\.{GAP}?m\b\.?|{GAP}?m\b)){_CLOCK_ZONE}"),
    ("clock", rf"(?<![\w:.,/-])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:{GAP}?hours\b)?{_CLOCK_ZONE}"),
    ("clock", rf"(?<![\w:.,/-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d){GAP}(?:GMT|UTC|hours\b|local{GAP}time\b|[ECMP][SD]T\b|CES?T\b|BST\b)"),
    ("clock", rf"{START}(?P<words>{NUMBER_WORDS}|\d\d?){GAP}(?:o['’]clock(?:{GAP}in{GAP}the{GAP}(?P<daypart>morning|afternoon|evening))?|in{GAP}the{GAP}(?P<daypart2>morning|afternoon|evening))(?!\w)"),
    ("clock", rf"{START}(?:(?P<past>half|(?:a{GAP})?quarter){GAP}past|(?P<to>(?:a{GAP})?quarter){GAP}to){GAP}(?P<words>{CLOCK_HOUR})(?!\w|{DASH})"),
    ("clock", rf"{START}(?P<fixed>noon|midnight|midday)(?!\w)"),
    ("day_part", rf"{START}(?:(?P<edge>early|late|later|mid){EITHER})?(?:(?P<rel>this|that|the|the{GAP}next|the{GAP}following|the{GAP}previous){GAP})?(?P<part>{DAY_PART})(?!\w)"),
    ("past", rf"{START}(?:{PAST_WORDS})(?!\w|{DASH})"),
    ("present", rf"{START}(?:{PRESENT_WORDS})(?!\w|{DASH})"),
    ("future", rf"{START}(?:{FUTURE_WORDS})(?!\w|{DASH})"),
    ("day_part", rf"{START}the{GAP}(?P<part>night|evening){GAP}(?P<rel>before)(?=[.,;:!?)]|$)"),
    ("past", rf"{START}the{GAP}past(?=[ \t\n]?[.,;:!?)\"”’'—–-]|{GAP}(?:{_FUNCTION_WORDS})(?!\w)|$)"),
)  # fmt: skip

_COMPILED = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _PATTERNS)
_MONTH_HEAD = re.compile(
    rf"\b(?:between|from|on|the|of){GAP}(?P<day>{DAY_NUMBER}(?:st|nd|rd|th)?)(?:{DASH}|{GAP}(?:and|to|or){GAP})$",
    re.I,
)
_YEAR_TAIL = re.compile(rf",?{GAP}(?P<year>{YEAR})\b")
_MONTH_TAIL = re.compile(
    rf"(?P<sep>{DASH}|{GAP}(?:and|to|through|or){GAP}|,{GAP})(?P<day>{DAY_NUMBER}(?:st|nd|rd|th)?)"
    rf"(?=[.;:)\n]|,?{GAP}?{YEAR}\b|{GAP}(?:in|at|for|to|by|the|and|on|with|as|when|before|after)\b|,|$)",
    re.I,
)


def find_phrases(text: str) -> list[Phrase]:
    """Return the time phrases of *text*, left to right, not overlapping."""
    found: list[tuple[int, int, int, Phrase]] = []
    where = windows(text)
    for rank, (kind, pattern) in enumerate(_COMPILED):
        for match in _matches(pattern, text, where.get(kind, ())):
            span = Span(match.start(), match.start() + len(match.group().rstrip()))
            if span.end > span.start and _stands(kind, match, text):
                parts = {name: value for name, value in match.groupdict().items() if value}
                found.append((span.start - span.end, rank, span.start, Phrase(span, kind, parts)))
    found.sort(key=lambda item: item[:3])
    taken = bytearray(len(text))
    chosen: list[Phrase] = []
    for *_, phrase in found:
        if any(taken[phrase.span.start : phrase.span.end]):
            continue
        taken[phrase.span.start : phrase.span.end] = b"\x01" * (phrase.span.end - phrase.span.start)
        chosen.append(phrase)
    chosen.sort(key=lambda phrase: phrase.span)
    return _with_shared_years(_with_second_days(chosen, text, taken), text)


# No pattern looks further than this past the end of its phrase.
_LOOKAHEAD = 32


def _matches(
    pattern: re.Pattern[str], text: str, where: Iterable[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin in the windows, as they would be in the whole text."""
    for start, end in where:
        at = start
        while (match := pattern.search(text, at, end)) is not None:
            if match.end() > end - _LOOKAHEAD and end < len(text):  # the window's edge is no end of the text
                begin = match.start()
                match = pattern.match(text, begin)
                if match is None:
                    at = begin + 1
                    continue
            yield match
            at = max(match.end(), at + 1)


def _with_second_days(phrases: list[Phrase], text: str, taken: bytearray) -> list[Phrase]:
    """Add the "25" of "April 24 and 25" and of "April 23-25" as phrases of their own, with the month."""
    result: list[Phrase] = []
    for phrase in phrases:
        first = _first_day(phrase, text, taken)
        result += [first, phrase] if first else [phrase]
        if phrase.kind != "full" or "year" in phrase.parts or not text[phrase.span.end - 1].isdigit():
            continue
        tail = _MONTH_TAIL.match(text, phrase.span.end)
        if tail and not any(taken[tail.start("day") : tail.end("day")]):
            year = _YEAR_TAIL.match(text, tail.end())
            parts = {"month": phrase.parts["month"], "day": tail.group("day")}
            parts |= {"year": year.group("year")} if year else {}
            if year:
                result[-1] = Phrase(phrase.span, "full", phrase.parts | {"year": year.group("year")})
            result.append(Phrase(Span(tail.start("day"), tail.end("day")), "full", parts))
    return result


_TO = re.compile(rf"{GAP}?(?:to|and|or|through|until|till|{DASH}){GAP}?", re.I)


def _with_shared_years(phrases: list[Phrase], text: str) -> list[Phrase]:
    """Give the first half of a range what only the second says: "January to June 1999", "Monday to Friday next week"."""
    result = list(phrases)
    for index in range(len(phrases) - 2, -1, -1):
        one, two = result[index], result[index + 1]
        if two.span.start - one.span.end > 12 or not _TO.fullmatch(text, one.span.end, two.span.start):
            continue
        if (
            one.kind == two.kind == "weekday"
            and two.get("weekrel")
            and not (one.get("rel") or one.get("weekrel"))
        ):
            result[index] = Phrase(one.span, "weekday", one.parts | {"weekrel": two.parts["weekrel"]})
        year = two.get("year")
        if not year or two.kind not in ("month_year", "full") or one.kind not in ("month", "full"):
            continue
        if one.get("year") or one.get("rel") or one.get("yearrel") or one.get("weekday"):
            continue
        wraps = month_number(one.parts["month"]) > month_number(two.parts["month"])
        kind = "month_year" if one.kind == "month" else "full"
        result[index] = Phrase(one.span, kind, one.parts | {"year": str(int(year) - wraps)})
    return result


def _first_day(phrase: Phrase, text: str, taken: bytearray) -> Phrase | None:
    """The "3" of "between 3 and 5 April" and of "the 3-5 April talks", with the month."""
    if phrase.kind != "full" or not text[phrase.span.start].isdigit():
        return None
    start = max(0, phrase.span.start - 20)
    head = _MONTH_HEAD.search(text[start : phrase.span.start])
    if head is None or any(taken[start + head.start("day") : start + head.end("day")]):
        return None
    parts = {k: v for k, v in phrase.parts.items() if k in ("month", "year", "yearrel")} | {
        "day": head.group("day")
    }
    return Phrase(Span(start + head.start("day"), start + head.end("day")), "full", parts)


# "Three quarters of the crop", "three quarters of a million": parts of a whole, not of a year.
_IS_SHARED = re.compile(
    rf"{GAP}(?:of{GAP}(?:the|all|its|his|her|their|our|those|these|an?{GAP}(?:million|billion|trillion|hour|mile|century|decade))|million|billion|full)\b",
    re.I,
)


def _is_fraction(match: re.Match[str], count: str) -> bool:
    return count in ("a", "an", "one") or (
        count in ("two", "three") and (match.group("joint") or "").strip() != ""
    )


_YEAR_BEFORE = re.compile(rf"(?<!\d){YEAR}[-/]$")
_NUMBER_BEFORE = re.compile(r"[\d%](?:[ \t-])$|\$ ?$")
_NUMBERED_BEFORE = re.compile(
    r"\b(?:flight|resolutions?|articles?|section|paragraph|page|room|route|highway|nos?\.|number|bus|train|channel) $",
    re.I,
)
_AGE_AFTER = re.compile(rf"{EITHER}(?:old|olds|of{GAP}age)\b", re.I)
_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|of|by|from|to|until|till|before|after|during|through|between|and|for|than|late|early|mid|year|"
    r"fiscal|on|around|circa|the|or|as|its|his|her|their|our|that|this|ended|ending|a)[\s(\"'“‘-]{1,3}|[(\[—–,;:-][ ]?|^)$",
    re.I,
)
_COUNTED_AFTER = re.compile(
    rf"{GAP}(?:[A-Za-z]{{2,19}}[^\W\d_siu]s|people|percent|per{GAP}cent|million|billion|dead|feet|men|women|children)\b"
)
_YEAR_NOUNS = re.compile(
    rf"{GAP}(?:elections|results|sales|earnings|figures|levels|games|talks|attacks|protests|polls|was|is|has|as|this|its|plans)\b"
)


def _stands(kind: str, match: re.Match[str], text: str) -> bool:
    """Whether a match is a time phrase in its surroundings, not a number, a name or an age that looks like one."""
    parts = match.groupdict()
    month = parts.get("month")
    if month and kind in ("month", "month_year", "full", "each", "week_of") and not _is_month(month, kind):
        return False
    if kind in ("duration", "vague_duration", "span_back", "offset") and _AGE_AFTER.match(text, match.end()):
        return False
    if kind == "year":
        return _is_year(match, text)
    if _is_title(kind, match, text):
        return False
    if month and kind == "month" and _is_march(match, text):
        return False
    if kind == "future" and _OF_AFTER.match(text, match.end()):  # "the future of the camp" is its fate
        return False
    if kind == "season" and _is_a_fall(match, text):
        return False
    if kind in ("season", "day_part"):
        return bool(
            parts.get("rel") or parts.get("year") or parts.get("yearrel") or parts.get("spoken")
            or (kind == "day_part" and (parts.get("edge") or "").lower() == "mid")
        )  # fmt: skip
    if kind == "duration":
        # "a second round" is no time, "a quarter of" and "three-quarters" are fractions.
        unit, count = parts.get("unit", "").lower(), (parts.get("count") or "").lower()
        return not (
            (unit in ("second", *SEASON_WORDS) and count in ("a", "an", "one"))
            or (unit == "quarter" and (_is_fraction(match, count) or _IS_SHARED.match(text, match.end())))
            or (count in ("a", "an") and _is_rate(match, text))
            or (count == "many" and text[max(0, match.start() - 3) : match.start()].lower() == "as ")
            or _ALWAYS.match(text, match.start()) is not None
        )
    if kind == "decade" and parts.get("decade") and not parts.get("century"):
        return text[
            match.start("decade") - 1 : match.start("decade")
        ] in "'’`" or match.group().lower().startswith("the")
    return kind != "vague_duration" or _vague_stands(match, text)


# "24 hours a day, seven days a week": all the time, not a length of it.
_ALWAYS = re.compile(
    rf"(?:(?:24|twenty{EITHER}four){GAP}hours{GAP}(?:a|per|every){GAP}day|(?:7|seven){GAP}days{GAP}(?:a|per){GAP}week)\b",
    re.I,
)
_MARCH_FOR = re.compile(rf"{GAP}(?:for|on|against|of{GAP}the){GAP}[\"“‘'`]{{0,2}}[A-Z]")
_MONTH_BEFORE = re.compile(
    r"\b(?:in|on|since|by|until|till|from|to|during|before|after|of|for|through|between|and|or|last|next|this|early|late|mid|each|every)"
    r"[\s-]{1,3}$",
    re.I,
)
_FALL_OF = re.compile(rf"{GAP}(?:of|in|from|to|that)\b")


def _is_march(match: re.Match[str], text: str) -> bool:
    """ "The annual March for Life": a walk and not the month."""
    if match.group() != "March" or _MARCH_FOR.match(text, match.end()) is None:
        return False
    return _MONTH_BEFORE.search(text[max(0, match.start() - 12) : match.start()]) is None


def _is_a_fall(match: re.Match[str], text: str) -> bool:
    """ "The fall of the capital", "this fall in prices": no autumn."""
    parts = match.groupdict()
    if (parts["season"] or "").lower() != "fall" or parts["year"] or parts["spoken"] or parts["yearrel"]:
        return False
    return (parts["rel"] or "").lower() in ("the", "this", "that") and _FALL_OF.match(
        text, match.end()
    ) is not None


_APART = re.compile(rf"{GAP}apart\b")
_OF_AFTER = re.compile(rf"{GAP}of\b")
_QUOTES = "\"“”'‘’"
_NAME_AFTER = re.compile(r" [A-Z][a-z]")
_ACRONYM_BEFORE = re.compile(r"(?<!\w)[A-Z]{2,6} $")
_RATE_BEFORE = re.compile(
    r"(?:\d%?|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|million|billion|trillion|thousand|hundred|dozen|cents?|dollars?|euros?|pounds?))(?:(?:[ \n][a-z]{2,15})?[ \n](?:[a-z]{2,15}s|people|men|women|children|percent|per cent))?[ \n]$"
)
_RATE_NOT_AFTER = re.compile(rf"{GAP}(?:before|after|later|earlier|ago|in{GAP}advance|from|since|or)\b", re.I)


def _is_rate(match: re.Match[str], text: str) -> bool:
    """ "$2 a year", "four flights a week": the unit belongs to the figure and names no time."""
    before = _RATE_BEFORE.search(text[max(0, match.start() - 48) : match.start()])
    return before is not None and _RATE_NOT_AFTER.match(text, match.end()) is None


def _is_title(kind: str, match: re.Match[str], text: str) -> bool:
    """Whether the words are a name: "USA Today", a programme's “This Week”, the Daily Planet, the daily Planeta."""
    words = match.group()
    if kind == "deictic" and words[0].isupper():
        return _ACRONYM_BEFORE.search(text[max(0, match.start() - 8) : match.start()]) is not None
    if kind == "each" and "adverb" in match.re.groupindex:
        return _NAME_AFTER.match(text, match.end()) is not None
    if kind not in ("relative", "duration", "day_part"):
        return False
    quoted = match.start() > 0 and text[match.start() - 1] in _QUOTES
    closed = text[match.end() : match.end() + 2].lstrip(".,")[:1]
    several = words.split()
    goes_on = _NAME_AFTER.match(text, match.end()) is not None
    ends = bool(closed) and closed in _QUOTES
    return quoted and (ends or goes_on) and len(several) > 1 and several[-1][0].isupper()


def _is_month(word: str, kind: str) -> bool:
    """A month needs its capital; "may" and "march" in small letters are months only beside a day number."""
    if word[0].isupper():
        return kind != "month" or len(word) > 4 or word.endswith(".") or word.lower() in MONTHS_IN_FULL
    return kind == "full" and len(word.rstrip(".")) > 2 and word.lower() not in ("sun", "sat")


def _is_year(match: re.Match[str], text: str) -> bool:
    """Four digits are a year after a word that leads to one, and unless a counted plural follows."""
    if match.group("year") is None or match.start() < match.start("year"):
        return True
    before = text[max(0, match.start() - 14) : match.start()]
    if _NUMBER_BEFORE.search(before) and not _YEAR_BEFORE.search(before):
        return False
    if _NUMBERED_BEFORE.search(before):
        return False
    if before.lower().endswith(("post-", "pre-")):  # "the post-1945 borders"
        return True
    counted = _COUNTED_AFTER.match(text, match.end()) and not _YEAR_NOUNS.match(text, match.end())
    lead = _YEAR_LEAD.search(before)
    if counted:
        return bool(re.search(r"\b(?:the|its|his|her|their|that|this|in|since)\s{1,3}$", before, re.I))
    return lead is not None or match.group("year")[:2] in ("19", "20")


_VAGUE_LEAD = re.compile(
    r"\b(?:for|in|within|over|during|after|of|took|take|takes|lasted|spent|spend|the|many|just|only|only|until|be)\s{1,3}$",
    re.I,
)


_AS_MANY = re.compile(r"\bas\s{1,3}many\s{1,3}$", re.I)
_VAGUE_TAIL = re.compile(rf"{GAP}(?:after|before)\b", re.I)


def _vague_stands(match: re.Match[str], text: str) -> bool:
    if _APART.match(text, match.end()):
        return False
    if _AS_MANY.search(text, max(0, match.start() - 12), match.start()):
        return False
    if _VAGUE_TAIL.match(text, match.end()):  # "days after the vote"
        return True
    return _VAGUE_LEAD.search(text[max(0, match.start() - 12) : match.start()]) is not None
