"""The monthly check of the class list by its class teacher, signed and kept (A22, N23)."""
