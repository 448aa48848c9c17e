"""Changing and deleting messages."""

from typing import Any

from telegram.constants import BulkRequestLimit

from playground import errors
from playground.conversation import Content, Conversation, Envelope
from playground.markup import read_inline
from playground.methods.call import Call, Method
from playground.methods.documents import photo
from playground.methods.sending import caption, message_text
from playground.params import Params

_DELETABLE_SECONDS = 48 * 60 * 60
_CAPTION = ("caption", "caption_entities")


async def edit_message_text(call: Call) -> dict[str, Any]:
    """Replace text and buttons."""
    conversation, old = _editable(call)
    if "text" not in old.content:
        raise errors.bad_request("there is no text in the message to edit")
    rich = message_text(call.params)
    return _replace(call, conversation, old, {"text": rich.text, "entities": rich.entities})


async def edit_message_caption(call: Call) -> dict[str, Any]:
    """Replace caption and buttons of a document or photo."""
    conversation, old = _editable(call)
    if "text" in old.content:
        raise errors.bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in old.content.items() if key not in _CAPTION}
    return _replace(call, conversation, old, {**kept, **caption(call.params)})


async def edit_message_media(call: Call) -> dict[str, Any]:
    """Replace a photo or document, its caption and buttons; what is put there must be a photo."""
    conversation, old = _editable(call)
    if "text" in old.content:
        raise errors.bad_request("there is no media in the message to edit")
    media = call.params.structure("media", "can't parse InputMedia")
    if not isinstance(media, dict) or media.get("type") != "photo":
        raise errors.bad_request("type of the media is not supported")
    inner = Call(call.world, call.bot, Params({**media, "photo": media.get("media", "")}, call.params.files))
    return _replace(call, conversation, old, {**photo(inner), **caption(inner.params)})


async def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    """Replace the buttons only."""
    conversation, old = _editable(call)
    return _replace(call, conversation, old, dict(old.content), reworded=False)


async def delete_message(call: Call) -> bool:
    """Delete a message which is not older than 48 hours."""
    conversation = call.conversation()
    envelope = conversation.messages.get(call.params.integer("message_id"))
    if envelope is None:
        raise errors.bad_request("message to delete not found")
    if (conversation.now() - envelope.sent_at).total_seconds() > _DELETABLE_SECONDS:
        raise errors.bad_request("message can't be deleted")
    conversation.remove(envelope.message_id)
    return True


async def delete_messages(call: Call) -> bool:
    """Delete up to 100 messages; those which are not there are passed over."""
    conversation = call.conversation()
    ids = call.params.structure("message_ids", "can't parse message identifiers list")
    if not isinstance(ids, list) or not ids:
        raise errors.bad_request("message identifiers are not specified")
    if len(ids) > BulkRequestLimit.MAX_LIMIT:
        raise errors.bad_request("too many message identifiers specified")
    for message_id in ids:
        if message_id in conversation.messages:
            conversation.remove(message_id)
    return True


def _editable(call: Call) -> tuple[Conversation, Envelope]:
    conversation = call.conversation()
    if not call.params.integer("message_id"):
        raise errors.bad_request("message identifier is not specified")
    envelope = conversation.messages.get(call.params.integer("message_id"))
    if envelope is None:
        raise errors.bad_request("message to edit not found")
    if not envelope.editable:
        raise errors.bad_request("message can't be edited")
    return conversation, envelope


def _replace(
    call: Call, conversation: Conversation, old: Envelope, content: Content, *, reworded: bool = True
) -> dict[str, Any]:
    markup = read_inline(call.params)
    content.pop("reply_markup", None)
    if markup:
        content["reply_markup"] = markup
    if "reply_to_message" in old.content:
        content["reply_to_message"] = old.content["reply_to_message"]
    if _same(old.content, content):
        raise errors.not_modified()
    return conversation.edit(old, content, reworded=reworded).message().to_dict()


def _same(old: Content, new: Content) -> bool:
    return {key: _plain(value) for key, value in old.items()} == {key: _plain(new[key]) for key in new}


def _plain(value: Any) -> Any:
    """PTB's own comparison leaves some fields aside, such as the language of code; dictionaries do not."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


METHODS: dict[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
