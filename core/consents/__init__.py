"""The register of consents to processing a child's data, and what stays closed without one."""
