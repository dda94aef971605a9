"""What a live run changes: the same for every engine and each run with the same seed."""

import random
from collections.abc import Iterator


class Changes:
    """Articles of the corpus in their order under ids of their own; of each hundred changes some
    replace an article that there is by the next one, and some delete one."""

    def __init__(self, articles: int, replaced: float, deleted: float, seed: int) -> None:
        self._articles = articles
        self._replaced = replaced
        self._deleted = deleted
        self._random = random.Random(seed)
        self._alive: list[int] = []
        self._next_line = 0

    @property
    def alive(self) -> int:
        """Articles that there are after what was given so far."""
        return len(self._alive)

    @property
    def put(self) -> int:
        return self._next_line

    def __iter__(self) -> Iterator[str]:
        """In the words of the protocol: ID:LINE or -ID."""
        while self._next_line < self._articles:
            chance = self._random.random()
            if self._alive and chance < self._deleted:
                yield f"-{self._take()}"
                continue
            line = self._next_line
            self._next_line += 1
            if self._alive and chance < self._deleted + self._replaced:
                yield f"{self._random.choice(self._alive)}:{line}"
                continue
            self._alive.append(line)
            yield f"{line}:{line}"

    def _take(self) -> int:
        place = self._random.randrange(len(self._alive))
        self._alive[place], self._alive[-1] = self._alive[-1], self._alive[place]
        return self._alive.pop()
