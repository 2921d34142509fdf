"""The words by which places, institutions and happenings are told."""


def word_set(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())


NO_PLACES = word_set(
    """eu e.u. un u.n. nato earth mars moon sun venus jupiter internet web equator north south east west northeast northwest
    southeast southwest midtown downtown uptown street white supreme justice superior federal central naval law university metro congress
    valley church district january february march april may june july august september october november december"""
)
# Before a person's name they are rare.
LOCATING = word_set("in near outside across throughout from toward towards")
# After a place they make the name of what belongs to it: "Dublin City Council".
INSTITUTIONS = word_set(
    """police council county city town township village parish borough fire school schools elementary middle high university
    college community hospital medical court courts courthouse airport department sheriff public district board commission chamber
    legislature senate house congress parliament assembly governor supreme superior circuit municipal state government
    administration ministry embassy army navy air military national regional central health water transit transportation library
    museum park zoo stadium arena mayor attorney division office agency bureau
    hall association authority service services patrol census center centre club society airport station jail prison cemetery fairgrounds
    commissioner commissioners councillors trustees guard"""
)
# Before "of" and a place they do so too: "University of Lagos", but not "Bank of England".
INSTITUTIONS_OF = word_set("university college city town county port diocese archdiocese bishop archbishop mayor state")
# Right after a place they are of it: "an Alton woman".
INHABITANTS = word_set(
    """man men woman women boy girl teen teenager couple family families resident residents native voters taxpayers police firefighters officials
    mayor councillor council councilman alderman motorist native area neighborhoods neighborhood schools"""
)
PLACE_PREPOSITIONS = word_set("in at near outside inside around across throughout over off within")
# Verbs that tell a state or a saying, not a happening.
STATES = word_set(
    """is are was were be been being am 's 're has have had having live lives lived living remain remains remained remaining based
    born said says say told tells added believe believes believed know knows known"""
)
EVENT_NOUNS = word_set(
    """meeting meetings summit talks negotiations conference ceremony visit trial hearing election elections vote referendum rally
    protest protests demonstration demonstrations march strike strikes riot riots unrest clash clashes fighting war battle attack
    attacks bombing bombings blast explosion shooting shootings stabbing killing killings murder massacre raid raids crash collision
    accident derailment fire fires blaze flood floods flooding earthquake quake storm hurricane outbreak epidemic match game race
    tournament championship final concert festival arrest arrests coup invasion siege ceasefire"""
)
# Several of these make a report of sport, where a town's name that was read as an organisation's is a club's.
SPORT = word_set(
    """goal goals striker midfielder defender goalkeeper coach league cup premiership match fixture season half-time referee penalty injury
    try squad quarterback touchdown inning innings wicket rebounds playoff playoffs quarter-final semi-final tournament championship
    champions title teammates scored scoring squad win defeat draw club side team fans"""
)
LEAST_SPORT = 6
