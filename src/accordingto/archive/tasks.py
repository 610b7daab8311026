"""What a worker does: take an item in, code a page. Both are functions of their argument alone, so any process on any machine may do
them."""

from accordingto import analysers, coder, export, ingest, pipeline
from accordingto.archive import near
from accordingto.archive.items import Item, Rejected, rejected, writable
from accordingto.archive.messages import Done, Read, Taken, Task
from accordingto.errors import InputError, NotText
from accordingto.types import Page


def do(task: Task) -> Done:
    """Do a task; what a document does to the program is a rejection of that document."""
    try:
        if task.item is not None:
            return Done(task.number, taken=take(task.item))
        assert task.page is not None
        return Done(task.number, read=code(task.page, task.analyser))
    except InputError as error:
        return Done(task.number, rejected=rejected(error))
    except (MemoryError, RecursionError):
        return Done(task.number, rejected=Rejected("TooLarge", "needs more memory or depth than there is", "split it into documents"))
    except ImportError as error:
        part = error.name or "a library"
        return Done(
            task.number, rejected=Rejected("MissingPart", f"needs {part}, which cannot be imported", "pip install accordingto again")
        )
    except Exception as error:  # noqa: BLE001 - one document must not end an archive; the row in `failures` tells it
        words = writable(" ".join(f"{type(error).__name__}: {error}".split()))[:300]
        return Done(task.number, rejected=Rejected("Bug", f"ended the program with an error ({words})", "report it with the document"))


def take(item: Item) -> Taken:
    """The page of an item.

    Raises:
        InputError: it is no document.
    """
    if item.text is not None:
        page = ingest.from_text(item.text, item.given, item.source)
    else:
        page = ingest.from_bytes(item.data, item.source, item.suffix, item.given)
    if not page.document.text.isprintable():
        try:
            page.document.text.encode()
        except UnicodeEncodeError as error:
            raise NotText(item.source, "holds half of a character", "save it again as UTF-8") from error
    return Taken(page, near.bands(page))


def code(page: Page, analyser: str) -> Read:
    """The claims of a page; every quote is checked against the text."""
    loaded = analysers.load(analyser)
    reading = pipeline.code(page, loaded)
    export.check([reading])
    return Read(reading.document, reading.claims, coder.version(loaded.version))
