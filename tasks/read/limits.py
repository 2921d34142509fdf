"""What reading one file may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Caps that end a hostile input cheaply; none of them is met by real news.

    ``leaf_bytes`` bounds one leaf input (a file, a JSON line, a table's row, a member, a whole feed). A compressed
    layer may unfold to ``unfold_floor_bytes`` plus ``unfold_ratio`` times what it was packed in (news packs 3 to 10 to
    1); all layers of a file together to four floors or ``unfold_ratio`` times the file, and never to more than
    ``unfolded_bytes``. ``nesting_depth`` counts archives within archives, ``member_count`` the members of one.
    """

    leaf_bytes: int = 20_000_000
    unfold_ratio: int = 200
    unfold_floor_bytes: int = 64_000_000
    unfolded_bytes: int = 100_000_000_000
    nesting_depth: int = 3
    member_count: int = 100_000
