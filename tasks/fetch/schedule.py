"""When a feed is worth asking again: what its headers and its own elements say."""

import re
from datetime import timedelta
from typing import Final

from tasks.fetch.answers import Answer

LONGEST: Final = timedelta(days=7)  # whatever a feed says of itself: a night's loss is worse than a request
QUIET_AFTER: Final = timedelta(days=60)  # without anything new; then once in three days
QUIET_INTERVAL: Final = timedelta(days=3)
HEAD_BYTES: Final = 20_000  # of a feed, in which its own elements stand before its entries

MAX_AGE: Final = re.compile(r"\bmax-age\s?=\s?\"?(\d{1,9})", re.IGNORECASE)
TTL: Final = re.compile(rb"<ttl>\s{0,9}(\d{1,6})\s{0,9}</ttl>", re.IGNORECASE)
PERIOD: Final = re.compile(rb"<sy:updatePeriod>\s{0,99}(hourly|daily|weekly|monthly|yearly)\s{0,99}<", re.IGNORECASE)
FREQUENCY: Final = re.compile(rb"<sy:updateFrequency>\s{0,99}(\d{1,4})\s{0,99}<", re.IGNORECASE)
HOURS: Final = {b"hourly": 1, b"daily": 24, b"weekly": 168, b"monthly": 730, b"yearly": 8760}


def declared_interval(answer: Answer) -> timedelta:
    """How long a feed asks to be left alone: the longest of max-age, RSS's ttl (minutes) and the syndication module's period.

    At most seven days; zero when it says nothing. The module's ``updateBase`` only says at which hour, and a night has its own. https://www.rssboard.org/rss-specification#ltttlgtSubelementOfLtchannelgt,
    https://web.resource.org/rss/1.0/modules/syndication/
    """
    age = MAX_AGE.search(answer.header("cache-control") or "")
    head = answer.body[:HEAD_BYTES]
    ttl, period, frequency = TTL.search(head), PERIOD.search(head), FREQUENCY.search(head)
    hours = HOURS[period[1].lower()] / max(int(frequency[1]) if frequency else 1, 1) if period else 0
    said = (
        timedelta(seconds=int(age[1]) if age else 0),
        timedelta(minutes=int(ttl[1]) if ttl else 0),
        timedelta(hours=hours),
    )
    return min(max(said), LONGEST)
