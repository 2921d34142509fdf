"""Markdown: front matter is read as declarations, markup is taken off, a paragraph becomes a line."""

import re
from collections.abc import Mapping

import yaml  # type: ignore[import-untyped]

from tasks.clean.keys import declared_by
from tasks.clean.reading import Layer, Reading
from tasks.clean.strings import Line, match_key, mended
from tasks.records import Supplied

LONGEST_FRONT_MATTER = 65_536  # characters
MOST_BRACKETS = 500  # the parser's time grows with the square of their depth

_FRONT_MATTER = re.compile(r"\A---[ ]*\n(.*?)\n(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.S)
_HEADING = re.compile(r"^#{1,6}[ ]+(.*?)[ ]*#*$")
_UNDERLINE = re.compile(r"^(?:=+|-+)$")
_RULE_OR_FENCE = re.compile(r"^(?:(?:[-*_][ ]?){3,}|`{3,}.*|~{3,}.*|\[[^\]]+\]:\s.*|<!--.*-->)$")
_ENTRY = re.compile(r"^(?:[-*+]|\d{1,3}[.)])[ ]+")
_QUOTED = re.compile(r"^(?:>[ ]?)+")
# An opening bracket ends the label, so that a line of brackets costs linear time.
_TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s[^()]{0,300})?\)"
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,500}}\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]{{1,1000}})\](?:{_TARGET}|\[[^\[\]]{{0,200}}\])")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_EMPHASIS = tuple(
    re.compile(rf"(?<!\\){before}{mark}(?=\S)([^{mark[-1]}\n]{{1,2000}})(?<=[^\s\\]){mark}{after}")
    for mark, before, after in (
        (r"\*\*\*", "", ""), (r"\*\*", "", ""), (r"\*", "", ""), ("__", r"\b", r"\b"), ("_", r"\b", r"\b"), ("`", "", ""), ("~~", "", ""),
    )
)  # fmt: skip
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(text: str) -> Reading:
    """The paragraphs of a Markdown text and its front matter (YAML; every value stays the string it was written as).

    Headings, emphasis, links, list and quotation markers are taken off and their words kept; images, rules, fences and link
    definitions go. Lines of one paragraph are joined, as Markdown means them. A first-level heading on top is the title.
    """
    text = mended(text)
    fields, body = _front_matter(text)
    first_line = text[: len(text) - len(body)].count("\n") + 1
    lines = _paragraphs(body, first_line)
    layers = [Layer("front matter", declared_by(fields))]
    headlines: frozenset[str] = frozenset()
    if lines and body.lstrip().startswith("# ") and lines[0].is_heading:
        layers.append(Layer("document", Supplied(title=lines[0].text)))
        headlines = frozenset((match_key(lines[0].text),))
    return Reading(tuple(lines), tuple(layers), headlines)


def _front_matter(text: str) -> tuple[Mapping[str, object], str]:
    found = _FRONT_MATTER.match(text[:LONGEST_FRONT_MATTER])
    if not found or found[1].count("[") + found[1].count("{") > MOST_BRACKETS:
        return {}, text
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(found[1])):
            return {}, text  # aliases can make gigabytes out of a line, and no front matter needs them
        fields = yaml.load(found[1], Loader=yaml.BaseLoader)  # this loader builds strings, lists and mappings only
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}, text
    return (fields, text[found.end() :]) if isinstance(fields, dict) else ({}, text)


def _paragraphs(body: str, first_line: int) -> list[Line]:
    lines: list[Line] = []
    is_open = False
    for line_no, written in enumerate(body.split("\n"), first_line):
        line = _QUOTED.sub("", written.strip())
        if is_open and _UNDERLINE.match(line):
            lines[-1] = Line(lines[-1].line_no, lines[-1].text, is_heading=True)
            is_open = False
        elif not line or _RULE_OR_FENCE.match(line):
            is_open = False
        elif heading := _HEADING.match(line):
            lines.append(Line(line_no, _bare(heading[1]), is_heading=True))
            is_open = False
        elif is_open and not _ENTRY.match(line):
            lines[-1] = Line(lines[-1].line_no, f"{lines[-1].text} {_bare(line)}".rstrip(), lines[-1].is_listed)
        else:
            entry = _ENTRY.match(line)
            lines.append(Line(line_no, _bare(line[entry.end() :] if entry else line), is_listed=bool(entry)))
            is_open = True
        is_open = is_open and not written.endswith(("  ", "\\"))
    return [line for line in lines if line.text.strip()]


def _bare(line: str) -> str:
    line = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub("", line)))
    for pattern in _EMPHASIS:
        line = pattern.sub(r"\1", line)
    return _ESCAPE.sub(r"\1", line).removesuffix("\\").strip()
