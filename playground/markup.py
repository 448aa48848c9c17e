"""Keyboards of every kind, read from a call and checked against Telegram's limits."""

from typing import Any

import telegram
from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, ReplyLimit

from playground.errors import bad_request
from playground.params import Params

ReplyMarkup = (
    telegram.InlineKeyboardMarkup | telegram.ReplyKeyboardMarkup | telegram.ReplyKeyboardRemove | telegram.ForceReply
)
_KINDS: dict[str, type[Any]] = {
    "inline_keyboard": telegram.InlineKeyboardMarkup,
    "keyboard": telegram.ReplyKeyboardMarkup,
    "remove_keyboard": telegram.ReplyKeyboardRemove,
    "force_reply": telegram.ForceReply,
}
_REPLY_BUTTONS = 300


def read_markup(params: Params) -> ReplyMarkup | None:
    """Return the keyboard of a call, or None without one.

    Raises:
        ApiError: 400 in the server's words, when it is malformed or breaks a limit.
    """
    data = params.structure("reply_markup", "can't parse reply keyboard markup JSON object")
    if not data:
        return None
    if not isinstance(data, dict):
        raise bad_request("object expected as reply markup")
    markup = _parse(data)
    if isinstance(markup, telegram.InlineKeyboardMarkup):
        return _checked_inline(markup)
    if isinstance(markup, telegram.ReplyKeyboardMarkup):
        return _checked_reply(markup)
    return markup


def read_inline(params: Params) -> telegram.InlineKeyboardMarkup | None:
    """Return the inline keyboard of an edit, or None when the message is to have no buttons.

    Raises:
        ApiError: 400 also for a keyboard of another kind.
    """
    markup = read_markup(params)
    if markup is None or isinstance(markup, telegram.InlineKeyboardMarkup):
        return markup if markup and markup.inline_keyboard else None
    raise bad_request("inline keyboard expected")


def _parse(data: dict[str, Any]) -> ReplyMarkup | None:
    kind = next((_KINDS[key] for key in _KINDS if key in data), None)
    if kind is None:
        return None
    try:
        markup: ReplyMarkup = kind.de_json(_with_buttons(data), None)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise bad_request("can't parse inline keyboard button: " + _fault_of(data)) from error
    return markup


def _with_buttons(data: dict[str, Any]) -> dict[str, Any]:
    """Read the buttons of a reply keyboard, which PTB's own reader leaves as they are."""
    if "keyboard" not in data:
        return data
    rows = [[_reply_button(button) for button in row] for row in data["keyboard"]]
    return {**data, "keyboard": rows}


def _reply_button(data: str | dict[str, Any]) -> telegram.KeyboardButton:
    return telegram.KeyboardButton(data) if isinstance(data, str) else telegram.KeyboardButton.de_json(data, None)


def _fault_of(data: dict[str, Any]) -> str:
    rows = data.get("inline_keyboard", data.get("keyboard"))
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return "Field must be an Array of Arrays"
    return 'Can\'t find field "text"'


def _checked_inline(markup: telegram.InlineKeyboardMarkup) -> telegram.InlineKeyboardMarkup:
    buttons = [button for row in markup.inline_keyboard for button in row]
    if len(buttons) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)
    return markup


def _check_button(button: telegram.InlineKeyboardButton) -> None:
    if not button.text.strip():
        raise bad_request("can't parse inline keyboard button: Button text must be non-empty")
    data = button.callback_data
    if data is not None:
        if not 1 <= len(str(data).encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    elif button.url is not None:
        if not button.url.startswith(("https://", "http://", "tg://")):
            raise bad_request("BUTTON_URL_INVALID")
    elif not set(button.to_dict()) - {"text", "style", "icon_custom_emoji_id"}:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _checked_reply(markup: telegram.ReplyKeyboardMarkup) -> telegram.ReplyKeyboardMarkup:
    buttons = [button for row in markup.keyboard for button in row]
    if not buttons:
        raise bad_request("reply keyboard must be non-empty")
    if len(buttons) > _REPLY_BUTTONS:
        raise bad_request("reply markup is too long")
    if len(markup.input_field_placeholder or "") > ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    return markup
