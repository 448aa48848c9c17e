"""Sending messages."""

from typing import Any

import telegram
from telegram.constants import ChatAction, MessageLimit

from playground import errors
from playground.conversation import Content, Conversation, Envelope
from playground.entities import RichText, read_text
from playground.markup import ReplyMarkup, read_markup
from playground.methods.call import Call, Method
from playground.params import Params


async def send_message(call: Call) -> dict[str, Any]:
    """Send a text of 1 to 4096 characters."""
    conversation = call.conversation(writing=True)
    rich = message_text(call.params)
    return deliver(call, conversation, {"text": rich.text, "entities": rich.entities})


async def send_chat_action(call: Call) -> bool:
    """Show «печатает…» or the like for a few seconds."""
    conversation = call.conversation(writing=True)
    if call.params.text("action") not in list(ChatAction):
        raise errors.bad_request("wrong parameter action in request")
    conversation.tell("action", action=call.params.text("action"))
    return True


def deliver(call: Call, conversation: Conversation, content: Content) -> dict[str, Any]:
    """Put a message of the bot into the chat, with the keyboard and the reply the call names."""
    markup = read_markup(call.params)
    content |= _reply(call.params, conversation)
    if isinstance(markup, telegram.InlineKeyboardMarkup) and markup.inline_keyboard:
        content["reply_markup"] = markup
    if call.params.flag("protect_content"):
        content["has_protected_content"] = True
    editable = markup is None or isinstance(markup, telegram.InlineKeyboardMarkup)
    envelope = conversation.add(call.bot.user(), content, editable=editable)
    _show(markup, conversation, envelope)
    return envelope.message().to_dict()


def message_text(params: Params) -> RichText:
    """Return the text of a message.

    Raises:
        ApiError: 400 when it is empty, too long or cannot be parsed.
    """
    rich = _rich(params, "text", "entities")
    if not rich.text:
        raise errors.bad_request("message text is empty")
    if len(rich.text) > MessageLimit.MAX_TEXT_LENGTH:
        raise errors.bad_request("message is too long")
    return rich


def caption(params: Params) -> Content:
    """Return the caption of a document or photo as content; there may be none.

    Raises:
        ApiError: 400 when it is longer than 1024 characters or cannot be parsed.
    """
    rich = _rich(params, "caption", "caption_entities")
    if len(rich.text) > MessageLimit.CAPTION_LENGTH:
        raise errors.bad_request("message caption is too long")
    return {"caption": rich.text, "caption_entities": rich.entities} if rich.text else {}


def _rich(params: Params, text: str, entities: str) -> RichText:
    explicit = params.structure(entities, "can't parse MessageEntity list")
    return read_text(params.text(text), params.text("parse_mode"), explicit)


def _reply(params: Params, conversation: Conversation) -> Content:
    asked = params.structure("reply_parameters", "can't parse reply parameters JSON object")
    if not isinstance(asked, dict):
        return {}
    original = conversation.messages.get(asked.get("message_id", 0))
    if original:
        return {"reply_to_message": original.message()}
    if asked.get("allow_sending_without_reply"):
        return {}
    raise errors.bad_request("message to be replied not found")


def _show(markup: ReplyMarkup | None, conversation: Conversation, envelope: Envelope) -> None:
    """Change the keyboard under the person's input field, if the message brought another one."""
    if markup is None or isinstance(markup, telegram.InlineKeyboardMarkup):
        return
    if isinstance(markup, telegram.ForceReply):
        conversation.reply_wanted_to = envelope.message_id
    else:
        conversation.keyboard = markup if isinstance(markup, telegram.ReplyKeyboardMarkup) else None
    conversation.tell("screen")


METHODS: dict[str, Method] = {"sendMessage": send_message, "sendChatAction": send_chat_action}
