"""What every answer has in common: its headers, its errors and how an address is read."""

from datetime import date
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tasks.show.cells import Cell, as_cell
from tasks.show.explore.pages import Asked
from tasks.show.templates import TEMPLATES

MOST_CELL_CHARS = 2_000
ID_PAGES = {
    "article_id": "article",
    "actor_id": "actor",
    "story_id": "story",
    "topic_id": "topic",
}  # by a column's ending
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


class Headers:
    """Tells the browser with every answer that nothing but our own style may be loaded and that nothing may run."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def render(template: str, status: int = 200, **named: Any) -> Response:
    """A page by its template."""
    return HTMLResponse(TEMPLATES.get_template(f"explore/{template}").render(**named), status)


def missing(request: Request) -> Response:
    """There is no such row."""
    return render("error.html.j2", 404, words=f"Nothing here has the id {request.query_params.get('id', '')!r}.")


def too_long(_: Request, error: Exception) -> Response:
    """A page that was not ready in time."""
    return render("error.html.j2", 503, words=f"The page was {error}. Ask for less, or ask the SQL box.")


def failed(_: Request, error: Exception) -> Response:
    """An address that cannot be answered."""
    status, words = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, str(error))
    return render("error.html.j2", status, words=words)


def refuse_other_sites(request: Request) -> None:
    """Raise when another site's page made the browser ask; it could not read the answer, but it could keep the machine busy."""
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise HTTPException(403, "Statements are run only from the explorer's own pages.")


def asked(request: Request) -> Asked:
    """The row, day and outlet that an address asks for."""
    named = request.query_params
    try:
        day = date.fromisoformat(named["day"]) if named.get("day") else None
    except ValueError as error:
        raise HTTPException(400, f"{named['day']!r} is no day") from error
    return Asked(named.get("id", ""), day, named.get("outlet"))


def answer_cell(column: str, value: Any) -> Cell:
    """A value of an answer; an id leads to its page."""
    cell = as_cell(shortened(value))
    page = next((page for ending, page in ID_PAGES.items() if column.endswith(ending)), "")
    return Cell(cell.words, f"/{page}?id={quote(value)}") if page and value and isinstance(value, str) else cell


def shortened(value: Any) -> Any:
    """A long text, cut for the page; CSV has it whole."""
    words = str(value) if isinstance(value, str | list | dict | bytes) else ""
    return words[:MOST_CELL_CHARS] + " …" if len(words) > MOST_CELL_CHARS else value
