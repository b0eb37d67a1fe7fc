"""What tells a block of the report from one of the page: its words, its form, its place, and what is around it.

The features are those of the literature on content extraction (link density, length of text and its neighbours:
Kohlschütter et al. 2010, "Boilerplate detection using shallow text features"), the words of class names, what
extraction made of the blocks beside and around it, and the speech of furniture: imperatives and offers to the reader, the
site's own name, "is a writer who …". Which of them counts how much is learnt (:mod:`trackrecord.clean.belonging`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from trackrecord.clean.blocks import Block
from trackrecord.clean.days import days_in
from trackrecord.clean.prose import ends_a_sentence

Features = dict[str, float]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HINTS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "related": "related recommended recommendations recommend recirc recirculation readnext outbrain taboola similar upnext more trending popular"
        " latest recent teaser teasers promoted",
        "card": "card cards tile tiles carousel slider swiper slick slide",
        "share": "share sharing social socials follow",
        "newsletter": "newsletter subscribe subscription signup optin mailing mailchimp hubspot convertkit klaviyo",
        "offer": "cta promo promotion banner ad ads advert advertisement sponsor sponsored affiliate offer button btn buttons action shop product products"
        " price pricing callout",
        "author": "author authors bio byline contributor contributors writer avatar expert reviewer profile team",
        "caption": "caption figcaption figure credit credits image photo media gallery",
        "comments": "comment comments disqus respond reply replies",
        "navigation": "nav navigation menu breadcrumb breadcrumbs pagination pager toc contents sitemap",
        "margin": "footer header sidebar aside widget widgets rail banner masthead topbar",
        "consent": "cookie cookies consent gdpr privacy",
        "labels": "tag tags topic topics category categories taxonomy label labels keywords meta",
        "overlay": "modal popup overlay dialog drawer tooltip login form",
        "notice": "disclosure disclaimer notice legal copyright note advisory",
        "day": "date time timestamp published updated dateline",
        "body": "article content body post entry story text prose richtext rich wysiwyg markdown copy main editor paragraph",
        "title": "title headline heading hero",
        "summary": "summary excerpt dek standfirst subtitle intro lead lede takeaways key",
        "questions": "faq faqs accordion question answer",
        "quote": "quote blockquote pullquote",
    }.items()
}
_ELEMENTS = frozenset(
    "p li td th div span section h1 h2 h3 h4 h5 h6 blockquote figcaption dd dt pre article aside body label button a center main".split()
)
_CALLS = frozenset(
    "get start try join sign shop book download learn discover see read click contact call subscribe explore find check watch view request schedule"
    " follow visit register buy order claim browse save share grab unlock listen ask talk donate apply log enter tap sponsor skip hire compare".split()
)
_READER = re.compile(r"\byou(?:r|rs|rself|['’]\w+)?\b", re.IGNORECASE)
_HOUSE = re.compile(r"\b(?:we|our|us|we['’]\w+)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:i|my|me|i['’]\w+)\b", re.IGNORECASE)
_BIO = re.compile(
    r"\b(?:is|was|has been|works as) (?:an?|the|our) (?:\w+[ -]){0,4}(?:writer|editor|journalist|reporter|author|founder|co-?founder|ceo|manager|director|expert|consultant"
    r"|strategist|specialist|creator|blogger|contributor|correspondent|columnist|fellow|professor|producer|marketer|engineer|advisor|coach)\b|\byears of experience\b"
    r"|\b(?:his|her|their) (?:work|writing|articles?) (?:has|have) (?:appeared|been)|\b(?:covers|writes about|specializ(?:es|ing) in|specialis(?:es|ing) in|holds a|graduated)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:free|today|now|newsletter|inbox|e-?mail|quote|subscriptions?|membership|members|premium|upgrade|pricing|plans?|demo|trial|discount|% off|coupon|deal|offer|subscribe|app|download|appointment|consultation|webinar|ebook|e-book|guide|sale)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:affiliate|commission|disclosure|disclaimer|sponsored|copyright|rights reserved|registered|trademarks?|terms|privacy|cookies?|advice|endorse|liab\w+|compensat\w+"
    r"|independent(?:ly)?|editorial(?:ly)?|earn)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:photos?|images?|credit|courtesy|getty|shutterstock|unsplash|istock|illustration|via|source)\b|©",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(
    r"\b(?:sign(?:ing|ed)? up|subscrib\w+|join(?:ing)?|register|get|receive)\b.{0,60}\b(?:newsletters?|e-?mails?|inbox|mailing list|updates|alerts)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:want|ready|looking|need|interested|curious|got|have|do you|are you|would you|still|not sure|struggling|thinking|tired)\b.*\?",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"(?:(?:featured?|cover|lead|header|hero|main|top|banner|title) )?(?:image|photo(?:graph)?|picture|illustration|graphic)s?\b(?: credits?)?(?: ?[:©]| by\b| via\b| courtesy\b| from\b)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:related|also (?:like|read)|read (?:more|next|also)|see also|learn more|more (?:from|on|about|stories|articles|posts)|recommended|you (?:may|might)|further reading|check out"
    r"|find out|next|previous|keep reading|up next|popular|trending|latest)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:table of contents|contents|min(?:utes?)? read|read(?:ing)? time|share|tags?|categor(?:y|ies)|updated|published|posted|by|author|reviewed|comments?|reply|sources?|references|faqs?"
    r"|in this (?:article|guide|post)|jump to|on this page|about|follow|home|menu|search|back to)\b",
    re.IGNORECASE,
)
_REACH = re.compile(r"https?://|www\.|\w@\w|\(?\b[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}\b")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|may|might|must|should|said|says|\w{3,}ed)\b",
    re.IGNORECASE,
)
_UNDER = 8
_PLAIN_LENGTH = 200
_LAST_PART = 0.8
_KIN = ("siblings", "cousins", "second cousins")
_ANY_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b|/[0-9]{2}\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that may be the report's: a line that extraction gave, a block of the page, or mostly both."""

    text: str
    kept: bool
    block: Block | None
    place: int


class Surroundings:
    """What one needs to know of a page to judge one of its blocks."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        title: str | None,
        publisher: str | None,
        authors: Sequence[str],
    ) -> None:
        """Count the kept words in every element around a kept block."""
        self.candidates = candidates
        self.title = _words(title or "")
        self.site = "".join(_words_in_order(publisher or ""))
        self.authors = [each.lower() for each in authors if len(each) > 4]
        self.kept_words: Counter[int] = Counter()
        self.all_words = 0
        self.texts: Counter[str] = Counter(each.text for each in candidates)
        for each in candidates:
            if each.kept:
                words = len(_WORD.findall(each.text))
                self.all_words += words
                if each.block is not None:
                    for holder in each.block.holder.around():
                        self.kept_words[holder.number] += words
        last = [number for number, each in enumerate(candidates) if each.kept and _is_paragraph(each.text)]
        self.under = _headings_over(candidates)
        self.first_prose, self.last_prose = (last[0], last[-1]) if last else (0, len(candidates))

    def reaches(self, each: Candidate) -> bool:
        """Whether a candidate was kept, or stands close to what was: else it is not worth a look."""
        if each.kept or each.block is None:
            return each.kept
        near = islice(each.block.holder.around(), 1, len(_KIN) + 1)
        return any(self.kept_words[holder.number] for holder in near)

    def plain(self, number: int) -> bool:
        """Whether a kept line is so plainly one of the report's paragraphs that it need not be judged.

        It is long, without links, between kept lines, and neither before the first paragraph nor in the last part.
        """
        each = self.candidates[number]
        return (
            each.kept
            and each.block is not None
            and each.block.link_words == 0
            and len(each.text) >= _PLAIN_LENGTH
            and self.first_prose < number < min(self.last_prose, _LAST_PART * len(self.candidates))
            and self.candidates[number - 1].kept
            and self.candidates[number + 1].kept
            and _is_paragraph(each.text)
        )


def features_of(at: Surroundings, number: int) -> Features:
    """Return the features of one candidate, most of them 0 or 1 and left out where 0."""
    each = at.candidates[number]
    found = _of_text(each.text, at)
    found["kept"] = float(each.kept)
    found |= _of_place(at, number)
    if each.block is None:
        found["no block"] = 1.0
    else:
        found |= _of_block(each.block, at)
    return found


def _of_text(text: str, at: Surroundings) -> Features:
    words = _WORD.findall(text[:2_000])
    lower = [word.lower() for word in words]
    count = len(words)
    found: Features = {
        "bias": 1.0,
        "length": math.log1p(count) / 3,
        "one word": float(count <= 1),
        "short": float(2 <= count <= 4),
        "label long": float(5 <= count <= 9),
        "long": float(count >= 40),
        "few words": float(count < 15),
        "paragraph": float(_is_paragraph(text)),
        "sentence": float(ends_a_sentence(text)),
        "question": float(text[-1:] == "?"),
        "shout": float(text[-1:] == "!"),
        "colon": float(text[-1:] == ":"),
        "capitals": float(count > 0 and text.isupper()),
        "titled": sum(word[0].isupper() for word in words) / max(count, 1),
        "numbers": sum(word[0].isdigit() for word in words) / max(count, 1),
        "row": float(text.startswith("|")),
        "item": float(text.startswith(("- ", "• "))),
        "arrow": float(text[-1:] in "»>→›" or text[:1] in "»>→›←‹«"),
        "dots": float(text.endswith(("…", "..."))),
    }
    short = count <= 40
    found["call"] = float(short and bool(lower) and lower[0] in _CALLS)
    found["short call"] = float(count <= 7 and bool(lower) and lower[0] in _CALLS)
    for name, pattern in (
        ("reader", _READER), ("house", _HOUSE), ("self", _SELF), ("bio", _BIO), ("offer", _OFFER), ("notice", _NOTICE), ("credit", _CREDIT),
        ("more", _MORE), ("label", _LABEL), ("reach", _REACH),
    ):  # fmt: skip
        hit = pattern.search(text[:2_000]) is not None
        found[name] = float(hit)
        if hit and short:
            found[f"short {name}"] = 1.0
    found["sign up"] = float(count <= 60 and _SIGN_UP.search(text) is not None)
    found["asked"] = float(short and _ASKED.fullmatch(text) is not None)
    found["pictured"] = float(_PICTURED.match(text) is not None)
    for name, pattern in (("reader often", _READER), ("notice often", _NOTICE), ("offer often", _OFFER)):
        found[name] = min(10 * len(pattern.findall(text[:2_000])) / max(count, 8), 2.0)
    found["no verb"] = float(_VERB.search(text[:600]) is None)
    found["site"] = float(len(at.site) >= 4 and at.site in "".join(lower))
    found["site and house"] = found["site"] * found["house"]
    found["offer to reader"] = found.get("short offer", 0.0) * found["reader"]
    found["author"] = float(any(name in text[:300].lower() for name in at.authors))
    found["author first"] = float(text[:300].lower().startswith(tuple(at.authors)) if at.authors else False)
    found["author in short"] = found["author"] * float(count <= 15)
    found["author and bio"] = found["author"] * found["bio"]
    found["is title"] = float(
        count > 1 and 2 * len(at.title & set(lower)) >= 1.8 * max(len(at.title), len(set(lower)))
    )
    found["day"] = float(
        count <= 20 and _ANY_YEAR.search(text) is not None and next(days_in(text), None) is not None
    )
    found["said twice"] = float(at.texts[text] > 1)
    return found


def _of_place(at: Surroundings, number: int) -> Features:
    every = at.candidates
    total = max(len(every) - 1, 1)
    found: Features = {
        "at": number / total,
        "first": float(number < 3),
        "last": float(number > total - 3),
        "before prose": float(number < at.first_prose),
        "after prose": float(number > at.last_prose),
    }
    for name, step in (("above", -1), ("below", 1), ("second above", -2), ("second below", 2)):
        place = number + step
        if not 0 <= place < len(every):
            found[f"none {name}"] = 1.0
            continue
        beside = every[place]
        found[f"kept {name}"] = float(beside.kept)
        found[f"paragraph {name}"] = float(_is_paragraph(beside.text))
        if beside.block is not None:
            found[f"links {name}"] = beside.block.link_words / max(beside.block.words, 1)
            found[f"heading {name}"] = float(beside.block.heading)
    head, distance = at.under[number]
    if head and distance <= _UNDER:
        for name, pattern in (
            ("more", _MORE),
            ("offer", _OFFER),
            ("label", _LABEL),
            ("house", _HOUSE),
            ("reader", _READER),
        ):
            found[f"under {name}"] = float(pattern.search(head) is not None)
        found["under heading"] = 1 / distance
    around = every[max(number - 5, 0) : number + 6]
    found["kept around"] = sum(each.kept for each in around) / len(around)
    found["prose around"] = sum(_is_paragraph(each.text) for each in around) / len(around)
    return found


def _of_block(block: Block, at: Surroundings) -> Features:
    found: Features = {
        "links": block.link_words / max(block.words, 1),
        "all link": float(block.words > 0 and block.link_words == block.words),
        "bold": block.bold_words / max(block.words, 1),
        f"<{block.element if block.element in _ELEMENTS else 'other'}>": 1.0,
        "heading": float(block.heading),
    }
    own, hints = block.own, block.hints
    for name, words in _HINTS.items():
        if own & words:
            found[f"hint {name}"] = 1.0
        elif hints & words:
            found[f"far hint {name}"] = 1.0
    for tag in (
        "article",
        "main",
        "aside",
        "nav",
        "footer",
        "header",
        "form",
        "figure",
        "table",
        "ul",
        "ol",
        "section",
        "button",
    ):
        if tag in hints:
            found[f"in {tag}"] = 1.0
    whole = max(at.all_words, 1)
    for place, holder in enumerate(block.holder.around()):
        if place == 0:
            continue
        kept = at.kept_words[holder.number]
        if place > len(_KIN):
            break
        name = _KIN[place - 1]
        found[f"{name} kept"] = kept / max(holder.words, kept, 1)
        found[f"{name} share"] = kept / whole
        found[f"{name} many"] = math.log1p(holder.words) / 8
    depth = next(
        (p for p, holder in enumerate(block.holder.around()) if at.kept_words[holder.number] > 0.6 * whole),
        12,
    )
    found["out of body"] = min(depth, 12) / 4
    found["far out of body"] = float(depth > 5)
    return found


def _headings_over(candidates: Sequence[Candidate]) -> list[tuple[str, int]]:
    """Return for each candidate the heading over it and how far up it stands; nothing where there is none."""
    found: list[tuple[str, int]] = []
    head, at = "", 0
    for number, each in enumerate(candidates):
        found.append((head, number - at))
        if each.block is not None and each.block.heading:
            head, at = each.text, number
    return found


def _is_paragraph(text: str) -> bool:
    return len(text) > 120 and ends_a_sentence(text)


def _words(text: str) -> frozenset[str]:
    return frozenset(_words_in_order(text))


def _words_in_order(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
