"""The colours of a picture, on a light and on a dark ground. A mark's height says the same as its colour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as «#rrggbb»; `marks` by value."""

    ground: str
    card: str
    text: str
    muted: str
    grid: str
    line: str
    digit: str
    marks: dict[int, str]


LIGHT = Look(
    ground="#ffffff",
    card="#eef3fd",
    text="#1c2733",
    muted="#5d6a77",
    grid="#dfe5eb",
    line="#2f5bd3",
    digit="#ffffff",
    marks={5: "#17864c", 4: "#1f78a8", 3: "#ad7200", 2: "#c93c3c", 1: "#c93c3c"},
)
DARK = Look(
    ground="#17212b",
    card="#21303f",
    text="#f3f6f9",
    muted="#a3b0bd",
    grid="#2c3a48",
    line="#8fb6ff",
    digit="#10171f",
    marks={5: "#46d193", 4: "#5cbbea", 3: "#f3c453", 2: "#f47f7b", 1: "#f47f7b"},
)
