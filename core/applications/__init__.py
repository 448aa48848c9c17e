"""Applications for a diary (заявления) from the form to the link, and the register of consents."""
