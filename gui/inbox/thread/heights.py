"""Changeable heights of many rows: prefix sums and positions in logarithmic time."""

from __future__ import annotations

from collections.abc import Sequence


class Heights:
    """A Fenwick tree of row heights in pixels."""

    def __init__(self, heights: Sequence[int]) -> None:
        self._rows = list(heights)
        self._tree = [0, *self._rows]
        for at in range(1, len(self._tree)):
            above = at + (at & -at)
            if above < len(self._tree):
                self._tree[above] += self._tree[at]
        self.total = sum(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> int:
        return self._rows[row]

    def change(self, row: int, height: int) -> None:
        """Change the height of a row."""
        more = height - self._rows[row]
        if not more:
            return
        self._rows[row] = height
        self.total += more
        at = row + 1
        while at < len(self._tree):
            self._tree[at] += more
            at += at & -at

    def top(self, row: int) -> int:
        """Return the top of a row."""
        total = 0
        while row > 0:
            total += self._tree[row]
            row -= row & -row
        return total

    def at(self, y: int) -> int:
        """Return the row at a vertical position; the first or last row if it is out of range."""
        place, step = 0, 1 << max(0, len(self._rows).bit_length() - 1)
        while step:
            following = place + step
            if following < len(self._tree) and self._tree[following] <= y:
                place = following
                y -= self._tree[following]
            step >>= 1
        return min(place, len(self._rows) - 1)
