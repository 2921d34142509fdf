"""A mail message as an article: a newsletter or a report that was sent round."""

import email
import email.errors
import email.header
import email.utils
from email.message import Message

from tasks.clean.charset import declared_charset, decoded
from tasks.clean.page import read_page
from tasks.clean.plain_text import plain_lines
from tasks.clean.reading import Layer, Reading, Refusal
from tasks.clean.strings import one_line
from tasks.records import Supplied


def read_mail(body: bytes) -> Reading | Refusal:
    """A message's plain part, or its HTML part when it has no plain one, and what its headers declare.

    Subject is the title, Date the publication, the sender's name the author, the organisation or the sender's domain the source,
    Message-ID the declared id, Archived-At the URL.
    """
    try:
        message = email.message_from_bytes(body)
        layer = Layer("mail", _declared(message))
        plain, html = _part(message, "text/plain"), _part(message, "text/html")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, email.errors.MessageError) as failure:
        return Refusal(f"broken mail message: {failure}")
    if plain.strip():
        return Reading(plain_lines(plain), (layer,))
    page = read_page(html) if html.strip() else Refusal("no text: the message has neither a plain nor an HTML part")
    if isinstance(page, Refusal):
        return page
    return Reading(page.lines, (layer, *page.layers), page.headlines, page.schema_types, page.is_page)


def _declared(message: Message) -> Supplied:
    sender, address = email.utils.parseaddr(_header(message, "From") or "")
    return Supplied(
        url=(_header(message, "Archived-At") or "").strip("<> ") or None,
        title=_header(message, "Subject"),
        published_at=_header(message, "Date"),
        source_name=_header(message, "Organization") or one_line(address.rpartition("@")[2]),
        language_code=_header(message, "Content-Language"),
        authors=(sender,) if sender else (),
        declared_id=(_header(message, "Message-ID") or "").strip("<> ") or None,
    )


def _header(message: Message, name: str) -> str | None:
    written = message.get(name)
    if written is None:
        return None
    parts = email.header.decode_header(written)
    return one_line("".join(decoded(part, charset) if isinstance(part, bytes) else part for part, charset in parts))


def _part(message: Message, content_type: str) -> str:
    for part in message.walk():
        if part.get_content_type() == content_type and part.get_content_disposition() != "attachment":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return decoded(payload, part.get_content_charset() or declared_charset(payload))
    return ""
