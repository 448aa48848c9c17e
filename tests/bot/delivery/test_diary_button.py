"""«Дневник» under news: whose page it opens, and where there is none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.common.diary_data import OpenDiary
from bot.common.menu import Open, Place
from bot.delivery.diary_button import diary_buttons
from bot.delivery.rendering import render
from core.ids import PersonId
from core.notifications.model import Kind
from core.people.model import DISCREET, FULL, INITIALS
from tests.bot.delivery.test_rendering import DAY, NEWS, PUPIL, RU, delivery

OWN = replace(NEWS, pupil_id=PUPIL)
ON_DAY = OpenDiary(pupil=PUPIL, day=DAY.toordinal()).pack()
LAST = Open(place=Place.DIARY).pack()


@pytest.mark.parametrize("mode", [FULL, INITIALS])
def test_news_of_one_child_open_its_day(mode: str) -> None:
    assert render(delivery(OWN, mode), RU).buttons == (("Дневник", ON_DAY),)


def test_a_digest_of_one_child_opens_the_latest_day_and_of_several_the_child_looked_at_last() -> None:
    earlier, sister = replace(OWN, day=DAY - timedelta(days=1)), replace(OWN, pupil_id=PersonId(2))
    of_one = replace(delivery(OWN), kind=Kind.DIGEST, news=None, digest=(earlier, OWN))
    of_two = replace(delivery(OWN), kind=Kind.DIGEST, news=None, digest=(OWN, sister))
    assert diary_buttons(of_one, RU) == (("Дневник", ON_DAY),)
    assert diary_buttons(of_two, RU) == (("Дневник", LAST),)


def test_discreet_news_carry_no_key_of_a_child() -> None:
    assert render(delivery(OWN, DISCREET), RU).buttons == ()


def test_other_news_have_no_such_button() -> None:
    facts = {"event": "own_chat", "who": "Ёлкина Мария", "children": ""}
    told = replace(delivery(OWN), kind=Kind.LINK, news=None, content=facts)
    assert "Дневник" not in dict(render(told, RU).buttons)
