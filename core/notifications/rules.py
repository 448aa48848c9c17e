"""What a claimed row needs at all before anything is sent."""

from core.notifications.model import Delivery, Kind, Operation, Outcome


def settled(delivery: Delivery) -> tuple[Outcome, str] | None:
    """How a row ends without being sent, with the reason; None if it is to be sent.

    A chat that blocked the bot is not tried. News of which nothing is left is not told, unless it was told before:
    then the message is edited to say so. An edit needs the message that it follows. A pupil whom the school keeps out
    hears nothing more. A letter to which there is no right any more gets no further file.
    """
    if delivery.blocked:
        return Outcome.UNREACHABLE, "blocked"
    if delivery.kept_back:
        return Outcome.SUPERSEDED, "pupils_kept_out"
    edits = delivery.operation is Operation.EDIT
    if edits and delivery.edits_message is None:
        return Outcome.SUPERSEDED, "nothing_to_edit"
    if delivery.empty and (not edits or delivery.kind is Kind.MESSAGE):
        return Outcome.SUPERSEDED, "nothing_left"
    return None
