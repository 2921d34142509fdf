"""Links and guids that do not tell the entries of a feed apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharedNames:
    """Links that several entries of a feed have, fragments aside, and guids that stand at several links."""

    links: frozenset[str]
    guids: frozenset[str]

    def has_link(self, link: str | None) -> bool:
        """Whether other entries have the link too: those of a live blog often differ in the fragment alone."""
        return bool(link) and _page(link or "") in self.links


def shared_names(entries: Iterable[tuple[str | None, str | None]]) -> SharedNames:
    """What the links and guids of a feed's entries have in common; each entry is a link and a guid, either of which may be missing."""
    named = list(entries)
    links = Counter(_page(link) for link, _ in named if link)
    guids = Counter(guid for _, guid in set(named) if guid)
    return SharedNames(
        frozenset(link for link, count in links.items() if count > 1),
        frozenset(guid for guid, count in guids.items() if count > 1),
    )


def _page(link: str) -> str:
    return link.partition("#")[0]
