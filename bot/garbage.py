"""How a process that runs for months looks for garbage: Python's collector, told what need not be looked at."""

import gc

YOUNG = 10_000
"""So many objects more are made than go, from one search to the next; a claim of rows makes thousands, and all go."""


def settle() -> None:
    """Say that the program is loaded: what there is now stays, so it is not searched again and again.

    Three hundred thousand objects of the libraries take a quarter of a second to search, during which nothing is sent.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
