"""What can go wrong, said in one sentence: the value, the limit, the remedy."""

LONGEST = 2000  # letters of a message: names and paths in it may be of any length


class SocmapError(Exception):
    """Base of every error whose message is meant for the user; of a long one the middle is left out.

    >>> len(str(SocmapError("x" * 10_000 + "; choose another.")))
    2005
    """

    def __init__(self, message: str) -> None:
        half = LONGEST // 2
        super().__init__(message if len(message) <= LONGEST else f"{message[:half]} ... {message[-half:]}")


class InputError(SocmapError):
    """Samples, layers or parameters that cannot be used."""


class DatasetError(SocmapError):
    """A patch dataset that is damaged, foreign, or of another schema."""


class ModelError(SocmapError):
    """A model file that is damaged, foreign, or does not match the covariates."""


class OutputError(SocmapError):
    """A result that cannot be written where it was asked for."""


class Cancelled(SocmapError):
    """The user stopped the job."""

    def __init__(self) -> None:
        super().__init__("The job was cancelled; nothing was written under a final name.")
