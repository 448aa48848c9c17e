"""What the chat page may do in a person's place, and to the messenger as a whole."""

import base64
from collections.abc import Awaitable, Callable

from playground.person import Person
from playground.personas import Json
from playground.trouble import Trouble


async def _start(person: Person, act: Json) -> Json:
    await person.start(str(act.get("payload", "")))
    return {}


async def _say(person: Person, act: Json) -> Json:
    await person.say(str(act["text"]).strip())
    return {}


async def _press(person: Person, act: Json) -> Json:
    person.begin_press(int(act["message_id"]), str(act["data"]))
    return {}


async def _tap(person: Person, act: Json) -> Json:
    await person.tap(str(act["label"]))
    return {}


async def _contact(person: Person, _: Json) -> Json:
    await person.share_contact()
    return {}


async def _photo(person: Person, act: Json) -> Json:
    await person.send_photo(base64.b64decode(act["data"]), str(act.get("caption", "")))
    return {}


async def _album(person: Person, act: Json) -> Json:
    pictures = [base64.b64decode(data) for data in act["pictures"]]
    await person.send_album(pictures, str(act.get("caption", "")))
    return {}


async def _voice(person: Person, act: Json) -> Json:
    await person.send_voice(base64.b64decode(act["data"]), str(act.get("caption", "")))
    return {}


async def _audio(person: Person, act: Json) -> Json:
    await person.send_audio(base64.b64decode(act["data"]), str(act["name"]), str(act.get("caption", "")))
    return {}


async def _document(person: Person, act: Json) -> Json:
    data = base64.b64decode(act["data"])
    await person.send_document(data, str(act["name"]), str(act.get("caption", "")), str(act.get("mime", "")))
    return {}


async def _delete(person: Person, act: Json) -> Json:
    person.delete(int(act["message_id"]))
    return {}


async def _block(person: Person, _: Json) -> Json:
    person.block()
    return {}


async def _unblock(person: Person, _: Json) -> Json:
    person.unblock()
    return {}


async def _deactivate(person: Person, _: Json) -> Json:
    person.deactivate()
    return {}


async def _language(person: Person, act: Json) -> Json:
    person.account.language = str(act["language"])
    person.conversation.tell("screen")
    return {}


ACTS: dict[str, Callable[[Person, Json], Awaitable[Json]]] = {
    "start": _start,
    "say": _say,
    "press": _press,
    "tap": _tap,
    "contact": _contact,
    "photo": _photo,
    "album": _album,
    "voice": _voice,
    "audio": _audio,
    "document": _document,
    "delete": _delete,
    "block": _block,
    "unblock": _unblock,
    "deactivate": _deactivate,
    "language": _language,
}


def _seconds(act: Json, default: float) -> float:
    return float(act.get("seconds", default))


TROUBLES: dict[str, Callable[[Trouble, Json], None]] = {
    "clear": lambda trouble, _: trouble.clear(),
    "slow": lambda trouble, act: trouble.slow(_seconds(act, 3), during=act.get("during")),
    "flood": lambda trouble, act: trouble.flood(
        int(_seconds(act, 5)), calls=act.get("calls"), during=act.get("during")
    ),
    "down": lambda trouble, act: trouble.down(during=act.get("during")),
    "gateway": lambda trouble, act: trouble.gateway(during=act.get("during")),
    "failing": lambda trouble, act: trouble.failing(calls=act.get("calls"), during=act.get("during")),
    "lost_answer": lambda trouble, act: trouble.lose_answers(calls=act.get("calls"), during=act.get("during")),
}
