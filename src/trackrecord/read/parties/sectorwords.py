"""Words that tell what part of society a party acts for, by the sector codes of PLOVER.

Codes and their meaning are the PLOVER manual's (Open Event Data Alliance; after CAMEO's agents, of which it changed
one: there ``MED`` is media, here journalists are ``JRN`` and ``MED`` is health). A noun that settles the sector by
itself goes into ``HEADS``, one that takes it from what stands beside it ("chief", "spokesman") into ``OPEN``, a word
for a body or field into ``FIELDS``; words that belong together into ``JOINED``. General English of the news; names
of bodies go into ``data/bodies.tsv``.
"""

from __future__ import annotations


def _table(**words: str) -> dict[str, str]:
    return {word: code for code, line in words.items() for word in line.split()}


# Phrases that mean another thing than their words; written with "_" in the tables below.
JOINED = frozenset(
    tuple(phrase.split())
    for phrase in """attorney general|secretary general|director general|inspector general|consul general|
    governor general|solicitor general|general secretary|surgeon general|auditor general|comptroller general|
    general manager|general director|chief justice|chief executive|chief executive officer|chief minister|
    chief of staff|chief of defence staff|chief of general staff|joint chiefs|air force|air forces|armed forces|defence forces|
    defence force|security forces|security force|armed men|armed group|armed groups|armed wing|secret service|secret police|
    security service|security services|coast guard|border guard|border guards|border police|national guard|
    presidential guard|republican guard|special forces|prime minister|vice president|human rights|
    civil society|aid worker|aid workers|aid agency|aid agencies|aid group|aid groups|relief agency|relief workers|
    think tank|trade union|trade unions|labour union|labor union|workers union|teachers union|student union|
    central bank|state bank|reserve bank|news agency|press agency|head of state|head of government|justice of the peace|
    crown prince|supreme leader|house speaker|first lady|rights group|rights groups|drug cartel|drug traffickers|
    organised crime|organized crime|asylum seeker|asylum seekers|displaced people|displaced persons|
    ruling party|governing party|opposition party|opposition parties|opposition leader|opposition leaders|peace keepers|state media|high court|
    supreme court|constitutional court|district court|town council|city council|city hall|district attorney|
    public prosecutor|military police|military intelligence|military court|military tribunal|election commission|
    electoral commission|medical team|medical staff|house of representatives|house of commons|house of lords|
    national assembly|police department|trade unionist|school board|advocacy group|
    self defence|private army|football club|stock exchange|ministry of justice|department of justice|
    islamic republic|justice ministry|justice minister|justice department|justice secretary|minister of justice|
    military junta|military government|defence minister|defence ministry|defence secretary|defence department|
    army minister|war minister|home secretary|foreign secretary|interior minister|interior ministry""".replace(
        "\n", ""
    ).split("|")
)

# Nouns for people that say by themselves for whom they act.
HEADS = _table(
    GOV="""minister premier chancellor king queen emperor monarch emir sultan ruler regent mayor viceroy prince
    princess dictator prefect governor_general prime_minister chief_minister head_of_state head_of_government
    crown_prince supreme_leader attorney_general solicitor_general junta taoiseach justice_minister justice_secretary
    minister_of_justice defence_minister defence_secretary army_minister war_minister home_secretary
    foreign_secretary interior_minister first_lady authorities burgomaster undersecretary surgeon_general
    auditor_general comptroller_general inspector_general""",
    LEG="""senator lawmaker legislator parliamentarian congressman congresswoman mp mep backbencher
    councillor councilman councilwoman alderman house_speaker""",
    JUD="judge justice magistrate prosecutor jurist chief_justice juror district_attorney public_prosecutor",
    COP="""policeman policewoman constable sheriff gendarme detective carabinieri superintendent coastguard""",
    SPY="spy spymaster",
    REB="""rebel insurgent guerrilla militant jihadist jihadi separatist terrorist extremist mutineer warlord
    militiaman fighter mujahideen secessionist islamist""",
    UAF="gunman attacker assailant armed_men",
    OPP="dissident dissenter",
    CRM="""gangster smuggler trafficker pirate kidnapper hijacker robber thief burglar looter murderer bandit
    mobster drug_traffickers""",
    JRN="""journalist reporter correspondent columnist newsman photojournalist cameraman blogger photographer""",
    BUS="""businessman businesswoman entrepreneur banker trader investor industrialist merchant shopkeeper employer
    shareholder chief_executive chief_executive_officer ceo general_manager tycoon billionaire financier
    manufacturer retailer magnate""",
    LAB="labourer laborer miner docker unionist trade_unionist trucker stevedore",
    AGR="farmer peasant herder fisherman grower herdsman rancher shepherd pastoralist",
    EDU="teacher professor student lecturer academic scholar researcher headmaster pupil schoolboy schoolgirl educator",
    MED="doctor nurse physician surgeon medic paramedic midwife pharmacist dentist",
    REL="""bishop archbishop cardinal pope priest cleric imam monk nun rabbi pastor vicar mullah ayatollah clergyman
    reverend rev patriarch preacher missionary abbot mufti clergy worshipper lama theologian""",
    REF="refugee migrant exile evacuee asylum_seeker asylum_seekers returnee displaced_people displaced_persons",
    NGO="aid_worker aid_workers relief_workers philanthropist",
)

# Nouns that take the sector from what stands beside them; the code is what they mean without.
OPEN: dict[str, str | None] = {
    **_table(
        GOV="""president vice-president vice_president governor official secretary ambassador envoy diplomat consul
        attache attaché chief_of_staff commissioner strongman""",
        MIL="""commander general colonel admiral brigadier lieutenant sergeant corporal marine airman paratrooper
        conscript reservist gen col maj lt brig adm infantryman peacekeeper sailor soldier troop trooper cadet major
        serviceman chief_of_defence_staff chief_of_general_staff cmdr corps forces""",
        LAB="worker employee striker",
        SOC="activist organiser organizer environmentalist campaigner",
        BUS="executive publisher broker contractor",
        JRN="editor broadcaster",
        OPP="opposition_leader",
        ELI="actor actress singer footballer celebrity novelist filmmaker musician player ex-president",
    ),
    **dict.fromkeys(
        """chief head leader chair chairman chairwoman chairperson director spokesman spokeswoman spokesperson
        speaker member representative deputy boss founder co-founder co-ordinator coordinator manager administrator
        secretary_general secretary-general director_general director-general general_secretary general_director
        analyst expert consultant inspector officer captain capt veteran adviser advisor aide delegate negotiator
        treasurer agent mediator supporter ally force group team delegation side figure staff staffer owner
        candidate politician guard bodyguard monitor observer investigator rapporteur counsel clerk wing elder source
        operative personnel volunteer specialist engineer auditor organisation organization body committee
        commission council board agency office service bureau institute institution association federation league
        society network foundation movement front alliance coalition bloc directorate secretariat panel leadership
        command mission faction campaign headquarters branch unit squad patrol convoy tribesman tribe""".split(),
        None,
    ),
}

# People of whom nothing else is known: a word before them tells more ("student protesters"), one behind does not.
PEOPLE = frozenset(
    """civilian resident villager citizen man woman boy girl child people person protester demonstrator protestor
    passenger victim survivor witness bystander voter lawyer solicitor barrister attorney relative mother father
    parent crowd mourner hostage prisoner detainee inmate family tourist neighbour neighbor shopper youth teenager
    townspeople inhabitant islander rioter patient marcher driver pedestrian writer author poet householder tenant
    commuter widow""".split()
)

# Bodies and fields: what an open noun is of, and what a body is by the words of its name.
FIELDS = _table(
    GOV="""government ministry cabinet treasury presidency presidential administration embassy consulate authority
    regime palace crown municipality municipal city_hall provincial federal ruling_party governing_party prefecture
    justice_ministry justice_department ministry_of_justice department_of_justice central_bank state_bank
    reserve_bank defence_ministry defence_department interior_ministry military_junta military_government
    election_commission electoral_commission customs immigration consular ministerial town_council city_council
    monarchy state foreign interior finance department diplomatic defence defense islamic_republic republic""",
    LEG="""parliament parliamentary senate congress legislature legislative assembly national_assembly bundestag
    knesset duma majlis house_of_representatives house_of_commons house_of_lords congressional""",
    JUD="""court judiciary judicial tribunal prosecution supreme_court high_court constitutional_court district_court
    military_court military_tribunal jury""",
    MIL="""army military navy naval air_force air_forces armed_forces defence_forces defence_force battalion brigade
    regiment garrison fleet infantry defence_staff joint_chiefs national_guard presidential_guard
    republican_guard special_forces security_forces security_force peacekeeping squadron platoon artillery warship""",
    COP="""police gendarmerie constabulary policing border_police military_police secret_police coast_guard
    border_guard border_guards anti-narcotics police_department""",
    SPY="""intelligence espionage counterintelligence counter-intelligence secret_service security_service
    security_services military_intelligence""",
    REB="""rebel insurgent guerrilla militant separatist jihadist terrorist insurgency extremist liberation islamist
    resistance armed_group armed_groups armed_wing mutinous revolutionary secessionist militia""",
    PRM="paramilitary self_defence vigilante private_army",
    OPP="opposition opposition_party opposition_parties anti-government dissident anti-coup",
    PTY="party democrats republicans conservatives socialists communists liberals",
    LAB="union trade_union trade_unions labour_union labor_union workers_union teachers_union workers labour labor",
    BUS="""company firm business corporation corp inc ltd plc gmbh industries airline airlines airways motors bank
    holdings insurer refinery commerce industry factory corporate enterprise oil gas mining shipping stock_exchange
    startup technologies llc""",
    EDU="university school college academy student faculty think_tank polytechnic",
    MED="hospital clinic health medical medical_team medical_staff ambulance",
    JRN="""newspaper news_agency press_agency magazine television tv radio times herald gazette tribune telegraph news
    press media state_media broadcasting journal daily""",
    REL="""church mosque synagogue temple diocese islamic religious orthodox catholic monastery archdiocese parish""",
    CRM="cartel gang mafia drug_cartel organised_crime organized_crime mob smuggling trafficking criminal",
    NGO="""charity aid relief humanitarian ngo human_rights rights rights_group rights_groups aid_agency aid_agencies
    aid_group aid_groups relief_agency amnesty watchdog advocacy_group advocacy non-governmental""",
    SOC="civil_society tribal ethnic community grassroots pro-democracy environmental",
    AGR="agricultural",
    IGO="intergovernmental",
)

# Nouns for those who speak and act for a country where they are said to be its own: "the Norland delegation".
DELEGATES = frozenset(
    """delegation delegate negotiator representative spokesman spokeswoman spokesperson mission team side leadership
    leader mediator delegations official officer aide adviser advisor head chief command agency office service""".split()
)
# Words before a noun that hint at a government and settle nothing: "foreign contractors", "state employees".
WEAK = frozenset("foreign finance state federal provincial diplomatic republic".split())
# Nouns for people who have to do with a body and do not act for it.
NO_PART = frozenset("supporter ally".split())
# A holder of an office that is past.
PAST = frozenset("former ex ousted deposed late retired onetime erstwhile".split())
# What makes an armed group one that does not oppose its government.
LOYAL = frozenset(
    "pro-government state-backed government-backed loyalist government-aligned pro-regime".split()
)
# Behind these a phrase tells towards whom, not of what: "ambassador to the United Nations".
TOWARDS = frozenset("to against on with about over versus between who which whose after during amid".split())
OF = frozenset("of for at in from inside within".split())
