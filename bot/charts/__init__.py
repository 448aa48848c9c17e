"""Pictures of a child's own marks over time (D06). Pillow is loaded when the first one is drawn."""
