"""What can be compared: a store, or a folder or files of documents, of claims as ``read --format jsonl`` prints them, or of both.

Lines of a .jsonl file tell themselves what they are: a claim has ``according_to``, a record of a document (``read --documents``) has
``sha256``; claims without a record are compared without the document's date, title and sentences.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from accordingto import language
from accordingto.comparison.records import Told
from accordingto.errors import InputError, UsageError
from accordingto.types import Claim, Document

Reader = Callable[[Sequence[str]], Iterable[Told]]
Refuse = Callable[[InputError], None]


def store(paths: Sequence[str]) -> Path | None:
    """The store among the paths.

    Raises:
        UsageError: there are other paths beside it.
    """
    stores = [Path(p) for p in paths if (Path(p) / "datapackage.json").is_file()]
    if stores and len(paths) > 1:
        raise UsageError(f"{stores[0]}: is a store; compare it alone")
    return stores[0] if stores else None


def load(paths: Sequence[str], refuse: Refuse) -> Iterable[Told]:
    """Whatever can be compared, read where it has not been.

    Args:
        paths: as a user names them.
        refuse: is given what cannot be read.

    Raises:
        UsageError: a line of a file of claims is none.
    """
    folder = store(paths)
    if folder is not None:
        from accordingto.comparison import tables

        return tables.told(folder)
    return told(paths, lambda files: _read(files, refuse))


def _read(files: Sequence[str], refuse: Refuse) -> Iterator[Told]:
    from accordingto import ingest, pipeline

    seen = ingest.Seen()
    for file in files:
        for page in ingest.open(file, ingest.Given(), seen):
            if isinstance(page, InputError):
                refuse(page)
            else:
                reading = pipeline.code(page)
                yield Told(reading.document, tuple(reading.claims))


def told(paths: Sequence[str], read: Reader) -> list[Told]:
    """The documents and claims of files and folders.

    Args:
        paths: as a user names them.
        read: reads what is no file of claims.

    Raises:
        UsageError: a file of claims holds a line that is neither a claim nor a document; the message names it.
    """
    documents: dict[str, Document] = {}
    claims: dict[str, dict[str, Claim]] = {}
    texts = []
    for path in paths:
        for file in _files(path):
            if file.suffix == ".jsonl" and _is_records(file):
                _take(file, documents, claims)
            else:
                texts.append(str(file))
    found = {one.document.id: one for one in read(texts)} if texts else {}
    for id in sorted({*documents, *claims}):
        found[id] = Told(documents.get(id) or _unknown(id), tuple(claims.get(id, {}).values()))
    return list(found.values())


def _files(path: str) -> Iterator[Path]:
    own = Path(path)
    if own.is_dir():
        yield from sorted(f for f in own.rglob("*") if f.is_file() and not f.name.startswith("."))
    else:
        yield own


def _is_records(file: Path) -> bool:
    """Whether the first line of a file is a claim or the record of a document."""
    try:
        with file.open("rb") as lines:
            first = next((line for line in lines if line.strip()), b"")
        seen = msgspec.json.decode(first, type=dict[str, object])
    except (OSError, msgspec.DecodeError):
        return False
    return "according_to" in seen or "sha256" in seen


def _take(file: Path, documents: dict[str, Document], claims: dict[str, dict[str, Claim]]) -> None:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                if "according_to" in msgspec.json.decode(line, type=dict[str, object]):
                    claim = msgspec.json.decode(line, type=Claim)
                    claims.setdefault(claim.document, {})[claim.id] = claim
                else:
                    document = msgspec.json.decode(line, type=Document)
                    documents[document.id] = document
            except msgspec.DecodeError as error:
                raise UsageError(
                    f"{file}: line {number} is neither a claim nor a document ({error}); give what accordingto read prints"
                ) from error


def _unknown(id: str) -> Document:
    """A document of which only its claims are known."""
    return Document(id, "", "", None, None, None, language.CODE, None, id, (), ())
