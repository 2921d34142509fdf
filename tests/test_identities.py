"""One article under changing guids, links, titles and slugs: settled from all documents, whatever the order and the batches of loading."""

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.article import CleanDefaults, clean_document
from tasks.clean.identity import version_id
from tasks.clean.reading import Refusal
from tasks.load.identities import one_article, settle_identities
from tasks.read import ReadLimits, read_feed
from tasks.read.documents import make_document
from tasks.records import Article, Document, Supplied
from tests.raw_rows import empty_warehouse, insert
from tests.warehouses import backfill, nightdesk, rows

HOST = "https://town.example"
WAREHOUSE = empty_warehouse()
WORDS = "The council of Harbour Town voted to open the bridge again."


def said(
    slug: str, day: int, text: str = WORDS, feed: str = "feed", title: str = "Bridge", **columns: object
) -> Article:
    """The article of a document about ``slug``, got on a day of November, as it stands alone."""
    supplied = Supplied(
        url=f"{HOST}/{slug}", feed_url=f"{HOST}/{feed}", retrieved_at=f"2026-11-{day:02}T02:00:00+00:00", title=title,
        **columns,  # type: ignore[arg-type]
    )  # fmt: skip
    return cleaned(make_document(slug, "text/plain", text.encode(), supplied))


def cleaned(document: Document) -> Article:
    article = clean_document(document, CleanDefaults())
    assert not isinstance(article, Refusal)
    return article


def settled(*batches: list[Article]) -> dict[str, tuple[str, str]]:
    """The article and version of each document, loaded in these batches."""
    con = WAREHOUSE.cursor()
    con.execute("delete from raw.articles")
    for batch in batches:
        for each in batch:
            insert(
                con, "articles",
                {name: getattr(each, name) for name in ("document_id", "article_id", "version_id", "content_sha256")}
                | {"identity": {name: getattr(each.identity, name) for name in each.identity.__slots__}}  # type: ignore[union-attr]
                | {"retrieved_at": each.retrieved_at.replace(tzinfo=None) if each.retrieved_at else None},
            )  # fmt: skip
        settle_identities(con)
    found = con.execute("select document_id, article_id, version_id from raw.articles").fetchall()
    return {document_id: (article_id, version) for document_id, article_id, version in found}


def article_count(*articles: Article) -> int:
    return len({article_id for article_id, _ in settled(list(articles)).values()})


@pytest.mark.parametrize(
    ("what", "later"),
    [
        ("a new link", said("bridge-open", 2, guid="1")),
        ("a new title", said("bridge", 2, guid="1", title="Bridge open")),
        ("a new guid", said("bridge", 2, guid="2")),
        ("a new link and guid, to which the old link leads", said("bridge-open", 2, guid="2")),
    ],
)
def test_an_entry_whose_names_change_stays_one_article(what: str, later: Article) -> None:
    first, visited = said("bridge", 1, guid="1"), said("bridge", 2, guid="1", redirected_url=f"{HOST}/bridge-open#top")
    assert article_count(first, visited, later) == 1, what
    ids = settled([first], [later], [visited])
    assert {article_id for article_id, _ in ids.values()} == {first.article_id}, "the id of the first stays"
    is_same = later.content_sha256 == first.content_sha256
    assert len({version for _, version in ids.values()}) == (1 if is_same else 2), "the same words are one version"


@pytest.mark.parametrize(
    ("why", "articles"),
    [
        ("neither has a guid", [said("a", 1), said("b", 1)]),
        ("a guid means something in its own feed only", [said("a", 1, guid="1"), said("b", 1, guid="1", feed="other")]),
        ("entries of one feed with one guid", [said("a", 1, guid="1", is_guid_shared=True), said("b", 1, guid="1", is_guid_shared=True)]),
        ("where they are apart one night, they stay so", [said("a", 1, guid="1"), said("b", 2, guid="1", is_guid_shared=True)]),
        ("both lead to the same front page", [said(slug, 1, guid=slug, redirected_url=HOST) for slug in "ab"]),
        ("entries that share a link", [said("live", 1, guid=guid, is_link_shared=True) for guid in "12"]),
        ("one of them alone on another night", [said("live", 1, guid="1"), said("live", 2, guid="2", is_link_shared=True)]),
    ],
)  # fmt: skip
def test_others_stay_several(why: str, articles: list[Article]) -> None:
    assert article_count(*articles) == 2, why


@pytest.mark.parametrize(("guid", "count"), [("1", 2), ("tag:town.example,2026:1", 1)])
def test_entries_of_two_feeds_without_a_link_are_one_where_their_guid_means_the_same_anywhere(
    guid: str, count: int
) -> None:
    entries = (
        Supplied(guid=guid, declared_id=guid, feed_url=f"{HOST}/{feed}", retrieved_at="2026-11-01T02:00:00+00:00")
        for feed in "ab"
    )
    assert (
        article_count(*(cleaned(make_document("d", "text/plain", WORDS.encode(), said)) for said in entries)) == count
    )


def test_an_entry_that_shared_its_link_on_one_night_is_the_same_on_the_next() -> None:
    first, second = (said("live", 1, guid=guid, is_link_shared=True) for guid in "12")
    alone = said("live", 2, text="Later words.", guid="2")
    ids = settled([first, second], [alone])
    assert ids[alone.document_id][0] == ids[second.document_id][0] != ids[first.document_id][0]


NAMES = st.builds(
    said,
    st.sampled_from("abcd"),
    st.integers(1, 5),
    st.sampled_from((WORDS, "Other words.")),
    guid=st.sampled_from((None, "1", "2", "3")),
    is_link_shared=st.booleans(),
    is_guid_shared=st.sampled_from((False, False, False, True)),
    redirected_url=st.sampled_from((None, None, f"{HOST}/a", f"{HOST}/b", HOST)),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(NAMES, min_size=1, max_size=8, unique_by=lambda article: article.document_id), st.data())
def test_neither_order_nor_batches_matter(articles: list[Article], data: st.DataObject) -> None:
    order = data.draw(st.permutations(articles))
    cut = data.draw(st.integers(0, len(order)))
    ids = settled(articles)
    assert settled(order[:cut], order[cut:]) == ids
    assert all(
        ids[each.document_id][1] == version_id(ids[each.document_id][0], each.content_sha256) for each in articles
    )


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_groups_hold_what_pairs_join(pairs: list[tuple[str, str]]) -> None:
    groups = one_article(pairs)
    assert all(groups[one] == groups[other] for one, other in pairs)
    assert set(groups) == set(chain.from_iterable(pairs))
    assert groups == one_article(reversed(pairs))


def test_a_feed_says_which_of_its_names_tell_nothing() -> None:
    entry = "<item><title>{0}</title><link>{1}</link><guid>{2}</guid><description>Words.</description></item>"
    feed = "".join((
        entry.format("one", "/a", "1"), entry.format("two", "/a", "2"), entry.format("three", "/b", "3"), entry.format("four", "/c", "3"),
        entry.format("five", "/d", "5"), entry.format("six", "/live#6", "6"), entry.format("seven", "/live#7", ""),
    ))  # fmt: skip
    read = read_feed(f"<rss version='2.0'><channel>{feed}</channel></rss>".encode(), "feed", ReadLimits())
    documents = [each for each in read if isinstance(each, Document)]
    found = [each.supplied for each in documents]
    assert [each.is_link_shared for each in found] == [True, True, False, False, False, True, True]
    assert [each.is_guid_shared for each in found] == [False, False, True, True, False, False, False]
    assert [each.guid for each in found[-2:]] == ["6", "/live#7"]
    assert article_count(*map(cleaned, documents)) == 7


def test_a_moved_entry_through_the_whole_program(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    entry = "<item><title>{0}</title><link>{1}/{2}</link><guid isPermaLink='false'>town-1</guid><description>{3}</description></item>"

    def feed(name: str, title: str, slug: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(
            f"<rss version='2.0'><channel><title>Town</title>{entry.format(title, HOST, slug, text)}</channel></rss>"
        )
        return path

    shut, opened = "“The bridge is shut,” Mayor Ann Lund said.", "“The bridge is open,” Mayor Ann Lund said."
    first = backfill(warehouse, feed("one.xml", "Bridge shut", "bridge-shut", shut))
    assert dict(first["states"]) == {"loaded": 1}
    second = backfill(
        warehouse,
        feed("two.xml", "Bridge open", "bridge-open", opened),
        feed("three.xml", "Bridge shut", "bridge", shut),
    )
    assert dict(second["states"]) == {"updated": 1, "unchanged": 1}
    assert rows(warehouse, "select count(*), max(version_count) from facts.articles") == [(1, 2)]
    aliases = {alias for (alias,) in rows(warehouse, "select alias_text from facts.article_aliases")}
    assert "town-1" in aliases
    assert len({f"{HOST}/{slug}" for slug in ("bridge-shut", "bridge-open", "bridge")} & aliases) == 2
    ((retired,),) = rows(warehouse, "select min(old_id) from facts.id_redirects where id_type = 'article'")
    assert "Ann Lund" in nightdesk("diff", retired, "--warehouse", warehouse)
    assert f"{HOST}/bridge" in nightdesk("cite", retired, "--warehouse", warehouse)
    assert nightdesk("verify", "--warehouse", warehouse) == "identical\n"
