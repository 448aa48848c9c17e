"""The database: schema, migrations and, for each area of the core, the module that implements its ports."""
