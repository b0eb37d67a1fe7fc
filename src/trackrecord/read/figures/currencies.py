"""Currencies: ISO 4217 code, English name, other ways of naming it, and the signs written before an amount.

A bare name shared by several ("franc", "peso", "dollar") is given to the one that the news means by it when it adds
no country; a country's own word with the name settles it. Old currencies keep their former code. Tables only: the
next currency is one line.
"""

from __future__ import annotations

# code: full name | other names. A name may be plural by "s" without being listed twice.
_TABLE = """
USD us dollar|u.s. dollar|american dollar|united states dollar|dollar|buck
CAD canadian dollar
AUD australian dollar
NZD new zealand dollar
HKD hong kong dollar
SGD singapore dollar
TWD taiwan dollar|new taiwan dollar
JMD jamaican dollar
TTD trinidad and tobago dollar
FJD fijian dollar
ZWD zimbabwean dollar
GBP pound sterling|british pound|pound|quid
EGP egyptian pound
LBP lebanese pound
SYP syrian pound
SDG sudanese pound
SSP south sudanese pound
IEP irish pound|irish punt|punt
CYP cypriot pound
EUR euro
JPY japanese yen|yen
CNY chinese yuan|yuan|renminbi|rmb
KRW south korean won|korean won
KPW north korean won
CHF swiss franc|franc
FRF french franc
BEF belgian franc
LUF luxembourg franc
XOF cfa franc
CDF congolese franc
RWF rwandan franc
DEM deutsche mark|german mark|west german mark|d-mark|mark
FIM finnish markka|finnish mark|markka
NLG dutch guilder|guilder
ATS austrian schilling|schilling
ITL italian lira
TRY turkish lira|lira
ESP spanish peseta|peseta
PTE portuguese escudo|escudo
GRD greek drachma
SEK swedish krona|swedish kronor|krona|kronor
NOK norwegian krone|norwegian kroner
DKK danish krone|danish kroner|krone|kroner
ISK icelandic krona
PLN polish zloty|zloty|zlotys
CZK czech koruna|koruna
HUF hungarian forint|forint
RON romanian leu|lei
BGN bulgarian lev|leva
RSD serbian dinar
HRK croatian kuna|kuna
RUB russian ruble|russian rouble|ruble|rouble
BYN belarusian ruble|belarusian rouble
UAH ukrainian hryvnia|hryvnia
KZT kazakhstani tenge|tenge
UZS uzbekistani som
GEL georgian lari|lari
AMD armenian dram
AZN azerbaijani manat|manat
INR indian rupee|rupee
PKR pakistani rupee
LKR sri lankan rupee
NPR nepalese rupee|nepali rupee
BDT bangladeshi taka|taka
AFN afghan afghani|afghani
IRR iranian rial|rial
YER yemeni rial
OMR omani rial
SAR saudi riyal|riyal
QAR qatari riyal
AED uae dirham|emirati dirham|united arab emirates dirham|dirham
MAD moroccan dirham
IQD iraqi dinar|dinar
KWD kuwaiti dinar
JOD jordanian dinar
BHD bahraini dinar
LYD libyan dinar
TND tunisian dinar
DZD algerian dinar
ILS israeli shekel|israeli new shekel|shekel|sheqel
THB thai baht|baht
VND vietnamese dong|dong
IDR indonesian rupiah|rupiah
MYR malaysian ringgit|ringgit
PHP philippine peso
MMK burmese kyat|myanmar kyat|kyat
KHR cambodian riel|riel
LAK lao kip
MNT mongolian tugrik|tugrik
MXN mexican peso|peso
ARS argentine peso|argentinian peso
CLP chilean peso
COP colombian peso
CUP cuban peso
UYU uruguayan peso
DOP dominican peso
BRL brazilian real|reais
PEN peruvian sol
BOB bolivian boliviano|boliviano
VES venezuelan bolivar|bolivar|bolivares
PYG paraguayan guarani|guarani
CRC costa rican colon|costa rican colón|colones
GTQ guatemalan quetzal|quetzal
HNL honduran lempira|lempira
NIO nicaraguan cordoba
ZAR south african rand|rand
NGN nigerian naira|naira
KES kenyan shilling|shilling
UGX ugandan shilling
TZS tanzanian shilling
SOS somali shilling
ETB ethiopian birr|birr
GHS ghanaian cedi|cedi
ZMW zambian kwacha|kwacha
AOA angolan kwanza|kwanza
MZN mozambican metical|metical
ALL albanian lek|lek
AWG aruban florin
BAM bosnian convertible mark|convertible mark
BBD barbadian dollar|barbados dollar
BIF burundian franc
BMD bermudian dollar|bermuda dollar
BND brunei dollar
BSD bahamian dollar
BTN bhutanese ngultrum|ngultrum
BWP botswana pula|pula
BZD belize dollar
CVE cape verdean escudo
DJF djiboutian franc
ERN eritrean nakfa|nakfa
FKP falkland islands pound
GIP gibraltar pound
GMD gambian dalasi|dalasi
GNF guinean franc
GYD guyanese dollar
HTG haitian gourde|gourde
KGS kyrgyzstani som|kyrgyz som
KMF comorian franc
KYD cayman islands dollar
LRD liberian dollar
LSL lesotho loti|loti|maloti
MDL moldovan leu
MGA malagasy ariary|ariary
MKD macedonian denar|denar
MOP macanese pataca|pataca
MRU mauritanian ouguiya|ouguiya
MUR mauritian rupee
MVR maldivian rufiyaa|rufiyaa
MWK malawian kwacha
NAD namibian dollar
PAB panamanian balboa|balboa
PGK papua new guinean kina|kina
SBD solomon islands dollar
SCR seychellois rupee
SLE sierra leonean leone|leone
SRD surinamese dollar
SZL swazi lilangeni|lilangeni|emalangeni
TJS tajikistani somoni|somoni
TMT turkmenistan manat|turkmenistani manat
TOP tongan paʻanga|pa'anga
VUV vanuatu vatu|vatu
WST samoan tala
XAF central african cfa franc
XCD east caribbean dollar
XPF cfp franc
SKK slovak koruna
SIT slovenian tolar|tolar
EEK estonian kroon|kroon
LVL latvian lats
LTL lithuanian litas|litas
MTL maltese lira
BTC bitcoin
ETH ether|ethereum
"""
_SIGNS = """
USD $|us$|u.s. $|u.s.$|u.s $|us $|usd$|dlrs|dollar
CAD c$|c $|ca$|can$|cad$
AUD a$|au$|aud$
NZD nz$|nz $|nzd$
HKD hk$|hk $|hkd$
SGD s$|sgd$
TWD nt$|nt $
BRL r$
MXN mex$|mxn$
GBP £
EUR €
JPY ¥|円
CNY rmb|元|cn¥
DEM dm
INR ₹|rs.|rs
RUB ₽
ILS ₪
TRY ₺
KRW ₩|원
NGN ₦
UAH ₴
VND ₫
PHP ₱
THB ฿
CRC ₡
GEL ₾
LAK ₭
MNT ₮
PYG ₲
KZT ₸
GHS ₵
AZN ₼
BTC ₿
LKR ரூ
BDT ৳
KHR ៛
PLN zł
IRR ﷼
"""
_COINS = {"cent": "US cent", "us cent": "US cent", "u.s. cent": "US cent", "pence": "penny", "penny": "penny",
          "pennies": "penny", "satoshi": "satoshi", "paisa": "paisa", "paise": "paisa", "sen": "sen", "kopek": "kopek",
          "kopeck": "kopek", "centavo": "centavo", "centime": "centime", "eurocent": "euro cent", "euro cent": "euro cent",
          "fils": "fils", "piastre": "piastre", "piaster": "piastre", "kobo": "kobo", "pesewa": "pesewa",
          "grosz": "grosz", "groszy": "grosz", "stotinka": "stotinka", "stotinki": "stotinka", "agora": "agora",
          "agorot": "agora", "kuruş": "kuruş", "kurus": "kuruş", "pfennig": "pfennig", "satang": "satang",
          "canadian cent": "canadian cent", "australian cent": "australian cent"}  # fmt: skip


def _lines(table: str) -> list[tuple[str, list[str]]]:
    rows = (line.split(" ", 1) for line in table.strip().splitlines())
    return [(code, names.split("|")) for code, names in rows]


CURRENCY_NAMES: dict[str, str] = {code: names[0] for code, names in _lines(_TABLE)}
"""ISO 4217 code → full English name, in lower case."""

MONEY_WORDS: dict[str, str] = {name: code for code, names in _lines(_TABLE) for name in names} | _COINS
"""Name in the singular, in lower case → code (or the name of a small coin)."""

MONEY_SIGNS: dict[str, str] = {sign: code for code, signs in _lines(_SIGNS) for sign in signs}
"""Sign written before an amount, in lower case → code."""

# Codes that are also English words or common abbreviations count only as signs in capitals ("TRY 500").
MONEY_CODES = frozenset(CURRENCY_NAMES)
"""The ISO 4217 codes that may stand beside an amount."""
