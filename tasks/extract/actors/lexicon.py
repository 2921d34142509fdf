"""Word lists of the actors package: our own selection of ordinary English words, all lower case."""

from tasks.extract.actors.given_names import read_given_names


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


HONORIFICS = _words(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord mx mx. messrs messrs. prof prof. rev rev. madam mme monsieur"
)

ROYAL_TITLES = _words(
    "king queen prince princess emperor pope duke duchess earl baroness countess sheikh emir sultan"
)  # parts of the name: "Pope Francis" is no "Francis"

# Written before a name as its title; cut from the mention and, unless it is an honorific, kept as a role.
TITLES = _words(
    """president chancellor premier minister senator sen sen. congressman congresswoman rep rep. representative governor gov
    gov. mayor judge justice secretary general gen gen. colonel col col. lieutenant lt lt. major maj. captain capt capt.
    sergeant sgt sgt. corporal private admiral commander marshal officer constable detective inspector superintendent sheriff
    professor reverend archbishop bishop cardinal rabbi imam ambassador commissioner councillor cllr chairman chairwoman chief
    ceo coach attorney vice-president spokesman spokeswoman spokesperson speaker prosecutor det det. supt supt. insp insp. pc baron
    viscount viscountess"""
)

ROLE_HEADS = (
    TITLES
    | ROYAL_TITLES
    | _words(
        """head leader director cfo coo cto boss founder co-founder chair chairperson mp mep msp lawmaker legislator deputy envoy
    lawyer solicitor barrister striker midfielder defender goalkeeper captain player
    actor actress singer musician rapper author writer novelist poet scientist researcher economist analyst strategist historian
    editor reporter correspondent journalist columnist broadcaster presenter adviser advisor aide official treasurer counsel
    executive partner owner vice-chair whip coroner teacher engineer physician surgeon epidemiologist activist campaigner negotiator
    mediator candidate nominee hopeful contender challenger co-chair co-chairman co-director co-author manager principal dean
    rector curator ombudsman politician president-elect chancellor-elect governor-elect mayor-elect secretary-general
    vice-chancellor vice-chairman resident dictator statesman diplomat expert veteran billionaire entrepreneur investor trader
    undersecretary treasurer conductor composer designer architect photographer filmmaker producer comedian chef pilot astronaut
    psychologist sociologist physicist biologist chemist mathematician climatologist meteorologist geologist
    driver skipper lifeguard nurse midwife teacher headteacher farmer firefighter paramedic postman plumber builder librarian vicar
    student pensioner campaigner volunteer winger forward goalscorer batsman bowler referee umpire jockey boxer swimmer sprinter
    doctor gp pharmacist dentist vet developer programmer blogger youtuber influencer shopkeeper landlord landlady baker"""
    )
)

ROLE_MODIFIERS = _words(
    """prime foreign vice deputy former ex acting interim caretaker outgoing incoming then chief executive managing general senior
    junior defence defense finance interior home health education justice trade energy transport environment agriculture culture
    labour labor economy economic economics treasury state federal national regional local provincial opposition party government
    presidential vice-presidential mayoral gubernatorial parliamentary congressional press security police army navy military naval
    campaign first second lord attorney district supreme court assistant associate under permanent union operating financial
    technology marketing communications policy research sales creative editorial political legal special peace climate human rights
    world team club football basketball cricket rugby tennis film news science business technical medical nobel pop movie
    co group company board bank central mission task force late veteran longtime long-time top lead honorary founding ruling supreme
    crown elect designate housing planning digital immigration infrastructure industry development welfare affairs relations"""
)

FORMER_WORDS = _words(
    "former ex ex-president ex-premier ex-minister ex-leader late then onetime one-time ousted deposed"
)
ACTING_WORDS = _words("acting interim caretaker")
ELECT_WORDS = _words("elect designate incoming president-elect chancellor-elect governor-elect mayor-elect")
CANDIDATE_WORDS = _words("candidate nominee hopeful contender challenger")
STATUS_WORDS = FORMER_WORDS | ACTING_WORDS | _words("incoming outgoing")

SPEECH_VERBS = _words(
    """said says told tells added adds warned warns tweeted announced claimed claims argued argues insisted insists wrote writes
    explained explains noted notes replied admitted stated states confirmed declared acknowledged denied urged recalled joked
    suggested predicted promised vowed complained commented responded testified"""
)

LEGAL_FORMS = _words(
    """inc inc. corp corp. corporation co co. company ltd ltd. limited llc llp plc plc. ag gmbh sa s.a. nv n.v. bv b.v. spa s.p.a.
    ab oyj asa se kg pty lp incorporated holdings"""
)

LEADING_FORMS = _words("nv n.v. bv b.v. ab pt")  # written before the name too: "NV Acme"

# The remainder of a fuller organisation name that may be left off: "Acme" for "Acme Group".
GENERIC_TAILS = LEGAL_FORMS | _words(
    """group holding international services industries airlines airways motors bank systems technologies partners enterprises
    & and financial resources computer computers city party union newspaper magazine railways electric steel energy"""
)

ORGANISATION_HEADS = _words(
    """inc inc. corp corp. corporation ltd ltd. llc llp plc gmbh university college institute ministry department party council
    committee agency airlines airways bank association federation commission authority foundation union society hospital school
    organisation organization administration bureau court parliament congress senate assembly academy trust league ministry
    partners holdings group company co co. news times herald tribune gazette post club fc orchestra museum observatory laboratory
    coalition alliance network centre center office service services police brigade front movement board line lines ferries
    railways motors industries textiles laboratories pharmaceuticals technologies systems records chronicle argus echo fm tv radio
    dispatch observer courier telegraph examiner inquirer ledger journal united rovers wanderers albion athletic"""
)

# Open an organisation's name: "Ministry of Health", "Department for Transport".
ORGANISATION_OPENERS = _words(
    "ministry department university bank institute office bureau house council court society board college center centre"
)

# With a demonym before it, a body that acts for its country: "the Danish government".
STATE_BODIES = _words("government parliament army military navy police embassy authorities administration legislature")

# Singular nouns for bodies of any kind, which stand beside a name or for one: "the operator Acme", "the Acme group", "the company".
BODIES = _words(
    """company firm group bank airline retailer supermarket carmaker automaker manufacturer insurer publisher developer operator startup
    start-up club side charity union university college organisation organization agency newspaper paper broadcaster network regulator
    watchdog supplier lender brewer chain giant band troupe party federation movement association foundation trust institute"""
)

PARTICLES = _words("of de van der den von da dos das del della di du la le el al bin ibn ben abu ter ten zu y e")
GENERATIONS = _words("jr jr. sr sr. ii iii iv")
ARTICLES_AND_POSSESSIVES = _words("the a an this that these those our its his her their my your some all no")

# Capitalised words that the model takes for actors now and then and that are none.
NOT_ACTORS = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec spring summer
    autumn winter christmas easter ramadan thanksgiving halloween internet web wifi covid covid-19 coronavirus god bible quran i he
    she it we they you his her its their our my me him us them who this that these those there here what when where why how yes no
    not but and or if so as at by for from in into of on to with while after before since until although because however meanwhile
    also the a an mr mrs ms dr sir english french-speaking am pm gmt est edt bst utc ceo cfo coo cto vip faq pdf photo photos video
    image images read share sign subscribe advertisement newsletter copyright source sources editor reporter update updated
    breaking live comment comments click post posts tweet tweets email e-mail http https www usd eur gbp gdp dna hiv aids ai it
    chapter section article figure table page part act bill treaty constitution state states county counties city north south east
    west northern southern eastern western central royal federal national international global mid-east executive subsidiary board
    question answer q.&a q&a q a re ps nb ok okay hello hi thanks please sorry well oh dear day night today yesterday tomorrow
    one two three four five six seven eight nine ten first second third last next new old other another many most more few both each
    every even just only still then now thus hence yet too very much cup world game games season league final ban deal
    m.d. ph.d. d.d.s. dds phd j.d. m.b.a. mba obe mbe cbe kc qc esq esq."""
)

ANY_GIVEN_NAMES = frozenset(each.given_name for each in read_given_names())
GIVEN_NAMES = frozenset(each.given_name for each in read_given_names() if not each.is_plain_word)
