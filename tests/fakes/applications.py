"""Applications have no fake: connecting one writes the directories, and their tests do so on a database."""

from core.applications.ports import ApplicationRepository, ConsentRepository


class Unavailable:
    """Refuses to be used."""

    @property
    def applications(self) -> ApplicationRepository:
        raise NotImplementedError

    @property
    def consents(self) -> ConsentRepository:
        raise NotImplementedError
