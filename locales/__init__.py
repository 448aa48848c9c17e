"""Message catalogues: `ru` first, `en` complete."""
