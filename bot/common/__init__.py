"""What every person finds: the way in, who speaks in this chat, the language, help, the way out."""
