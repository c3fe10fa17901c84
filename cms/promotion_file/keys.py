"""Which key has each promotion in a file, where drafts may have been given new ones?"""

from collections import Counter
from collections.abc import Sequence


def in_file(keys: Sequence[tuple[str, str]]) -> list[str]:
    """The keys in a file, of those that promotions have and those that their latest versions give.

    That of the latest version, unless another promotion would have it too: then the promotion's
    own, which is unique in its site, so that no key stands twice in a file.

    >>> in_file([("a", "new"), ("b", "a"), ("c", "b"), ("d", "d")])
    ['new', 'a', 'b', 'd']
    >>> in_file([("a", "b"), ("b", "b"), ("c", "a")])
    ['a', 'b', 'c']
    """
    chosen = [latest for _own, latest in keys]
    while True:
        times = Counter(chosen)
        twice = [
            place
            for place, (own, _latest) in enumerate(keys)
            if times[chosen[place]] > 1 and chosen[place] != own
        ]
        if not twice:
            return chosen
        for place in twice:
            chosen[place] = keys[place][0]
