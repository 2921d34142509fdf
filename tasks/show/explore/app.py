"""The explorer's web application: which address shows what, and what a browser is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import duckdb
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tasks.show.cells import Section
from tasks.show.explore import pages
from tasks.show.explore.answers import (
    Headers,
    answer_cell,
    asked,
    failed,
    missing,
    refuse_other_sites,
    render,
    too_long,
)
from tasks.show.explore.marked import read_article
from tasks.show.explore.published import Published, TookTooLong
from tasks.show.explore.statements import Statements, read_saved_queries, write_csv
from tasks.show.templates import STYLE

PAGE_SECONDS = 10.0
SQL_SECONDS = 30.0
MOST_ON_PAGE = 500
MOST_IN_CSV = 100_000
TABLES_SQL = """select schema_name || '.' || table_name as table_name, comment
from (select schema_name, table_name, comment from duckdb_tables() union all select schema_name, view_name, comment from duckdb_views())
where schema_name in ('facts', 'marts', 'reports') order by table_name"""
ROW_PAGES = {"/actor": pages.actor_page, "/story": pages.story_page, "/topic": pages.topic_page}


class Explorer:
    """Answers requests from one published warehouse."""

    def __init__(self, warehouse: Path, saved: Path, find: pages.TextFinder) -> None:
        self.published = Published(warehouse)
        self.find = find
        self.statements = Statements(warehouse, SQL_SECONDS)
        self.saved = saved

    def home(self, _: Request) -> Response:
        """The first page."""
        with self.published.reading(PAGE_SECONDS) as con:
            return render("page.html.j2", page=pages.home_page(con))

    def row(self, request: Request) -> Response:
        """An actor, a story or a topic."""
        with self.published.reading(PAGE_SECONDS) as con:
            page = ROW_PAGES[request.url.path](con, asked(request))
        return render("page.html.j2", page=page) if page else missing(request)

    def outlet(self, request: Request) -> Response:
        """An outlet."""
        with self.published.reading(PAGE_SECONDS) as con:
            return render("page.html.j2", page=pages.outlet_page(con, request.query_params.get("name", "")))

    def article(self, request: Request) -> Response:
        """An article with its facts marked; ``fact`` is the one to look at."""
        with self.published.reading(PAGE_SECONDS) as con:
            article = read_article(con, request.query_params.get("id", ""))
        chosen = request.query_params.get("fact", "")
        return render("article.html.j2", article=article, chosen=chosen) if article else missing(request)

    def search(self, request: Request) -> Response:
        """What has the words in its name, or in its text."""
        words, in_texts = request.query_params.get("q", ""), "texts" in request.query_params
        with self.published.reading(PAGE_SECONDS) as con:
            page = pages.text_search_page(con, words, self.find) if in_texts else pages.search_page(con, words)
        return render("page.html.j2", page=page)

    def sql(self, request: Request) -> Response:
        """The SQL box."""
        refuse_other_sites(request)
        sql = request.query_params.get("sql", "")
        answer = self.statements.run(sql, MOST_ON_PAGE) if sql.strip() else None
        section = None
        if answer:
            cells = (tuple(map(answer_cell, answer.columns, row)) for row in answer.rows)
            section = Section("Rows", answer.columns, tuple(cells), answer.is_cut)
        shown: dict[str, Any] = {
            "saved": read_saved_queries(self.saved),
            "tables_sql": TABLES_SQL,
            "most_in_csv": MOST_IN_CSV,
        }
        return render("sql.html.j2", sql=sql, answer=answer, section=section, **shown)

    def csv(self, request: Request) -> Response:
        """The rows of a statement as a file."""
        refuse_other_sites(request)
        answer = self.statements.run(request.query_params.get("sql", ""), MOST_IN_CSV)
        if answer.refusal:
            return PlainTextResponse(answer.refusal, 400)
        named = {"content-disposition": 'attachment; filename="nightdesk.csv"'}
        return Response(write_csv(answer), media_type="text/csv; charset=utf-8", headers=named)


def style(_: Request) -> Response:
    """How the pages look."""
    return Response(STYLE, media_type="text/css")


def make_app(warehouse: Path, saved: Path, find: pages.TextFinder) -> Starlette:
    """The application over one warehouse; ``find`` looks words up in its texts, ``saved`` is the folder of saved queries. Only addresses of this machine are answered."""
    explorer = Explorer(warehouse, saved, find)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(explorer.statements.close)

    return Starlette(
        routes=[
            Route("/", explorer.home),
            *(Route(path, explorer.row) for path in ROW_PAGES),
            Route("/outlet", explorer.outlet),
            Route("/article", explorer.article),
            Route("/search", explorer.search),
            Route("/sql", explorer.sql),
            Route("/sql.csv", explorer.csv),
            Route("/style.css", style),
        ],
        # A page elsewhere whose name is made to lead to this machine would otherwise read the warehouse through the browser.
        middleware=[Middleware(Headers), Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
        exception_handlers={TookTooLong: too_long, HTTPException: failed, duckdb.Error: failed},
        lifespan=lifespan,
    )
