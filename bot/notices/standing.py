"""What a notice with a set time refuses, with the screen as it stands: the one that was pressed is an older one."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from aiogram.types import CallbackQuery, Message

from bot.notices.desk import NoticeDesk
from core.notices.errors import NoticeScheduledError

Handler = Callable[..., Awaitable[None]]


def as_it_stands(handler: Handler) -> Handler:
    """The handler, after whose refusal the notice is shown with its time; the refusal goes on to whoever says it."""

    @wraps(handler)
    async def wrapped(event: CallbackQuery | Message, *, desk: NoticeDesk, **given: Any) -> None:
        try:
            await handler(event, desk=desk, **given)
        except NoticeScheduledError as error:
            screen = await desk.shown(int(str(error.data["notice"])))
            if isinstance(event, CallbackQuery):
                await screen.edit(event)
            else:
                await given["state"].clear()
                await screen.answer(event)
            raise

    return wrapped
