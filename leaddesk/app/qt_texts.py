"""Qt's own texts, those of its button boxes, calendars and menus of fields, in the language of the screen.

Qt brings them itself, for its languages; where it has none they stay English.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from leaddesk.language import ENGLISH, language


def translate_qt(app: QCoreApplication) -> bool:
    """Has Qt speak the language of the screen, and tells whether it can; in English there is nothing to do."""
    if language() == ENGLISH:
        return False
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    # Of "qtbase_pt_BR" Qt leaves out what stands behind an underscore until there is such a file.
    return translator.load(f"qtbase_{language()}", folder) and app.installTranslator(translator)
