"""Loading: a workspace found, and its profiles, targets and templates read into memory."""

from typing import TYPE_CHECKING

from appkit.front import front

if TYPE_CHECKING:
    from appkit.load.files import Files
    from appkit.load.target import LoadedTarget, OtherProfileError, letter_file, load_preset, load_target
    from appkit.load.workspace import Workspace, find_workspace, open_workspace, valid_name

__all__ = [
    "Files",
    "LoadedTarget",
    "OtherProfileError",
    "Workspace",
    "find_workspace",
    "letter_file",
    "load_preset",
    "load_target",
    "open_workspace",
    "valid_name",
]

__getattr__ = front(
    __name__,
    files=("Files",),
    target=("LoadedTarget", "OtherProfileError", "letter_file", "load_preset", "load_target"),
    workspace=("Workspace", "find_workspace", "open_workspace", "valid_name"),
)
