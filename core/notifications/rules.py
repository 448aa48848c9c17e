"""What a claimed row needs at all before anything is sent."""

from core.notifications.model import Delivery, Operation, Outcome


def settled(delivery: Delivery) -> tuple[Outcome, str] | None:
    """How a row ends without being sent, with the reason; None if it is to be sent.

    A chat that blocked the bot is not tried. News of which nothing is left is not told, unless it was told before:
    then the message is edited to say so. An edit needs the message that it follows.
    """
    if delivery.blocked:
        return Outcome.UNREACHABLE, "blocked"
    edits = delivery.operation is Operation.EDIT
    if edits and delivery.edits_message is None:
        return Outcome.SUPERSEDED, "nothing_to_edit"
    if not edits and delivery.empty:
        return Outcome.SUPERSEDED, "nothing_left"
    return None
