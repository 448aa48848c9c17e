"""The chats that speak for a person, as that person sees them (D13). Nobody sees the chats of another."""

from dataclasses import dataclass

from core.errors import NotFoundError
from core.ids import LinkId
from core.people.links.model import Chat, Identity, Link
from core.people.model import Actor, School
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Device:
    """A chat that speaks for the person; `here` is the one in which this is asked."""

    link: Link
    chat: Chat
    here: bool


@dataclass(frozen=True, slots=True)
class Devices:
    """All chats of one of those who speak here, the oldest first."""

    actor: Actor
    school: School
    devices: tuple[Device, ...]


async def own_devices(database: Database, identity: Identity) -> tuple[Devices, ...]:
    """The chats of each person that this chat speaks for, in the order of the links."""
    async with database.reading() as unit:
        pairs = zip(identity.links, identity.actors, strict=True)
        return tuple([await _devices(unit, link, actor) for link, actor in pairs])


async def own_device(database: Database, identity: Identity, link_id: LinkId) -> tuple[Devices, Device]:
    """One of them with its person. NotFoundError for a chat of somebody else, be there one or not."""
    for own in await own_devices(database, identity):
        for device in own.devices:
            if device.link.id == link_id:
                return own, device
    raise NotFoundError


async def _devices(unit: UnitOfWork, own: Link, actor: Actor) -> Devices:
    school = await unit.people.school(own.school_id)
    found = await unit.links.links_to(own.person_id)
    return Devices(actor, school, tuple(Device(link, chat, link.chat_key == own.chat_key) for link, chat in found))
