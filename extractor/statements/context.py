"""The names that rows give to the rows below them."""

from __future__ import annotations

from dataclasses import dataclass, field

LINES = ("sub_kegiatan", "kegiatan", "program")
"""Fields of budget lines, innermost first."""


@dataclass
class Context:
    """The names that hold for the rows below a row that gives them."""

    names: dict[str, str] = field(default_factory=dict)

    def give(self, role: str, name: str) -> None:
        """A row names what the rows below it belong to; what that held within itself ends."""
        self.names[role] = name
        order = (
            ["misi", "tujuan", "sasaran"]
            if role in ("misi", "tujuan", "sasaran")
            else ["program", "kegiatan", "sub_kegiatan"]
        )
        if role in order:
            for lower in order[order.index(role) + 1 :]:
                self.names.pop(lower, None)

    def line(self) -> str:
        """The innermost budget line."""
        return next((self.names[r] for r in LINES if r in self.names), "")
