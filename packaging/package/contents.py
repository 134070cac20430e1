"""What goes into the program's folder and what stays out, as rules over the names of files.

Qt goes in by name: a part of Qt that is not named here, because it is under the GPL or because nobody needs it, is not
packed. `GPL_QT` and `GPL_LIBRARIES` are what the finished package is looked through for.
"""

from __future__ import annotations

import re

QT_MODULES = frozenset({
    "Core", "Gui", "Widgets", "Network", "PrintSupport", "Svg", "Test",  # what LeadDesk imports
    "DBus", "OpenGL", "XcbQpa", "WaylandClient", "WlShellIntegration",  # what those and the plugins below load
})  # fmt: skip

QT_PLUGINS = frozenset({
    "platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen", "platforms/qwindows", "platforms/qcocoa",
    "wayland-shell-integration/xdg-shell", "wayland-decoration-client/adwaita", "wayland-decoration-client/bradient",
    "platformthemes/qgtk3", "platformthemes/qxdgdesktopportal",
    "platforminputcontexts/composeplatforminputcontextplugin",
    "platforminputcontexts/ibusplatforminputcontextplugin",
    "iconengines/qsvgicon", "imageformats/qsvg", "imageformats/qico", "printsupport/cupsprintersupport",
})  # fmt: skip

GPL_QT = frozenset({
    "Charts", "DataVisualization", "Graphs", "HttpServer", "Lottie", "NetworkAuth", "Quick3D", "QuickTimeline",
    "ShaderTools", "VirtualKeyboard", "WaylandCompositor", "Grpc", "Mqtt", "Coap", "OpcUa",
})  # fmt: skip
"""Parts of Qt that are under the GPL or for sale, and nothing else; the name of a module begins with one of these."""

GPL_LIBRARIES = frozenset({"libreadline", "libgdbm", "libgdbm_compat", "libhistory"})
"""Libraries under the GPL that a Python may be linked with."""

EXCLUDED_MODULES = (
    "readline", "_gdbm", "_dbm", "dbm", "curses", "_curses",  # the first two bring GPL libraries in
    "tkinter", "turtle", "idlelib", "lib2to3", "pydoc", "pydoc_data", "unittest", "doctest", "ensurepip", "venv",
    "phonenumbers.geocoder", "phonenumbers.geodata", "phonenumbers.carrier", "phonenumbers.carrierdata",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtUiTools",
    "numpy", "PIL", "setuptools", "pip", "pkg_resources", "wheel",
    "pytest", "_pytest", "hypothesis", "mypy", "coverage", "IPython", "pygments",
    "uvloop", "httptools", "watchfiles", "websockets", "wsproto", "rich", "yaml", "dotenv",
)  # fmt: skip

_PYTHON_NEEDS = re.compile(
    r"lib(?:python3|ssl|crypto|sqlite3|ffi|z|bz2|lzma|expat|uuid|mpdec|zstd)[\d.\-]*\.so", re.ASCII
)
"""Libraries of the system that go along on Linux: desktops agree on all others, not on the versions of these."""
_PYTHONS_OWN = re.compile(r"/lib-dynload/|/(?:site|dist)-packages/", re.ASCII)
"""Where modules lie when the system's own Python builds."""
_QT_FILE = re.compile(r"(?:^|/)(?:lib)?Qt6?([A-Z]\w*?)(?:\.abi3)?\.(?:so|dll|pyd|framework|dylib)", re.ASCII)
_QT_PLUGIN = re.compile(r"(?:^|/)plugins/([\w-]+)/(?:lib)?([\w-]+?)\.(?:so|dll|dylib)$", re.ASCII)


def qt_module(path: str) -> str:
    """Returns the part of Qt that a file of a package is (`Core`), and nothing for any other file."""
    found = _QT_FILE.search(path.replace("\\", "/"))
    return found[1] if found else ""


def qt_plugin(path: str) -> str:
    """Returns the plugin of Qt that a file of a package is (`platforms/qxcb`), and nothing for any other file."""
    found = _QT_PLUGIN.search(path.replace("\\", "/"))
    return f"{found[1]}/{found[2]}" if found else ""


def is_packed(target: str, source: str = "", *, linux: bool = False) -> bool:
    """Tells whether a file goes into the program's folder as `target`; `source` is where it lies now.

    On Linux the system's own libraries stay with the system, but for those that Python itself is built on.
    """
    target = target.replace("\\", "/")
    if module := qt_module(target):
        return module in QT_MODULES
    if plugin := qt_plugin(target):
        return plugin in QT_PLUGINS
    if re.search(r"PySide6/(?:Qt/)?(?:translations/(?!qtbase_)|qml/|resources/|libexec/)|opengl32sw", target):
        return False
    if linux and re.match(r"/(?:usr/)?lib(?:64)?/", source) and not _PYTHONS_OWN.search(source):
        return bool(_PYTHON_NEEDS.match(target.rpartition("/")[2]))
    return True


def refused(path: str) -> str:
    """Returns why a file may not be in a package, and nothing where it may."""
    module, plugin = qt_module(path), qt_plugin(path)
    name = path.replace("\\", "/").rpartition("/")[2]
    for gpl in GPL_QT:
        if module.startswith(gpl) or gpl.lower() in plugin.lower():
            return f"Qt's {gpl} is under the GPL"
    if name.partition(".so")[0] in GPL_LIBRARIES:
        return f"{name} is under the GPL"
    return ""
