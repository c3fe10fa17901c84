"""Choose the key of each promotion in a file, where drafts may have new keys."""

from collections import Counter
from collections.abc import Sequence


def unique_keys(keys: Sequence[tuple[str, str]]) -> list[str]:
    """Return a unique key for each pair of a promotion's own key and that of its latest version.

    It is the key of the latest version, unless another promotion would have the same: then the
    promotion's own key, which is unique in its site.

    >>> unique_keys([("a", "new"), ("b", "a"), ("c", "b"), ("d", "d")])
    ['new', 'a', 'b', 'd']
    >>> unique_keys([("a", "b"), ("b", "b"), ("c", "a")])
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
