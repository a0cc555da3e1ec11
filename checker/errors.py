"""The one exception that stages raise, and why the system refused; the command line prints both."""

from __future__ import annotations


class CheckerError(Exception):
    """Something unusable: an input, a rule file, a setting.

    ``code`` is stable and for programs; ``message`` is Chinese and for people; ``place`` is
    ``path``, ``path:line`` or ``path:line:column`` as far as it is known, else empty. ``more``: further
    lines, where there is more than one thing to say.
    """

    def __init__(
        self, code: str, message: str, place: str = "", more: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message)
        self.more = more
        self.code = code
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    import errno

    known = {
        errno.ENOENT: "路径不存在",
        errno.ENOTDIR: "路径中间有一段不是文件夹",
        errno.EISDIR: "这是文件夹",
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "所在磁盘只读",
        errno.ENOSPC: "磁盘已满",
        errno.ENAMETOOLONG: "路径太长",
        errno.ELOOP: "符号链接成环",
    }
    number = error.errno or 0
    return known.get(number, f"系统错误 {errno.errorcode.get(number, number)}")
