"""One of the staff writes first: class, pupil, guardian (H01, H05, H07)."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.common import letters_first_views as views
from bot.common.letters_awaited import await_letter
from bot.common.letters_data import BeginWith, PickClass, PickGuardian, PickPupil
from bot.common.letters_thread_views import thread_screen, typing_screen
from bot.common.post import AtPost, Post
from bot.updates.routing import Pressed
from core.correspondence import families, rules
from core.errors import NotFoundError
from core.ids import ClassId, PersonId
from core.people.model import Actor


def build_router() -> Router:
    """The steps; each asks anew whom the actor teaches."""
    router = Router(name="letters_first")
    router.callback_query.register(pick_class, Pressed(PickClass()), AtPost())
    router.callback_query.register(pick_pupil, PickPupil.filter(), AtPost())
    router.callback_query.register(pick_guardian, PickGuardian.filter(), AtPost())
    router.callback_query.register(begin, BeginWith.filter(), AtPost())
    return router


async def pick_class(callback: CallbackQuery, post: Post, state: FSMContext) -> None:
    """The classes; who has one goes on to its pupils."""
    await state.clear()
    found = [one for actor in _staff(post) for one in await families.classes(post.database, actor, post.now)]
    if len(found) == 1:
        await _pupils(callback, found[0].id, post)
        return
    await views.classes_screen(found, post.texts).edit(callback)


async def pick_pupil(callback: CallbackQuery, callback_data: PickPupil, post: Post) -> None:
    """The pupils of a class."""
    await _pupils(callback, ClassId(callback_data.class_id), post)


async def pick_guardian(callback: CallbackQuery, callback_data: PickGuardian, post: Post, state: FSMContext) -> None:
    """The guardians of a pupil."""
    await state.clear()
    for actor in _staff(post):
        try:
            school, found = await families.family(post.database, actor, PersonId(callback_data.pupil), post.now)
        except NotFoundError:
            continue
        await views.guardians_screen(found, school, post.texts).edit(callback)
        return
    raise NotFoundError


async def begin(callback: CallbackQuery, callback_data: BeginWith, post: Post, state: FSMContext) -> None:
    """The next message is a letter to this guardian; what was written before is one button away."""
    pupil, guardian = PersonId(callback_data.pupil), PersonId(callback_data.guardian)
    for actor in _staff(post):
        try:
            page = await families.begin(post.database, actor, pupil, guardian, post.now)
        except NotFoundError:
            continue
        if page.card.thread.blocked_at is not None:
            await thread_screen(page, post.texts).edit(callback)
            return
        await await_letter(state, page.card.thread.id, post.now)
        await typing_screen(page, post.texts).edit(callback)
        return
    raise NotFoundError


async def _pupils(callback: CallbackQuery, class_id: ClassId, post: Post) -> None:
    for actor in _staff(post):
        try:
            found = await families.families(post.database, actor, class_id, post.now)
        except NotFoundError:
            continue
        await views.pupils_screen(found, post.texts).edit(callback)
        return
    raise NotFoundError


def _staff(post: Post) -> list[Actor]:
    return [actor for actor in post.identity.actors if actor.holds(*rules.STAFF)]
