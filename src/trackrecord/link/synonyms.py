"""Words that news uses for one another: one row a meaning, the first word standing for the row.

A plain thesaurus of political and conflict reporting, kept short: a row holds only words that a second report
would put for the first in telling the same act. It serves comparing across reports, never reading or showing.
"""

from __future__ import annotations

from functools import lru_cache

from trackrecord.link.terms import stem

_ROWS = """
withdraw pullout pull leave quit exit depart departure evacuate evacuation drawdown retreat
free release liberate
stop halt end cease suspend suspension freeze
ceasefire truce armistice
soldier troop serviceman servicemen military
help aid assist assistance support relief
talk negotiate negotiation dialogue discussion consultation
election vote poll ballot referendum
resign resignation step
attack strike raid bomb bombing bombard assault shell shelling airstrike
money fund funding finance cash financing
law bill legislation act
ban prohibit bar forbid outlaw block
investigate investigation probe inquiry enquiry
allow let permit
cut reduce reduction decrease lower slash shrink
raise increase boost hike expand enlarge
weapon arms armament
border frontier crossing
prison jail detention
prisoner detainee captive inmate hostage
kill slay murder massacre die casualty fatality
wound injure hurt injury
arrest detain capture seize
country nation homeland
build construct rebuild reconstruction reconstruct construction
pay compensate compensation repay repayment
deal accord pact treaty
protest demonstrate demonstration rally march
child kid girl boy
school education class classroom
job employment work
sanction embargo
return repatriate repatriation handback
publish disclose reveal disclosure
open reopen
close shut closure
meet summit visit
disarm disarmament decommission
destroy dismantle scrap
nuclear atomic uranium enrichment
inspect inspection inspector monitor observer
send deploy deployment dispatch
extradite extradition surrender
share distribute redistribute divide
name appoint appointment nominate nomination
candidate run stand contest
corruption graft bribery
tax levy
minority ethnic
refugee displaced migrant evacuee
aircraft plane jet
reform overhaul restructure
respect honour honor uphold observe abide
protect protection defend defence defense safeguard secure security
harbour harbor shelter host haven
militant fighter insurgent rebel guerrilla extremist terrorist jihadist
recognise recognition legitimacy legitimise
apologise apology
constitution constitutional charter
police policeman policemen officer
soil territory land ground
""".strip().splitlines()

_MEANING = {stem(word): stem(row.split()[0]) for row in _ROWS for word in row.split()}


@lru_cache(maxsize=65536)
def meaning(term: str) -> str:
    """Return the term that stands for all of a row's words; a term in no row stands for itself."""
    return _MEANING.get(term, term)
