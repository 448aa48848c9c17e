"""Documents, photos, voice messages, music and their download."""

from typing import Any

from telegram.constants import FileSizeLimit

from playground import errors
from playground.conversation import Content
from playground.files import StoredFile, image_size
from playground.methods.call import Call, Method
from playground.methods.sending import caption, deliver

_MAX_SIDES = 10_000
_MAX_RATIO = 20


async def send_document(call: Call) -> dict[str, Any]:
    """Send any file of up to 50 MB, new or known by its identifier."""
    conversation = call.conversation(writing=True)
    file = _file(call, "document", FileSizeLimit.FILESIZE_UPLOAD)
    return deliver(call, conversation, {"document": file.as_document(), **caption(call.params)})


async def send_photo(call: Call) -> dict[str, Any]:
    """Send a PNG or JPEG picture of up to 10 MB."""
    conversation = call.conversation(writing=True)
    return deliver(call, conversation, {**photo(call), **caption(call.params)})


def photo(call: Call) -> Content:
    """Return the picture of a call as content.

    Raises:
        ApiError: 400 when it is none, or none that is shown.
    """
    file = _file(call, "photo", FileSizeLimit.PHOTOSIZE_UPLOAD)
    size = image_size(file.data)
    if size is None:
        raise errors.bad_request("IMAGE_PROCESS_FAILED")
    if not min(size) or sum(size) > _MAX_SIDES or max(size) > _MAX_RATIO * min(size):
        raise errors.bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"photo": file.as_photo(size)}


async def send_voice(call: Call) -> dict[str, Any]:
    """Send a voice message of up to 50 MB."""
    conversation = call.conversation(writing=True)
    file = _file(call, "voice", FileSizeLimit.FILESIZE_UPLOAD)
    return deliver(call, conversation, {"voice": file.as_voice(), **caption(call.params)})


async def send_audio(call: Call) -> dict[str, Any]:
    """Send music of up to 50 MB."""
    conversation = call.conversation(writing=True)
    file = _file(call, "audio", FileSizeLimit.FILESIZE_UPLOAD)
    return deliver(call, conversation, {"audio": file.as_audio(), **caption(call.params)})


async def get_file(call: Call) -> dict[str, Any]:
    """Tell where a file of up to 20 MB can be downloaded."""
    file = call.world.files.by_id(call.params.text("file_id"))
    if file is None:
        raise errors.bad_request("invalid file_id")
    if len(file.data) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise errors.bad_request("file is too big")
    return file.as_file().to_dict()


def _file(call: Call, kind: str, most: int) -> StoredFile:
    upload = call.params.upload(kind)
    if upload is None:
        return _known_file(call, kind)
    if not upload.data:
        raise errors.bad_request("file must be non-empty")
    if len(upload.data) > most:
        raise errors.ApiError(413, "Request Entity Too Large")
    return call.world.files.put(upload.data, upload.filename, upload.mime, folder=f"{kind}s")


def _known_file(call: Call, kind: str) -> StoredFile:
    """Find a file by its identifier; links are refused, for a playground reaches nothing but itself."""
    file_id = call.params.text(kind)
    if not file_id:
        raise errors.bad_request(f"there is no {kind} in the request")
    file = call.world.files.by_id(file_id)
    if file is None:
        raise errors.bad_request("wrong file identifier/HTTP URL specified")
    known_as = file.path.partition("/")[0].removesuffix("s")
    if known_as != kind:
        raise errors.bad_request(f"can't use file of type {known_as.title()} as {kind.title()}")
    return file


METHODS: dict[str, Method] = {
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendVoice": send_voice,
    "sendAudio": send_audio,
    "getFile": get_file,
}
