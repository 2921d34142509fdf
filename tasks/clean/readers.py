"""Which reader a document needs, by its media type."""

from tasks.clean.charset import declared_charset, decoded, is_binary
from tasks.clean.json_article import read_json
from tasks.clean.mail import read_mail
from tasks.clean.markdown import read_markdown
from tasks.clean.page import read_page
from tasks.clean.plain_text import plain_lines
from tasks.clean.reading import Reading, Refusal


def read_bytes(media_type: str, body: bytes) -> Reading | Refusal:
    """What the bytes say as text/plain, text/markdown, text/html, application/json or message/rfc822.

    Refused: any other media type, no bytes at all, bytes that are no text in any charset.
    """
    if not body.strip():
        return Refusal("no text: the document is empty")
    if is_binary(body):
        return Refusal("no text: the bytes are no text in any charset")
    match media_type.partition(";")[0].strip().lower():
        case "text/plain":
            return Reading(plain_lines(decoded(body)))
        case "text/markdown":
            return read_markdown(decoded(body))
        case "text/html":
            return read_page(decoded(body, declared_charset(body)))
        case "application/json":
            return read_json(decoded(body))
        case "message/rfc822":
            return read_mail(body)
        case other:
            return Refusal(f"the media type {other!r} is not read")
