"""Which pronoun fits a person: by title, else by a common first name."""

_HE_TITLES = frozenset("mr sir lord king prince duke baron imam father brother".split())
_SHE_TITLES = frozenset("mrs ms miss lady dame queen princess duchess baroness sister".split())
_HE_NAMES = frozenset(
    "adam ahmed alan albert alex alexander ali andrew anthony antonio arthur barack ben benjamin bernie bill bob boris brian bruce carlos "
    "charles chris christopher colin craig daniel david dennis dmitri donald douglas edward emmanuel eric francis frank franz fred gary geoffrey "
    "george gordon graham greg gregory hans harry henry ian ibrahim ivan jack jacob jake james jason jeff jeffrey jeremy jerry jim joe joel john "
    "jonathan jose joseph juan karl keir keith ken kenneth kevin larry lars luis luke marco mark martin matthew michael mike mohamed mohammed "
    "muhammad narendra nathan neil nicholas nicolas nigel oliver omar oscar owen patrick paul pedro peter philip phil pierre ralph raymond richard rick "
    "robert roger ron ronald roy ryan samuel scott sean sergei simon stephen steve steven stuart ted thomas tim timothy toby todd tom tony "
    "trevor victor vladimir volodymyr walter warren wayne william xavier yusuf zachary".split()
)
_SHE_NAMES = frozenset(
    "alice alison amanda amy andrea angela anna anne annie barbara beth betty caroline carol catherine charlotte christine claire clara "
    "deborah diana diane donna dorothy elena elizabeth ellen emily emma eva eve fatima fiona frances giorgia grace hannah harriet heather helen "
    "hillary ingrid irene isabel jacinda jane janet jennifer jenny jessica joan joanna judith julia julie karen kate katherine kathleen "
    "kathy katie kim kirsten laura lauren leila linda lisa liz louise lucy lynn mara margaret maria marie marina marion martha mary megan melanie "
    "melissa mette michelle monica nancy naomi natalie nicola nina olga olivia pamela patricia paula penny priya rachel rebecca rosa rose ruth "
    "sally sandra sara sarah sharon sheila sofia sophie stephanie sue susan suzanne sylvia teresa theresa tina ursula valerie vanessa "
    "vera victoria virginia wendy yasmin yvonne zoe".split()
)


def gender_of(words: list[str]) -> str | None:
    """``he`` or ``she`` for a name in lower-case words, its title first if it has one; None when neither list knows it."""
    for word in words[:2]:
        plain = word.strip(".")
        if plain in _HE_TITLES or plain in _HE_NAMES:
            return "he"
        if plain in _SHE_TITLES or plain in _SHE_NAMES:
            return "she"
    return None
