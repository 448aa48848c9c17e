"""The data-entry schedule in the chat: own time, the whole of it, changes, the form as a workbook (I01-I05)."""
