"""School, staff and their functions, pupils, guardians, classes and groups, UIDs, account links."""
