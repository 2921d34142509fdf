"""Lines that are no part of a report, and the sentences of reports that look like them."""

import pytest

from tasks.clean.line_rules import removal_reason
from tests.cleaning import article, removed

REMOVED = [
    ("newsletter", "Sign up for our newsletter"),
    (
        "newsletter",
        "Sign up to The Maren Morning, a free newsletter picked by our desk, sent to your inbox every weekday.",
    ),
    ("newsletter", "Want to know more? Subscribe to our weekly newsletter."),
    ("newsletter", "Get the best of Port Maren in your inbox every morning."),
    ("newsletter", "Inscrivez-vous à notre newsletter du matin"),
    ("login wall", "Subscribe to read the full story"),
    ("share line", "Share this article"),
    ("share line", "Share on Facebook | Twitter | WhatsApp"),
    ("share line", "Follow the Maren Post on Twitter and Facebook"),
    ("cookie notice", "We use cookies to improve your experience."),
    ("cookie notice", "This site uses cookies. Read our policy."),
    ("cookie notice", "Accept all cookies"),
    ("cookie notice", "By continuing to browse you agree to our use of cookies."),
    ("advertisement", "Advertisement"),
    ("advertisement", "- ADVERTISEMENT -"),
    ("advertisement", "Story continues below advertisement"),
    ("advertisement", "If you buy through our links, we may earn an affiliate commission."),
    ("related link", "Read more: Storm takes the roof of the market hall"),
    ("related link", "RELATED: Mayor said quay was safe in 2019"),
    ("related link", "[Related: Why the wall moves]"),
    ("related link", "À lire aussi : La tempête emporte le toit"),
    ("related link", "More from The Maren Post"),
    ("related link", "MORE: How the wall was built"),
    ("caption", "Photo: Ada Lund"),
    ("caption", "Photograph by Ada Lund for The Maren Post"),
    ("caption", "(Reuters/Ada Lund)"),
    ("caption", "AFP via Getty Images"),
    ("caption", "Ilse Brandt, who runs the harbour, on the northern quay in March. (AP Photo/Ada Lund)"),
    ("caption", "The quay, where the mayor said all was well, on Monday. (Ada Lund/Getty Images)"),
    ("navigation", "Back to top"),
    ("navigation", "3 of 12"),
    ("navigation", "Leave a comment"),
    ("timestamp", "Published: 3 May 2024, 07:15"),
    ("timestamp", "Last updated May 3, 2024 at 07:15 GMT"),
    ("credit line", "Reporting by Ada Lund in Port Maren; Editing by Ben Oyo and Cy de Vries"),
    ("credit line", "Cy Vries in Port Maren contributed to this report."),
    ("copyright notice", "© 2024 The Maren Post. All rights reserved."),
    ("republication note", "This article was originally published on The Quay."),
    ("republication note", "The post “Quay closes” appeared first on The Maren Post."),
    ("contact note", "Contact Ada Lund at ada.lund@maren.example"),
    ("contact note", "Ada Lund covers harbours. Follow her on Twitter @adalund"),
    ("separator", "* * *"),
]

KEPT = [
    "The harbour sent a newsletter to 4,000 households on Monday.",
    "Residents who sign up for the newsletter will be warned by e-mail.",
    "“Sign up for our newsletter,” the mayor told the hall.",
    "Sign up numbers for the newsletter fell by half.",
    "Sign up for the newsletter, the leaflet said, and win a boat.",
    "The website uses cookies to follow its visitors, the regulator found.",
    "Regulators fined the company for cookies that nobody had accepted.",
    "We use cookies, said the company, because everybody does.",
    "Like many on Facebook, the mayor shared the picture of the wall.",
    "She asked readers to share the story on Twitter.",
    "Advertisement revenue fell by a third last year.",
    "Advertising is banned on the quay.",
    "Related-party sales rose to 5 million crowns.",
    "Read more books, the minister told pupils.",
    "More from habit than from hope, the fishermen went out again.",
    "Popular support for the wall has fallen",
    "Photographs of the wall were shown to the council.",
    "The photo shows the wall in 1974.",
    "Copyright law was reformed in 2019.",
    "First published in 1924, the harbour's almanac is still in print.",
    "Updated figures put the toll at 45.",
    "Reporting by Reuters showed that the wall had moved.",
    "Writing by candlelight, the captain finished his report.",
    "Falling prices contributed to this post-war boom.",
    "Contact between the two ministries broke off after an email in March.",
    "The wall has moved, the harbour said. (Reuters)",
    "LONDON (Reuters) - The wall has moved.",
    "Video of the collapse was shown in court.",
    "Sources close to the mayor denied it.",
    "Comments by the mayor angered the fishermen.",
    "3 of 12 boats were lost.",
]  # fmt: skip


@pytest.mark.parametrize(("reason", "line"), REMOVED)
def test_removed_with_its_reason(reason: str, line: str) -> None:
    assert removal_reason(line) == reason


@pytest.mark.parametrize("line", KEPT)
def test_sentences_of_a_report_stay(line: str) -> None:
    assert removal_reason(line) is None


def test_a_long_paragraph_stays_however_it_opens() -> None:
    assert removal_reason("Read more: " + "the wall has moved again, " * 30) is None


def test_entries_below_a_label_go_with_it_and_prose_stays() -> None:
    found = article(
        "text/plain",
        "The wall moved.\nRead next:\n- How the wall was built\n- The wall in pictures\nThe mayor was not there.\n- One boat sank.",
    )
    assert found.text == "The wall moved.\nThe mayor was not there.\n- One boat sank."
    assert removed(found) == [(2, "related link"), (3, "related link"), (4, "related link")]


def test_line_numbers_count_the_text_as_it_came() -> None:
    found = article("text/plain", "One.\n\n\nAdvertisement\n\nTwo.\nShare this article\n")
    assert (found.text, removed(found)) == ("One.\nTwo.", [(4, "advertisement"), (7, "share line")])
