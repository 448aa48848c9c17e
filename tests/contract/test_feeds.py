"""The addresses of calendars, in memory and in both databases."""

from datetime import timedelta

from core.diary.feeds.model import Feed, hashed
from core.unit_of_work import Database
from tests.contract.school import GLEB, LEV, NOW, PETROVA, SCHOOL


async def test_an_address_is_found_by_its_hash_until_it_ends(school: Database) -> None:
    first, second, other = (Feed(SCHOOL, PETROVA, child, hashed(child_s), NOW) for child, child_s in _ADDRESSES)
    async with school.writing() as unit:
        await unit.feeds.add(first)
        await unit.feeds.add(other)
        assert await unit.feeds.by_hash(first.secret_hash) == first
        assert await unit.feeds.of(PETROVA, LEV) == first
        assert await unit.feeds.end(PETROVA, NOW, LEV) == 1
        assert await unit.feeds.end(PETROVA, NOW, LEV) == 0
        assert await unit.feeds.by_hash(first.secret_hash) is None
        await unit.feeds.add(second)
        assert await unit.feeds.of(PETROVA, LEV) == second
        assert await unit.feeds.end(PETROVA, NOW + timedelta(hours=1)) == 2
        assert await unit.feeds.of(PETROVA, GLEB) is None


_ADDRESSES = ((LEV, "a"), (LEV, "b"), (GLEB, "c"))
