"""Nouns for people and bodies by what they are or do: titles, ranks, offices, armed people, bodies, gender.

General English of the news. A title before a name goes into ``HONORIFICS`` (no office of itself) or ``RANKS``, a
noun for people into ``PERSON``, for those who bear arms into ``ARMED``, for what acts as one into ``BODY``.
"""

from __future__ import annotations

# Titles that are not part of a person's name.
HONORIFICS = frozenset(
    """mr mrs ms miss mx messrs dr prof professor sir dame lord lady baron baroness rev reverend hon honourable
    honorable mullah sheikh shaikh sheik imam ayatollah haji hajji maulvi mawlawi moulvi rabbi father sister brother
    saint st madam mister monsieur señor herr frau don""".split()
)

# Offices and ranks that stand before a name as its title.
RANKS = frozenset(
    """president vice-president premier chancellor minister king queen prince princess emperor pope bishop archbishop
    cardinal senator sen representative rep congressman congresswoman governor gov mayor judge justice general gen
    lieutenant lt colonel col major maj captain capt commander cmdr sergeant sgt corporal cpl private admiral adm
    brigadier brig marshal inspector constable officer ambassador envoy secretary attorney chairman chairwoman chief
    director speaker spokesman spokeswoman spokesperson leader coach detective superintendent commissioner
    councillor councilman councilwoman deputy emir sultan""".split()
)

# Offices: nouns that name a post somebody holds.
OFFICE = frozenset(
    """president vice-president premier chancellor minister king queen prince princess emperor pope bishop archbishop
    cardinal senator governor mayor ambassador secretary chairman chairwoman chairperson chair chief director
    speaker commissioner commander treasurer head leader prosecutor envoy spokesman spokeswoman spokesperson
    ruler monarch sultan emir""".split()
)

# People by what befell them or by kinship: no office, though written where one would be ("refugee Ann Lee").
NO_OFFICE = frozenset(
    """man woman boy girl citizen civilian national people person father mother brother sister son daughter wife
    husband widow hostage detainee prisoner suspect defendant refugee migrant evacuee resident villager survivor
    relative victim voter witness source fan ally opponent critic supporter""".split()
)

# People who bear arms, and what they are called together.
ARMED = frozenset(
    """fighter militant rebel insurgent guerrilla gunman militiaman jihadist jihadi extremist terrorist separatist
    bomber attacker mercenary paramilitary militia warlord combatant""".split()
)

# People by office, trade or part in events.
PERSON = (
    OFFICE
    | frozenset(
        """official officer adviser advisor aide diplomat negotiator mediator delegate representative lawmaker legislator
    politician congressman congresswoman deputy councillor candidate analyst expert researcher scholar professor
    lecturer academic historian economist scientist teacher student doctor nurse lawyer attorney solicitor barrister
    judge justice inspector detective policeman policewoman soldier general colonel major captain lieutenant sergeant
    admiral brigadier marine veteran pilot journalist reporter correspondent editor columnist writer author blogger
    broadcaster photographer activist campaigner dissident protester demonstrator organiser organizer worker employee
    manager executive boss founder co-founder owner banker trader businessman businesswoman investor entrepreneur
    farmer driver engineer priest cleric imam monk rabbi resident villager witness survivor victim relative neighbour
    neighbor refugee migrant prisoner detainee hostage suspect defendant citizen voter supporter member source
    insider observer critic opponent rival ally counterpart successor predecessor man woman boy girl husband wife
    father mother son daughter brother sister widow coach player singer actor actress director-general
    secretary-general watchdog rapporteur coordinator co-ordinator administrator clerk interpreter translator
    strategist consultant contractor ombudsman monitor investigator whistleblower person people civilian national
    elder guard bodyguard agent spy operative engineer medic physician student pollster presenter host exile
    defector evacuee hostage staffer consul attache attaché dictator tyrant strongman statesman guest patient
    pensioner parent child worshipper fan artist specialist organiser principal dean rector fellow
    novelist poet playwright painter sculptor musician pianist violinist cellist guitarist composer conductor
    dancer comedian filmmaker designer architect surgeon dentist pharmacist paramedic midwife psychologist
    astronomer physicist chemist biologist geologist mathematician philosopher
    footballer goalkeeper striker midfielder defender captain referee boxer wrestler swimmer runner sprinter
    cyclist rower jockey golfer skier gymnast athlete cricketer bowler batsman champion
    baker butcher fisherman shepherd miner carpenter mechanic electrician welder chef cook waiter waitress
    shopkeeper merchant accountant auditor broker librarian firefighter fireman postman cleaner
    astronaut navigator""".split()
    )
    | (ARMED - {"militia"})
)

# Bodies: nouns for organisations and authorities.
BODY = frozenset(
    """government administration regime authority ministry department agency office commission committee council
    parliament congress senate assembly cabinet court tribunal army navy military force police party coalition
    alliance union bloc group movement organisation organization company firm bank corporation institute institution
    university foundation charity association federation league society militia faction embassy mission delegation
    team board bureau directorate watchdog network body panel junta leadership command troop corps brigade battalion
    bloc side insurgency presidency legislature secretariat consortium think-tank""".split()
)

FEMALE = frozenset(
    """mrs ms miss dame lady baroness madam queen princess woman girl wife mother daughter sister widow actress
    spokeswoman chairwoman congresswoman businesswoman policewoman councilwoman""".split()
)
MALE = frozenset(
    """mr sir lord baron king prince man boy husband father son brother spokesman chairman congressman businessman
    policeman councilman sheikh emir sultan pope mullah imam""".split()
)

# Words that end the names of bodies, by which a name that was taken for a person's, or passed over, is known.
BODY_ENDINGS = frozenset(
    """agency alliance army association authority bank battalion brigade brigades bureau centre center club college
    command commission committee company congress corporation council court daily department division fellowship
    federation force forces foundation front fund gazette group guard herald hospital institute journal league
    magazine mission movement news network office organisation organization parliament party post press radio
    senate service society telegraph television times tribunal tribune union university wire""".split()
)

# Words that end the names of places, by which a name taken for a person's is known better.
PLACE_ENDINGS = frozenset(
    """airport avenue bay bridge castle city coast county crossing delta desert district forest gate gorge gulf
    harbour harbor heights hill hills island islands junction lake mount mountain mountains palace park pass
    peninsula plain port province region ridge river road sea square station strait street tower valley village
    wharf""".split()
)
