"""Phrases by which the furniture of news pages is known, by the reason for taking them out.

``PHRASES`` are things that pages say and reports do not. A line is furniture when it consists of them alone,
so "Share Tweet Print" goes and "Share prices fell" stays. ``OPENINGS`` begin a line that is furniture as a whole
if its form fits too (see :mod:`trackrecord.clean.furniture`). All are matched without regard to case, at a word
boundary. A new phrase goes into the list of its reason; it has to be general to news pages in English.
"""

from __future__ import annotations

import re

from trackrecord.types import RemovedReason

_NETWORK = (
    r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|linked ?in|pinterest|reddit|tumblr|messenger|instagram|"
    r"youtube|e-?mail|print|copy link|link|sms|viber|line|flipboard|pocket|mastodon|bluesky|threads|vk|vkontakte|odnoklassniki|google\+?|skype)"
)
_PIECE = r"(?:article|articles|story|stories|post|page|news|report|content|video|link)"

PHRASES: dict[RemovedReason, tuple[str, ...]] = {
    "comments": (
        r"(?:leave|post|write|add|submit) (?:a|your) (?:comment|reply|response)(?: below| here)?",
        r"(?:cancel|click here to cancel) reply",
        r"your e-?mail address will not be (?:published|shared|displayed)(?: publicly)?",
        r"required fields are marked",
        r"save my name,? e-?mail,?(?: and)? website in this browser for the next time i comment",
        r"notify me of (?:follow-?up comments|new posts|new comments)(?: by| via)?(?: e-?mail)?",
        r"(?:you must be|please) (?:logged in|log in|sign in|login|register)(?: or register)? to (?:post|leave|add|write) a (?:comment|reply)",
        r"(?:log|sign) in to (?:post|leave|add|write|join)(?: a| the)? (?:comment|reply|conversation|discussion)",
        r"be the first to (?:comment|leave a comment|reply)(?: on this \w+)?",
        r"comments? (?:are|is) (?:closed|off|disabled)(?: for this \w+)?",
        r"(?:view|show|see|read|load|hide)(?: all| more| the)?(?: [0-9]{1,6})? comments",
        r"(?:no|[0-9]{1,6}) comments(?: yet| so far)?|1 comment",
        r"comments(?: \([0-9]{1,6}\)| [0-9]{1,6}| section)?(?= ?[:|*•]| ?$)|comment(?= ?$)",
        r"join the (?:conversation|discussion)",
        r"(?:post|submit) comment",
        r"(?:sort|order) (?:comments )?by:? (?:newest|oldest|best|top|most liked)",
        r"(?:your )?(?:name|e-?mail|e-?mail address|website|comment) ?\*|website(?= ?$)",
        r"logged in as \S{1,40}|type here|notify of|inline feedbacks|comments are (?:now )?(?:moderated|closed)|join the debate",
        r"this site uses akismet to reduce spam",
        r"learn how your comment data is processed",
    ),
    "share": (
        rf"share (?:this|the|our)(?: {_PIECE})?(?: (?:on|via|with|by):?(?: {_NETWORK}| (?:your )?friends)?)?(?= ?[:|•.,]| ?$| (?:share|tweet|{_NETWORK})\b)",
        rf"(?:click to )?(?:share|post|send|e-?mail|print)(?: (?:this|it))?(?: {_PIECE})? (?:on|to|via|by|with|in) {_NETWORK}(?: \(opens in (?:a )?new (?:window|tab)\))?",
        r"follow us(?: on social media| on)?(?= ?:? ?$)",
        r"\(?opens in (?:a )?new (?:window|tab)\)?",
        r"click to (?:print|e-?mail(?: a link to a friend)?)",
        rf"(?:share|tweet|retweet|pin|pin it|like|print|e-?mail|whatsapp|copy link|copy url|link copied|bookmark|save)(?= ?[:|•,]| ?$| (?:share|tweet|pin|pin it|print|save|like|{_NETWORK})\b)",
        r"(?:tweet|print|e-?mail|save|bookmark|rate|report|embed|forward) this(?: (?:article|story|post|page|ad))?|save (?:article|story|for later)|add to (?:favou?rites|bookmarks|reading list)",
        r"like this(?= ?:| ?$)|like loading",
        rf"{_NETWORK}(?:[ |•,]{{1,5}}{_NETWORK}){{1,20}}",
        r"(?:[0-9]{1,6} )?shares?(?= ?[|•]| ?$)",
    ),
    "newsletter": (
        r"click here to (?:subscribe|sign up|register|join)",
        r"enter your e-?mail(?: address)?(?: (?:here|below))?(?: to subscribe)?",
        r"(?:your )?e-?mail address(?= ?$)",
        r"newsletters?(?= ?$)|(?:subscribe|sign up|register)(?: now| today| here| for free)?(?= ?[|•!.:]| ?$)",
        r"(?:already|not) a (?:subscriber|member)\??(?: (?:log|sign) in)?",
        r"(?:log|sign) in(?= ?[|•]| ?$)|log ?out|create (?:an|a free) account",
        r"(?:thank you for|thanks for) (?:subscribing|signing up)",
        r"you (?:have been|are now|are) (?:successfully )?subscribed",
        r"unsubscribe(?: at any time| anytime)?",
    ),
    "link": (
        r"(?:source|original|article|news) link",
        r"(?:view|read|see) (?:the )?(?:original|full|complete|entire)(?: \w+)?(?: (?:here|online))?(?= ?[.:|»>→]| ?$)",
        r"(?:read|see|view|show|load|find out|learn|discover) more(?: (?:here|stories|news|articles|posts|about this))?(?= ?[.:…|»>→]| ?$)",
        r"(?:also|must) read(?= ?[:|]| ?$)|read (?:also|next|this)(?= ?[:|]| ?$)|see also(?= ?[:|]| ?$)",
        rf"(?:related|recommended|similar|more|latest|recent|popular|trending|other|top|featured|most (?:read|popular|viewed|shared))(?: (?:{_PIECE}|topics|posts|links|reading|headlines|coverage|content))(?: for you)?(?= ?[:|]| ?$)",
        r"(?:you (?:may|might) (?:also )?(?:like|be interested in)|recommended for you|more from \w+|more on this(?: story| topic)?|trending(?: now)?|most (?:read|popular|viewed)|up next|don'?t miss|editors?['’]s?'? (?:picks?|choice)|what to read next|around the web|from the web)(?= ?[:|]| ?$)",
        r"check also(?= ?:? ?$)|full (?:story|article|text)(?= ?[:|»>→]| ?$)|(?:next|previous|prev)(?= ?[»>→]{0,2} ?$)|page [0-9]{1,3} of [0-9]{1,3}",
        r"(?:next|previous|prev|older|newer) (?:article|story|post|page)s?(?= ?[:|»>→]| ?$)",
        r"continue reading(?: (?:below|the main story))?(?= ?[.:…|»>→]| ?$)|click here(?: (?:for|to read) more)?(?= ?[.:…|»>→]| ?$)|keep reading(?= ?[.:…|»>→]| ?$)",
    ),
    "furniture": (
        r"(?:back|return|scroll|go)(?: back)? to (?:the )?(?:top(?: button)?|blog|news|home ?page|all news)(?= ?$)|scroll (?:up|down)",
        r"copyright(?= ?$)|ad(?= ?$)|scroll to continue(?: reading)?|(?:text|font) size",
        r"report (?:an error|a typo|a correction|this ad)|send us (?:your )?(?:feedback|tips|comments)|was this (?:article|page|story) (?:helpful|useful)",
        r"(?:republished|reprinted|reproduced) (?:here )?with permission",
        r"(?:story |article )?(?:continues|continued) (?:below|after)(?: (?:the |this )?(?:advertisement|ad|advert))?",
        r"advertisements?(?: ?[-–—] ?(?:scroll to continue|continue reading below|story continues below))?",
        r"(?:advertising|sponsored(?: content)?|promoted(?: content)?|paid content|ad feedback|remove ads|skip ad)(?= ?[|•:]| ?$)",
        r"(?:contact|about|advertise with|work (?:with|for)|write for|send|support|email) us(?= ?[|•.]| ?$)|do not sell(?: or share)? my (?:personal )?info(?:rmation)?",
        r"accessibility(?: statement| help)|rss feeds?|(?:html )?site ?map|help cent(?:er|re)|media kit|editorial (?:policy|guidelines|standards)|corrections policy",
        r"posted (?:in|under) \w[\w&'’-]{1,20}(?:(?:, | & | and | )\w[\w&'’-]{1,20}){0,3}(?= ?$)",
        r"search for(?= ?:? ?$)|search (?:this site|the site|articles)",
        r"skip to (?:main |the |page )?(?:content|navigation|footer|search)",
        r"(?:toggle|open|close|main|site) (?:navigation|menu|search|sidebar)",
        r"(?:accept|reject|allow|manage|decline)(?: all)?(?: our)? (?:cookies|preferences|settings)|cookie (?:policy|settings|preferences|notice)",
        r"privacy (?:policy|notice|statement)|terms (?:of (?:use|service)|and conditions|& conditions)(?= ?[.|•,]| ?$| privacy| and privacy)",
        r"all rights reserved",
        r"this material may not be published,? broadcast,? rewritten,? or redistributed(?: without permission)?",
        r"(?:[0-9]{1,3}|one|two|three|four|five) min(?:ute)?s? (?:read|to read)(?= ?[|•.]| ?$)|(?:reading|read) time:? (?:[0-9]{1,3} )?min(?:ute)?s?(?: [0-9]{1,3} min(?:ute)?s?)?",
        r"(?:please )?(?:wait|loading)(?: ?…| ?\.{2,3})?(?= ?$)|loading\b.{0,20}\bplayer",
        r"(?:video|audio|media) (?:player )?(?:is )?(?:unavailable|not available|playback error)",
        r"(?:your browser does not support|please enable|enable) (?:the )?(?:javascript|video|audio|html5 video|cookies)(?: \w+)?(?: to \w+ \w+ \w+)?",
        r"(?:listen to|play|watch|pause|mute|unmute)(?: (?:this|the))?(?: (?:article|video|audio|story))(?= ?[|•.:]| ?$)",
    ),
}

# The whole line, given that it lies before the first paragraph of prose: section labels over a headline.
KICKER = re.compile(
    r"(?:breaking|latest|top|world|international|national|local|regional|general|global|foreign|home|daily|more) (?:news|stories|headlines)"
    r"|breaking|just in|live|live updates?|news|news ?(?:flash|desk|wire)|latest|headlines|exclusive|developing(?: story)?|update|updated|trending"
    r"|powered by .{2,40}|contact|about|login|log ?in|register|subscribe|newsletters?|careers|advertise|terms|privacy|accessibility|help|faqs?|posts?|blog|archives?|videos?"
    r"|about the (?:author|writer)s?|filed under|staff (?:reporter|writer|correspondent)|(?:web|news) desk|our (?:bureau|correspondent)|guest|disclaimer|share"
    r"|sports?|lifestyle|entertainment|technology|tech|science|health|culture|economy|markets|features|editorial|sections?|more|tags?|topics?|subscribe now|sitemap"
    r"|home|menu|search|world|international|politics|business|opinion|analysis|middle east|asia|africa|europe|americas",
    re.IGNORECASE,
)
# "Home > World > Asia", "News » Politics".
BREADCRUMB = re.compile(r"(?:home|news|world|you are here:?) ?[>»›/|→].{0,100}", re.IGNORECASE)

# The beginning of a line whose rest is a headline, a name or a list.
OPENINGS: dict[RemovedReason, str] = {
    "link": (
        r"(?:(?:also |must )?read(?: more| also| next| full story)?|see (?:also|more)|related(?: (?:article|articles|story|stories|news|coverage))?"
        r"|recommended|more on this|watch(?: (?:also|live|now))?|listen(?: now)?|don'?t miss|in case you missed it"
        r"|read on|keep reading|up next|trending)(?: ?[:|»>→]|\s[-–—])"
    ),
    "furniture": (
        r"(?:got|have|do you have) a (?:news )?(?:tip|story)\b ?(?:\?|to share)|our standards ?:"
        r"|(?:tags?|tagged(?: with| in| as)?|topics?|keywords?|categor(?:y|ies)|filed under|posted (?:in|under)|more about|in this (?:article|story)|labels?|hashtags?) ?:"
    ),
    "caption": (
        r"(?:image|media|video|photo) (?:caption|source) ?[,:]|(?:file (?:photo|picture|image)s?|photo(?:graph)?(?: by| credit| courtesy(?: of)?|s)?|image(?: credit| source|s)?(?: by)?|picture(?: credit|s)?"
        r"|pic|credit|credits|graphics?|infographic|map|chart|photograph(?:er)?|illustration(?: by)?|caption|video grab|screengrab|handout) ?(?:[:©/|]|\s[-–—]\s)"
    ),
    "credit": (
        r"(?:additional |further |original )?(?:reporting|report|writing|written|editing|edited|compiled|translation|translated|production|produced) by\b"
        r"|with (?:additional )?(?:reporting|inputs?|contributions?|files|material) (?:by|from)\b|sources? ?:|via ?:|\(?with agencies\)?|agencies$|(?:from )?our correspondents?$"
        r"|(?:originally|first) published (?:at|by|in|on)\b|(?:story|more) by\b|with [a-z]{2,12} inputs?\b"
        r"|(?:except for the headline, )?this (?:article|story|report|piece) (?:has not been|was|has been|is) (?:first |originally |also )?(?:published|posted|produced|written|republished|edited|syndicated|auto-generated)\b"
    ),
    "newsletter": (
        r"(?:sign up|signup|subscribe|register|join|click here to (?:subscribe|join|sign up)|get|receive|download|enter|follow|like|support|stay (?:up to date|informed|tuned|connected)|never miss|want (?:more|to)|become|donate|install|try|catch)\b"
    ),
}
# What a line with a newsletter opening must also say.
NEWSLETTER_TOPIC = re.compile(
    r"\b(?:newsletters?|inbox|e-?mail alerts?|(?:news|breaking|push|daily|free) alerts?|subscribers?|subscription|our (?:app|mobile app|channel|podcast"
    r"|page|group|community|briefing|whatsapp|telegram|youtube|facebook|twitter|instagram|journalism|free)|(?:us|me) on (?:facebook|twitter|x|instagram|telegram|youtube"
    r"|whatsapp|google news|linkedin)|google news|free (?:unlimited )?access|(?:follow|download) (?:the )?@?\w+(?: \w+)? (?:on (?:facebook|twitter|x|instagram|telegram|youtube)|app)|(?:telegram|whatsapp|youtube) channel|to your e-?mail|(?:app store|google play)|premium (?:access|content))\b|(?:us|me|contact) ?:? ?@\w",
    re.IGNORECASE,
)
# The same, asked for at the end of a line that begins otherwise: "For daily news, sign up for our newsletter".
SIGN_UP = re.compile(r"[,:;.!?–—-] (?:sign up|subscribe)\b.{0,80}\bnewsletters?\b.{0,20}", re.IGNORECASE)
# What a credit may say besides names, in small letters; other words make it a sentence of the report.
_SMALL_WORDS = (
    "and in at by for with from the of on to via editing writing reporting additional further edited written correspondents"
    " correspondent staff bureau newsroom agencies agency reporter reporters writer writers editor editors desk worldwide al de el"
    " bin van von der la inputs input files material translated translation compiled production produced"
)
CREDIT_WORDS = frozenset(_SMALL_WORDS.split())
NETWORKS = re.compile(rf"{_NETWORK}(?:[ |•,]{{1,5}}{_NETWORK}){{0,12}}", re.IGNORECASE)
COOKIES = re.compile(
    r"(?:we(?: and our partners)?|this (?:web)?site|our (?:web)?site|the (?:web)?site) uses? cookies\b|by (?:continuing|clicking|using|browsing)\b.{0,80}\b(?:you (?:agree|accept|consent)|cookies)\b",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"[Dd](?:isclaimer|ISCLAIMER) ?:|The post [A-Z“‘\"'].{2,150} (?:appeared first|first appeared) on [A-Z]"
)
# A bare "Copyright" is followed by a name and nothing else.
COPYRIGHT = re.compile(
    r"©|(?:copyright|\(c\)) ?(?:©|\(c\)|by\b|[0-9]{4})|copyright (?:\w[\w&.'’-]{0,20} ?){1,6}$", re.IGNORECASE
)
RIGHTS = re.compile(
    r"\brights reserved\b|\bmay not be (?:published|reproduced|copied)\b|\bpermission\b", re.IGNORECASE
)
SPAM = re.compile(
    r"\b(?:buy (?:now|online|cheap)|order now|shop now|add to cart|free shipping|promo code|coupon codes?|discount code|[0-9]{1,2} ?% off|best (?:price|deals?)|casino|betting tips"
    r"|online slots|viagra|cialis|payday loans?|replica watch(?:es)?|essay writing service|forex signals?|t-?shirts? for sale|weight loss pills?|crypto giveaway)\b",
    re.IGNORECASE,
)
SHOP_URL = re.compile(
    r"/(?:shop|store|product|products|product-category|cart|checkout|deals?|coupons?|buy)(?:[/?#.-]|$)|casino|poker|viagra|cialis|[?&](?:aff|ref|affiliate)=",
    re.IGNORECASE,
)
