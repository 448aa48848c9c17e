"""The functions that a regulation names, as bundles of roles (N02-N09, P18): data, chosen by the school's profile."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.people.model import Role


@dataclass(frozen=True, slots=True)
class Function:
    """A function by the name that documents give it, and the roles that it brings."""

    key: str
    roles: tuple[Role, ...]

    @property
    def of_class(self) -> bool:
        """Whether it is held for one class."""
        return Role.CLASS_TEACHER in self.roles


_DIRECTOR = Function("director", (Role.DIRECTOR,))
_DEPUTY = Function("deputy", (Role.DEPUTY,))
_TEACHING = (
    Function("teacher", (Role.TEACHER,)),
    Function("class_teacher", (Role.CLASS_TEACHER,)),
    Function("operator", (Role.OPERATOR,)),
)
"""Teachers and class teachers are one function of the documents; operators are the model of footnote 4 (B17)."""

OF_2010 = (
    _DIRECTOR,
    _DEPUTY,
    Function("ict_deputy", (Role.DEPUTY,)),
    Function("service_owner", (Role.COORDINATOR,)),
    Function("applications", (Role.CLERK,)),
    Function("data_officer", (Role.DATA_OFFICER,)),
    Function("administrator", (Role.ADMINISTRATOR,)),
    *_TEACHING,
)
"""N02-N08: each duty has somebody of its own."""
OF_2018 = (
    _DIRECTOR,
    _DEPUTY,
    Function("service_deputy", (Role.DEPUTY, Role.COORDINATOR)),
    Function("measures", (Role.ADMINISTRATOR, Role.DATA_OFFICER, Role.CLERK)),
    *_TEACHING,
)
"""N05, N09: one person unites applications, personal data and administration."""

_BY_PROFILE: Mapping[str, tuple[Function, ...]] = {"spb-2018": OF_2018}


def functions_of(profile: str) -> tuple[Function, ...]:
    """What may be granted at a school of this profile; where its document unites nothing, each duty apart."""
    return _BY_PROFILE.get(profile, OF_2010)
