"""«Дневник» under news of lessons: it opens the child and the day of which they tell."""

from functools import lru_cache

from bot.common.diary_data import OpenDiary
from bot.common.menu import Open, Place
from bot.i18n import Texts
from core.notifications.model import Delivery


def diary_buttons(delivery: Delivery, texts: Texts) -> tuple[tuple[str, str], ...]:
    """One button under news of lessons and periods.

    News of several children open the diary of the one looked at last; its page has a switch.
    """
    if not (delivery.told or delivery.term):
        return ()
    children = {news.pupil_id for news in delivery.told}
    if len(children) != 1 or None in children:
        return ((texts.t("Дневник"), Open(place=Place.DIARY).pack()),)
    last = max(delivery.told, key=lambda news: news.day)
    return ((texts.t("Дневник"), _page(last.pupil_id or 0, last.day.toordinal())),)


@lru_cache(maxsize=1024)
def _page(pupil: int, day: int) -> str:
    """Remembered: a child has several lessons a day, and packing takes longer than the words of a push."""
    return OpenDiary(pupil=pupil, day=day).pack()
