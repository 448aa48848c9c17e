"""The bytes of files that people sent to our bots."""

from collections.abc import Mapping, Sequence

from bot.delivery.telegram import TelegramChannel
from core.journal.attachments.model import Content


class BotFiles:
    """FileSource over the channels of the bots that this process serves."""

    def __init__(self, channels: Mapping[str, TelegramChannel]) -> None:
        self._channels = channels

    @property
    def bots(self) -> Sequence[str]:
        """The bots by their ids."""
        return tuple(self._channels)

    async def fetch(self, bot: str, reference: str) -> Content:
        """The bytes. ChannelError."""
        return await self._channels[bot].fetch(reference)
