"""What administrators and coordinators do in the chat: the settings of their school."""
