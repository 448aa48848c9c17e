"""A Telegram on loopback: Bot API and chat page, so that everything runs without a token."""

from playground.person import Person
from playground.personas import Hint
from playground.server import Playground
from playground.views import Button, FileView, MessageView

__all__ = ["Button", "FileView", "Hint", "MessageView", "Person", "Playground"]
