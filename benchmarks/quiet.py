"""No log while it is measured: writing it costs, and the answers of processes stand on their standard output."""

import logging

import structlog


def be_quiet() -> None:
    """Silence our log and the libraries'."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
