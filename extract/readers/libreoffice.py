"""Old formats that only LibreOffice reads: MS Works .wps; for other readers Word 6, Word 95 and odd RTF.

LibreOffice makes a .docx of them in a process of its own, with an empty profile: no macro runs, no link is
followed, and nothing that one file does can reach the next.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from extract.readers import word
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, NeedsLibreOffice, TookTooLong

SECONDS = 60  # one conversion takes about one
_PROGRAMS = ("soffice", "libreoffice")
_WORKS = "CONTENTS"  # stream of MS Works word processor files
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def accepts(source: Source) -> bool:
    """A compound file of MS Works."""
    return _WORKS in source.streams and "WordDocument" not in source.streams


def read(source: Source) -> Document:
    """See `read_through`."""
    return read_through(source, "works", ".wps")


def read_through(source: Source, kind: str, suffix: str) -> Document:
    """The document by way of a .docx; `kind` is its format, `suffix` the extension that tells LibreOffice.

    Raises NeedsLibreOffice, DamagedFile, TookTooLong and what the .docx reader raises.
    """
    converted = Source(source.name, _convert(source.data, suffix))
    return replace(word.read(converted), format=kind, reader="libreoffice+docx")


def _convert(data: bytes, suffix: str) -> bytes:
    """The bytes of a .docx."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise NeedsLibreOffice(
            "这种旧格式要借助 LibreOffice 读取：请安装后重试"
            "（Debian、Ubuntu 的软件包是 libreoffice-writer-nogui），或用 Word、WPS 另存为 .docx。"
        )
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        given, made = Path(folder, f"input{suffix}"), Path(folder, "made", "input.docx")
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        given.write_bytes(data)
        profile = f"-env:UserInstallation={settings.parents[1].as_uri()}"
        _run(
            [
                program,
                profile,
                "--headless",
                "--norestore",
                "--convert-to",
                "docx",
                "--outdir",
                made.parent,
                given,
            ]
        )
        if not made.exists():
            raise DamagedFile("LibreOffice 打不开这个文件；请用 Word 或 WPS 另存为 .docx 后重试。")
        return made.read_bytes()


def _run(command: list[str | Path]) -> None:
    """Run to the end, or end it and all that it started. Raises TookTooLong."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise TookTooLong(
                f"LibreOffice 用了 {SECONDS} 秒仍未读完；请用 Word 或 WPS 另存为 .docx 后重试。"
            ) from error
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
