"""Decoding: from nodes whose shape has been checked to the values everything else works with."""

from typing import TYPE_CHECKING

from appkit.front import front

if TYPE_CHECKING:
    from appkit.decode.documents import default_filename
    from appkit.decode.identity import slug
    from appkit.decode.labels import decode_labels
    from appkit.decode.profile import decode_profile
    from appkit.decode.style import decode_style
    from appkit.decode.tags import decode_tags, with_tags_from_text
    from appkit.decode.target import decode_target

__all__ = [
    "decode_labels",
    "decode_profile",
    "decode_style",
    "decode_tags",
    "decode_target",
    "default_filename",
    "slug",
    "with_tags_from_text",
]

__getattr__ = front(
    __name__,
    documents=("default_filename",),
    identity=("slug",),
    labels=("decode_labels",),
    profile=("decode_profile",),
    style=("decode_style",),
    tags=("decode_tags", "with_tags_from_text"),
    target=("decode_target",),
)
