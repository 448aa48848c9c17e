"""Answering presses on inline buttons."""

from telegram.constants import CallbackQueryLimit

from playground import errors
from playground.methods.call import Call, Method
from playground.world import CallbackAnswer


async def answer_callback_query(call: Call) -> bool:
    """End the wait of whoever pressed; once, and soon after the press."""
    text = call.params.text("text")
    if len(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise errors.bad_request("MESSAGE_TOO_LONG")
    query_id = call.params.text("callback_query_id")
    press = call.world.close_press(query_id)
    if press is None or press.conversation.bot is not call.bot:
        raise errors.query_too_old()
    answer = CallbackAnswer(text, call.params.flag("show_alert"), call.params.text("url"))
    if not press.answer.done():
        press.answer.set_result(answer)
    press.conversation.tell("answer", message_id=press.message_id, data=press.data, text=text, alert=answer.show_alert)
    return True


METHODS: dict[str, Method] = {"answerCallbackQuery": answer_callback_query}
