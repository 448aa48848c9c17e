"""Who is told what, when and how: planning and the outbox."""
