"""The family of errors.

    AccordingtoError
    ├── InputError       one input cannot be read: what, where, what to do
    │   ├── MissingInput     there is no such file
    │   ├── EmptyInput       nothing to read in it
    │   ├── NotText          bytes that are no text, or a file that is not what its name says
    │   ├── NoArticle        a page or PDF in which no running text was found
    │   ├── WrongLanguage    a language that is not coded
    │   ├── TooLarge         over a cap
    │   ├── MissingPart      a library that the input needs cannot be imported
    │   └── Copy             the same text as an input before it, which is read once
    ├── UsageError       the command or call is wrong (a date that is none, an unknown option value)
    ├── StoreError       a store is none, broken, of another version, or in use
    ├── LexiconError     a lexicon file breaks its schema: file, entry, what is wrong
    └── ModelError       the weights in the package are missing or do not fit the code

The core raises; the command line prints one line and goes on or exits.
"""


def printable(words: str) -> str:
    """Words for a terminal: control and direction characters, line ends and broken characters are written out (``\\x1b``, ``\\u202e``)."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in words)


class AccordingtoError(Exception):
    """Everything that this package raises on purpose."""


class InputError(AccordingtoError):
    """One input cannot be read.

    Args:
        source: the input as the user named it (path, ``-``, or ``file.jsonl:12``).
        problem: what is wrong, a clause without a full stop.
        remedy: what to do about it, a clause without a full stop.
    """

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        self.source, self.problem, self.remedy = source, problem, remedy
        super().__init__(printable(f"{source}: {problem}; {remedy}"))


class MissingInput(InputError):
    """There is no such file."""


class EmptyInput(InputError):
    """There is nothing to read in it."""


class NotText(InputError):
    """Bytes that are no text, or a file that is not what its name says."""


class NoArticle(InputError):
    """A page or PDF in which no running text was found."""


class WrongLanguage(InputError):
    """A language that is not coded."""


class TooLarge(InputError):
    """Over a cap on size, members or depth."""


class MissingPart(InputError):
    """A library that the input needs cannot be imported."""


class Copy(InputError):
    """The same text as an input before it, which is read once.

    Args:
        source: the input as the user named it.
        first: the input that it is a copy of.
    """

    def __init__(self, source: str, first: str) -> None:
        self.first = first
        super().__init__(source, f"is a copy of {first}", "it is read once")


class UsageError(AccordingtoError):
    """The command or call is wrong."""


class StoreError(AccordingtoError):
    """A store is none, broken, of another version, or in use: where, what, what to do."""


class LexiconError(AccordingtoError):
    """A lexicon file breaks its schema."""


class ModelError(AccordingtoError):
    """The weights are missing or do not fit the code."""
