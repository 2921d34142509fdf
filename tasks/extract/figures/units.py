"""The words of units: currencies (ISO 4217), measures, what befell people, and who counts as people."""

SYMBOLS = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₦": "NGN",
    "₴": "UAH",
    "₪": "ILS",
}
CODES = frozenset(
    {"USD", "EUR", "GBP", "JPY", "CHF", "CNY", "INR", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "BRL", "ZAR"}
)
CURRENCY_WORDS = {
    "us dollar": "USD",
    "american dollar": "USD",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "new zealand dollar": "NZD",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "pounds sterling": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "swiss franc": "CHF",
    "indian rupee": "INR",
    "rouble": "RUB",
    "ruble": "RUB",
    "rand": "ZAR",
    "zloty": "PLN",
    "naira": "NGN",
    "hryvnia": "UAH",
    "shekel": "ILS",
}
MEASURES = {
    "%": "per cent",
    "per cent": "per cent",
    "percent": "per cent",
    "percentage point": "percentage point",
    "percentage points": "percentage point",
    "km": "kilometre",
    "kilometre": "kilometre",
    "kilometres": "kilometre",
    "kilometer": "kilometre",
    "kilometers": "kilometre",
    "mile": "mile",
    "miles": "mile",
    "metre": "metre",
    "metres": "metre",
    "meter": "metre",
    "meters": "metre",
    "feet": "foot",
    "hectare": "hectare",
    "hectares": "hectare",
    "acre": "acre",
    "acres": "acre",
    "tonne": "tonne",
    "tonnes": "tonne",
    "tons": "ton",
    "kg": "kilogram",
    "kilograms": "kilogram",
    "mph": "mile per hour",
    "km/h": "kilometre per hour",
}
FATE_WORDS = {
    "dead": "killed kill kills killing dead died die dies deaths death fatalities fatality bodies slain murdered executed",
    "injured": "injured injure injures injuring wounded wound wounding hurt injuries injury hospitalised hospitalized",
    "arrested": "arrested arrest arresting arrests detained detain detaining jailed",
    "missing": "missing",
    "displaced": "displaced displacing displace homeless evacuated evacuate evacuating uprooted fled flee fleeing",
}
FATES = {word: unit for unit, words in FATE_WORDS.items() for word in words.split()}
PEOPLE_WORDS = """
    people person persons men man women woman children child civilians civilian soldiers soldier troops police policemen
    officers officer protesters protester demonstrators students student workers worker migrants migrant refugees refugee
    passengers passenger residents resident villagers patients patient victims victim survivors survivor hostages hostage
    prisoners prisoner detainees fighters fighter militants militant gunmen voters voter employees employee staff members
    member teachers teacher doctors nurses families others lawmakers deputies journalists journalist citizens inmates
    suspects suspect activists activist boys girls pupils rebels servicemen firefighters homes
"""
PEOPLE = frozenset(PEOPLE_WORDS.split()) - {"homes", "families"}
TIME_WORDS = """
    second seconds minute minutes hour hours day days night nights week weeks weekend month months quarter quarters year
    years decade decades century centuries time times am pm january february march april may june july august september
    october november december
"""
TIMES = frozenset(TIME_WORDS.split())
QUALIFIER_WORDS = (
    "at least|at most|no more than|no fewer than|not less than|more than|less than|fewer than|as many as|as much as|as few as|"
    "up to|close to|an estimated|estimated|approximately|approx|around|about|roughly|nearly|almost|some|over|under|only|just"
)
