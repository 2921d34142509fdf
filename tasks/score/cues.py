"""The kinds of cue that gold and program are compared by."""

# Finer kinds of either side, and the one of issue and gold that they belong to; what is in no list is a kind of saying.
_FAMILIES = {
    "asked": "asked urged demanded requested ordered appealed invited questioned",
    "denied": "denied rejected disputed",
    "promised": "promised threatened vowed pledged offered",
    "warned": "warned",
    "accused": "accused criticised blamed condemned",
    "declined": "declined refused",
    "thought": "thought believed hoped feared expected doubted",
    "wrote": "wrote",
}
_FAMILY_OF = {cue_type: family for family, cue_types in _FAMILIES.items() for cue_type in cue_types.split()}


def cue_family(cue_type: str | None) -> str | None:
    """Said, asked, denied, promised, warned, accused, declined, thought or wrote; None for no cue."""
    return None if cue_type is None else _FAMILY_OF.get(cue_type, "said")
