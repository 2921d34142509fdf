"""What a Prefect run shows of itself: a markdown artifact with the summary, feed by feed after a night, and a table of lost inputs."""

from dataclasses import asdict
from pathlib import Path

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from tasks.publish import open_published
from tasks.show.templates import escape_markdown
from tasks.summary import FeedNight, Summary, read_summary


def report_artifacts(warehouse: Path) -> Summary:
    """Create both artifacts from the published warehouse, and return its summary; to be called inside a flow run."""
    with open_published(warehouse) as con:
        summary = read_summary(con)
    create_markdown_artifact(summary_markdown(summary), key="nightdesk-summary", description=str(warehouse))
    rejected = [asdict(each) for each in summary.rejected]
    create_table_artifact(rejected, key="nightdesk-rejected-inputs", description="Inputs that gave no article, and why")
    return summary


def summary_markdown(summary: Summary) -> str:
    """The summary as Markdown: counts, and after a nightly run what is unusual about it and every feed."""
    counts = "".join(f"| {name} | {count:,} |\n" for name, count in (*summary.measures, *summary.states))
    warnings = "".join(f"- **Unusual:** {escape_markdown(words)}\n" for words in summary.warnings)
    feeds = FEEDS_HEAD + "".join(map(_feed_row, summary.feeds)) if summary.feeds else ""
    return f"{warnings}\n| measure | count |\n|---|---:|\n{counts}{feeds}"


FEEDS_HEAD = """
| feed | new | updated | unchanged | rejected | failed | skipped | pages | kB | s | lost |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|
"""


def _feed_row(feed: FeedNight) -> str:
    counts = (feed.new_count, feed.updated_count, feed.unchanged_count, feed.rejected_count, feed.failed_count)
    numbers = " | ".join(f"{count:,}" for count in (*counts, feed.skipped_count, feed.page_count))
    lost = "; ".join(map(escape_markdown, feed.lost_reasons))
    return f"| {escape_markdown(feed.feed_url)} | {numbers} | {feed.byte_count / 1000:,.0f} | {feed.seconds:,.1f} | {lost} |\n"
