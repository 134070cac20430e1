"""What a start leaves undone before its first paint, seen in a process of its own: Qt is loaded only once in each."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

START = """
    import builtins, enum, linecache, os
    made = []
    create = enum.EnumMeta._create_
    def watched(cls, name, *rest, **more):
        made.append(name)
        return create(cls, name, *rest, **more)
    enum.EnumMeta._create_ = watched

    from leaddesk.app.plain_imports import import_plainly
    import_plainly()
    from leaddesk.app import start
    from leaddesk.app.options import Options
    from leaddesk.infra.paths import Paths
    from leaddesk.ui.theme import FUSION

    app = start.QApplication(["leaddesk", *FUSION])
    shell = start.Shell(app, Options(practice=True), Paths.find(os.environ))
    shell.window.show()
    start._let_paint(shell.window)
    print(shell.window.is_painted, builtins.__import__.__name__, sorted(made))
    print([name for name in linecache.cache if "leaddesk" in name])
    print(app.style().objectName())
    os._exit(0)
"""


def test_the_first_paint_waits_for_no_words_of_qt_that_it_does_not_use(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(START)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "LEADDESK_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout.splitlines()
    painted, importing, made = said[0].split(" ", 2)
    assert painted == "True"
    assert importing != "__feature_import__"
    assert "'AlignmentFlag'" in made, "or nothing was watched"
    assert "'StandardPixmap'" not in made, "QStyle"
    assert "'Preset'" not in made, "QGradient"
    assert "'Territory'" not in made, "QLocale"
    assert said[1:] == ["[]", "fusion"], "no source text of ours is kept, and the style is that of every system"
