"""Playing a person: what tests, the scripted demo and the chat page do in somebody's place.

Waits take their limit as `timeout`, for a failed wait tells what was on the screen instead.
"""
# ruff: noqa: ASYNC109

import asyncio
import secrets
from collections.abc import Callable, Sequence
from typing import Any

import telegram
from telegram.constants import MediaGroupLimit, MessageLimit

from playground.accounts import Account
from playground.conversation import Content, Conversation
from playground.entities import RichText, with_found_entities
from playground.files import StoredFile, image_size
from playground.views import Button, MessageView, view, views
from playground.world import CallbackAnswer, Press, World

Condition = Callable[[list[MessageView]], object]


class Person:
    """One person's side of a private chat with one bot."""

    def __init__(self, world: World, conversation: Conversation) -> None:
        self.conversation = conversation
        self._world = world
        self._mark = 0

    @property
    def account(self) -> Account:
        """Return the account, whose `language`, `username` and `phone` may be changed."""
        return self.conversation.account

    @property
    def id(self) -> int:
        """Return the identifier of the person and of the private chat."""
        return self.account.id

    @property
    def messages(self) -> list[MessageView]:
        """Return everything on the screen, oldest first."""
        return views(self.conversation, self._world.files)

    @property
    def commands(self) -> tuple[telegram.BotCommand, ...]:
        """Return the command menu this person sees."""
        return self.conversation.bot.commands.shown_to(self.account)

    @property
    def keyboard(self) -> list[list[str]]:
        """Return the labels of the reply keyboard, row by row; empty when there is none."""
        markup = self.conversation.keyboard
        return [[button.text for button in row] for row in markup.keyboard] if markup else []

    async def start(self, payload: str = "") -> int:
        """Press Start, perhaps through a link which carries `payload`; return the message's identifier."""
        if len(payload) > MessageLimit.DEEP_LINK_LENGTH:
            raise ValueError("a start parameter has at most 64 characters")
        self.unblock()
        return await self.say(f"/start {payload}".strip())

    async def say(self, text: str, *, reply_to: int | None = None) -> int:
        """Send a text of 1 to 4096 characters, as a reply to a message if one is named; its message identifier."""
        if not text.strip() or len(text) > MessageLimit.MAX_TEXT_LENGTH:
            raise ValueError("a message has 1 to 4096 characters")
        rich = with_found_entities(RichText(text))
        return self._send({"text": rich.text, "entities": rich.entities, **self._reply(reply_to)})

    async def edit(self, message_id: int, words: str) -> None:
        """Change the words of an own message, or those under its file."""
        old = self.conversation.messages[message_id]
        rich = with_found_entities(RichText(words))
        changed = {"text": rich.text, "entities": rich.entities} if "text" in old.content else _caption(words)
        edited = self.conversation.edit(old, {**old.content, **changed}, reworded=True)
        self.conversation.bot.queue.push(edited_message=edited.message())

    async def forward(self, text: str, author: str) -> int:
        """Forward a text that somebody wrote elsewhere."""
        origin = telegram.MessageOriginHiddenUser(self.conversation.now(), author)
        return self._send({"text": text, "forward_origin": origin})

    async def send_photo(self, data: bytes, caption: str = "", *, reply_to: int | None = None) -> int:
        """Send a PNG or JPEG picture."""
        return self._send({**self._photo(data), **_caption(caption), **self._reply(reply_to)})

    async def send_album(
        self, pictures: Sequence[bytes], caption: str = "", *, reply_to: int | None = None
    ) -> list[int]:
        """Send two to ten pictures as one album, whose caption stands under the first."""
        if not MediaGroupLimit.MIN_MEDIA_LENGTH <= len(pictures) <= MediaGroupLimit.MAX_MEDIA_LENGTH:
            raise ValueError("an album has two to ten pictures")
        album = {"media_group_id": str(secrets.randbits(62)), **self._reply(reply_to)}
        captions = [_caption(caption), *[_caption("")] * (len(pictures) - 1)]
        contents = [{**self._photo(data), **album, **words} for data, words in zip(pictures, captions, strict=True)]
        return [self._send(content) for content in contents]

    async def send_voice(self, data: bytes, caption: str = "") -> int:
        """Send a voice message."""
        file = self._world.files.put(data, "voice.ogg", "audio/ogg", folder="voices")
        return self._send({"voice": file.as_voice(), **_caption(caption)})

    async def send_audio(self, data: bytes, name: str, caption: str = "") -> int:
        """Send music."""
        file = self._world.files.put(data, name, "audio/mpeg", folder="audios")
        return self._send({"audio": file.as_audio(), **_caption(caption)})

    async def send_document(
        self, data: bytes, name: str, caption: str = "", mime: str = "", *, reply_to: int | None = None
    ) -> int:
        """Send a file; `mime` is for names that tell no type."""
        file: StoredFile = self._world.files.put(data, name, mime)
        return self._send({"document": file.as_document(), **_caption(caption), **self._reply(reply_to)})

    async def share_contact(self, contact: telegram.Contact | None = None) -> int:
        """Send the person's own contact, or somebody else's `contact`."""
        own = self.account.user()
        contact = contact or telegram.Contact(self.account.phone, own.first_name, own.last_name, own.id)
        return self._send({"contact": contact})

    async def tap(self, label: str) -> int:
        """Press a button of the reply keyboard."""
        markup = self.conversation.keyboard
        buttons = [button for row in markup.keyboard for button in row] if markup else []
        button = next((button for button in buttons if button.text == label), None)
        if markup is None or button is None:
            raise LookupError(f"no button {label!r} on the keyboard {self.keyboard}")
        if markup.one_time_keyboard:
            self.conversation.keyboard = None
        return await (self.share_contact() if button.request_contact else self.say(label))

    async def press(
        self, button: str, message: MessageView | int | None = None, timeout: float = 10.0
    ) -> CallbackAnswer:
        """Press the inline button with this text or data and wait for the bot's answer.

        Looks on `message` (itself or its identifier), else on the newest that has such a button.

        Raises:
            LookupError: No such button on the screen.
            TimeoutError: The bot has not answered in `timeout` seconds.
        """
        on, found = self._find(button, message)
        return await self.press_data(on, found.data, timeout)

    async def press_data(self, message: int, data: str, timeout: float = 10.0) -> CallbackAnswer:
        """Send any data as if a button under `message` carried it, and wait for the bot's answer."""
        press = self.begin_press(message, data)
        return await asyncio.wait_for(press.answer, timeout)

    def begin_press(self, message: int, data: str) -> Press:
        """Send the press of a button, without waiting for the answer."""
        envelope = self.conversation.messages[message]
        query_id, press = self._world.open_press(self.conversation, message, data)
        query = telegram.CallbackQuery(
            query_id, self.account.user(), str(self.id), message=envelope.message(), data=data
        )
        self.conversation.bot.queue.push(callback_query=query)
        return press

    def delete(self, message: int) -> None:
        """Delete a message for both sides; bots are not told."""
        self.conversation.remove(message)

    def block(self) -> None:
        """Block the bot."""
        self.conversation.set_blocked(True)

    def unblock(self) -> None:
        """Let the bot write again."""
        self.conversation.set_blocked(False)

    def deactivate(self) -> None:
        """Delete the account."""
        self.account.active = False
        self.conversation.tell("screen")

    def mark(self) -> None:
        """Have `expect` look only at messages that are sent or edited from now on."""
        self._mark = self.conversation.revision

    async def wait(self, condition: Condition, timeout: float = 10.0) -> list[MessageView]:
        """Return the screen as soon as `condition` holds for it.

        Raises:
            TimeoutError: It did not in `timeout` seconds; the message shows the end of the screen.
        """
        try:
            async with asyncio.timeout(timeout):
                while not condition(self.messages):
                    await self.conversation.changed.wait()
        except TimeoutError as error:
            raise TimeoutError(f"{self.account.name} waited in vain; on the screen: {self._end()}") from error
        return self.messages

    async def expect(self, substring: str, timeout: float = 10.0) -> MessageView:
        """Return the bot's newest message which contains `substring`, waiting for it if need be."""

        def fitting(messages: list[MessageView]) -> list[MessageView]:
            return [m for m in messages if m.from_bot and m.revision > self._mark and substring in m.text]

        return max(fitting(await self.wait(fitting, timeout)), key=lambda message: message.revision)

    def _send(self, content: Content) -> int:
        if self.conversation.blocked:
            raise RuntimeError("the person has blocked the bot and cannot write to it")
        return self.conversation.hear(content).message_id

    def _reply(self, to: int | None) -> Content:
        return {} if to is None else {"reply_to_message": self.conversation.messages[to].message()}

    def _photo(self, data: bytes) -> Content:
        size = image_size(data)
        if size is None:
            raise ValueError("a photo is a PNG or JPEG image")
        return {"photo": self._world.files.put(data, "photo.jpg", "image/jpeg", folder="photos").as_photo(size)}

    def _find(self, wanted: str, message: MessageView | int | None) -> tuple[int, Button]:
        for shown in reversed(self._candidates(message)):
            for row in shown.buttons:
                for button in row:
                    if wanted in (button.text, button.data) and button.data:
                        return shown.id, button
        raise LookupError(f"no button {wanted!r}; on the screen: {self._end()}")

    def _candidates(self, message: MessageView | int | None) -> list[MessageView]:
        if message is None:
            return self.messages
        message_id = message.id if isinstance(message, MessageView) else message
        return [view(self.conversation.messages[message_id], self._world.files)]

    def _end(self) -> list[Any]:
        return [(shown.text[:200], shown.labels) for shown in self.messages[-3:]]


def _caption(text: str) -> Content:
    rich = with_found_entities(RichText(text))
    return {"caption": rich.text, "caption_entities": rich.entities} if text else {}
