"""Large XML parts read in one pass: only one element at a time is held."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator

from lxml import etree

from jixiao.forms.errors import DamagedFile


def elements(data: bytes, part: str, tags: Collection[str]) -> Iterator[etree._Element]:
    """The elements of these local names in the order in which they end, each emptied afterwards.

    `part` names the text in messages. An element whose children were asked for too has lost them, not its
    attributes. Entities are not resolved, nothing is fetched. Raises DamagedFile; a DOCTYPE is refused.
    """
    stream = etree.iterparse(
        io.BytesIO(data),
        tag=tuple(f"{{*}}{tag}" for tag in tags),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in stream:
            yield element
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise DamagedFile(f"文件已损坏，部件 {part} 不是完整的 XML；请向填报单位重新索取。") from error
    if stream.root is not None and stream.root.getroottree().docinfo.internalDTD is not None:
        raise DamagedFile(f"部件 {part} 含有 DOCTYPE 声明，可能有害，不予读取；请重新另存后再试。")


def _forget(element: etree._Element) -> None:
    """Give back the memory of an element and of those before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        del parent[: parent.index(element)]


def local(element: etree._Element) -> str:
    """The name of an element without its namespace: strict and transitional files are read alike."""
    return element.tag.rpartition("}")[2]
