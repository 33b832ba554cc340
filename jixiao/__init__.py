"""jixiao (绩效): performance-target forms in, tables that an analyst can use out.

    jixiao.run(["folder"], "out")      the whole of a folder, as `jixiao run folder -o out`
    jixiao.process(source, file=name)  one file, through all stages
    jixiao.load("out")                 the tables of a run as pandas frames

These are loaded when they are asked for: importing a type does not load a PDF library.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "load", "process", "run"]

_HOMES = {"load": "jixiao.frames", "process": "jixiao.pipeline", "run": "jixiao.batch"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
