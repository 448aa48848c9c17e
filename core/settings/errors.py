"""What the settings of a school refuse."""

from core.errors import DomainError


class UnknownSettingError(DomainError):
    """There is no such key. Data: key."""

    code = "setting_unknown"


class SettingValueError(DomainError):
    """The value is none of those that the key takes. Data: key, value."""

    code = "setting_value"


class NothingUsualError(DomainError):
    """The key has nothing usual that it could go back to: a school has a name of its own. Data: key."""

    code = "setting_nothing_usual"
