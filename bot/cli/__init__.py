"""The command line: `peremena`. Each command lives in a module of its own and is imported when it is called."""
