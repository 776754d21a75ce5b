"""Which of many names fits the words of a filter best."""

from __future__ import annotations

from collections.abc import Sequence


def best_match(names: Sequence[str], words: str, here: int = -1) -> int | None:
    """The place of the name that these words fit best, all folded; None where they fit none.

    One that begins so goes before one of which a word does, and that before one that has them
    anywhere; of those that are alike that at `here` goes first, and then the one that stands first.
    """
    if not words:
        return None
    within = f" {words}"
    ways = (
        lambda name: name.startswith(words), lambda name: within in name,
        lambda name: words in name,
    )  # fmt: skip
    for fits in ways:
        if 0 <= here < len(names) and fits(names[here]):
            return here
        found = next((at for at, name in enumerate(names) if fits(name)), None)
        if found is not None:
            return found
    return None
