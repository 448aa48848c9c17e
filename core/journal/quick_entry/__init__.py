"""The one-message language of teachers: text → tokens → parts → resolution → draft with questions."""
