"""What allocators of memory keep for themselves, and how to have less kept."""

import ctypes
import os


def frugal() -> None:
    """Give memory back when it is no longer used, which allocators that are made for speed put off for ever. To be called before pyarrow is
    imported.

    Arrow's own keeps what each thread has ever freed, the C library's does so for every arena, of which there are eight a core: by threads
    that read row groups of Parquet in turns the reading room grew by 200 MB within a thousand pages, of which it used 70, and a run that
    codes an archive by 11 MB every thousand documents.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    try:
        option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):
        return  # another C library
    for name, value in _MALLOC.values():
        option(name, value)


_MALLOC = {"arenas": (-8, 2), "bytes from which memory is mapped": (-3, 4_000_000), "bytes kept at the end of the heap": (-1, 8_000_000)}
"""``mallopt`` of the GNU C library: ``M_ARENA_MAX``, ``M_MMAP_THRESHOLD``, ``M_TRIM_THRESHOLD``."""
