"""*Network* in *Settings*: how vendors are reached, taken over as a whole by its own button.

The proxy's password leaves this section as a `Secret` and is never shown again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.secret import Secret
from leaddesk.language import tr
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.settings.choices import WAYS
from leaddesk.ui.views.settings.network_choice import NetworkChoice, NetworkDesk
from leaddesk.ui.views.settings.network_trial import NetworkTrial
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.file_dialog import open_file_dialog
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_WHAT = tr("For every request. The certificates of vendors are always checked, and this computer needs no proxy.")
_LABELS = 128
_NONE = tr("nothing")
_SHOWN: Mapping[str, Callable[[NetworkChoice], str]] = {
    tr("Reach vendors"): lambda one: next(label for label, way in WAYS.items() if way == one.way),
    tr("Proxy host"): lambda one: one.host or _NONE,
    tr("Proxy port"): lambda one: str(one.port),
    tr("Proxy user"): lambda one: one.user or _NONE,
    tr("Except for"): lambda one: one.except_for or _NONE,
    tr("Own certificates"): lambda one: one.certificates or _NONE,
}
"""How each field reads."""
_PORT = "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"


class NetworkSection(QWidget):
    """The fields, and the button that takes them over."""

    def __init__(self, theme: Theme, desk: NetworkDesk, scope: TaskScope) -> None:
        super().__init__()
        self._theme, self._desk, self._scope = theme, desk, scope
        self._in_use = desk.now
        self.way = QComboBox()
        self.host, self.port, self.user, self.except_for = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.password, self.certificates = QLineEdit(), QLineEdit()
        self.choose = Button(theme, tr("Choose a file…"))
        self.forget = Button(theme, tr("Forget"))
        self.use_button = Button(theme, tr("Use this network setting"))
        self.trial = NetworkTrial(theme, desk, self._typed, scope)
        self.said = plain_label(_WHAT, use="hint", ink="text2")
        self._grid, self._column = QGridLayout(), QVBoxLayout(self)
        self._files, self._secret = QHBoxLayout(), QHBoxLayout()
        self._of_proxy: list[QWidget] = []
        self._prepare()
        self._lay_out()
        self.way.currentTextChanged.connect(self._show_proxy)
        self.choose.clicked.connect(self._choose)
        self.forget.clicked.connect(self._forget)
        self.use_button.clicked.connect(self._use)
        theme.changed.connect(self._fit)
        self._show_proxy()
        self._fit()

    def choice(self) -> NetworkChoice:
        """Returns what stands in the fields."""
        return NetworkChoice(
            way=WAYS[self.way.currentText()],
            host=self.host.text().strip(),
            port=int(self.port.text() or self._desk.now.port),
            user=self.user.text().strip(),
            except_for=self.except_for.text().strip(),
            certificates=self.certificates.text().strip(),
        )

    def goes_back(self) -> Sequence[str]:
        """See `section.Resettable`: what stands in the fields counts, and what is in use."""
        usual, asked = NetworkChoice(), (self.choice(), self._in_use)
        back = [
            tr("{name} goes back to {usual}", name=name, usual=shown(usual))
            for name, shown in _SHOWN.items()
            if any(shown(one) != shown(usual) for one in asked)
        ]
        kept = any(one.way == "proxy" for one in asked)
        return [*back, tr("The proxy's password stays in the keyring until you press Forget")] if kept else back

    def reset(self) -> Callable[[], None]:
        """See `section.Resettable`: the fields are taken over at once, there and back."""
        typed, used = self.choice(), self._in_use

        def take_back() -> None:
            self._fill(used)
            self._use()
            self._fill(typed)

        self._fill(NetworkChoice())
        self.password.clear()
        self._use()
        return take_back

    def _typed(self) -> tuple[NetworkChoice, Secret | None]:
        choice = self.choice()
        return choice, Secret(self.password.text()) if choice.way == "proxy" and self.password.text() else None

    def _forget(self) -> None:
        choice = self.choice()

        async def forget() -> str:
            return await self._desk.forget(choice)

        self._allow(False)
        self.password.clear()
        self._scope.run(forget(), self._kept, self._fail)

    def _use(self) -> None:
        choice, typed = self._typed()

        async def keep() -> str:
            said = await self._desk.keep(choice, typed)
            self._in_use = choice
            return said

        self._allow(False)
        self._scope.run(keep(), self._kept, self._fail)

    def _kept(self, said: str) -> None:
        self._allow(True)
        self.password.clear()
        self._say(marked(said))

    def _fail(self, problem: LeadDeskError) -> None:
        self._allow(True)
        self._say(marked(problem.sentence()), "danger")

    def _allow(self, allowed: bool) -> None:
        for button in (self.use_button, self.forget):
            button.setEnabled(allowed)

    def _say(self, text: str, ink: str = "text2") -> None:
        restyle(self.said, ink=ink)
        self.said.setText(text)
        self.said.setAccessibleDescription(text)

    def _choose(self) -> None:
        kinds = (tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)"))
        open_file_dialog(self, tr("Own certificates"), self.certificates.setText, filters=kinds)

    def _show_proxy(self) -> None:
        for widget in self._of_proxy:
            widget.setVisible(WAYS[self.way.currentText()] == "proxy")

    def _prepare(self) -> None:
        self.way.addItems(list(WAYS))
        self.port.setValidator(QRegularExpressionValidator(QRegularExpression(_PORT), self))
        self._fill(self._desk.now)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(tr("As it is kept"))
        self.forget.setAccessibleDescription(tr("Forget the password that is kept for this proxy and user."))
        self.except_for.setPlaceholderText("intern.example.com, example.org")
        self.said.setWordWrap(True)
        self.said.setAccessibleName(tr("Network"))

    def _fill(self, choice: NetworkChoice) -> None:
        self.way.setCurrentText(next(label for label, way in WAYS.items() if way == choice.way))
        self.port.setText(str(choice.port))
        self.host.setText(choice.host)
        self.user.setText(choice.user)
        self.except_for.setText(choice.except_for)
        self.certificates.setText(choice.certificates)

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._files.addWidget(self.certificates, 1)
        self._files.addWidget(self.choose)
        self._row(tr("Reach vendors"), self.way)
        self._secret.addWidget(self.password, 1)
        self._secret.addWidget(self.forget)
        self._of_proxy.append(self.forget)
        for name, field, layout in (
            (tr("Proxy host"), self.host, None),
            (tr("Proxy port"), self.port, None),
            (tr("Proxy user"), self.user, None),
            (tr("Proxy password"), self.password, self._secret),
            (tr("Except for"), self.except_for, None),
        ):
            self._of_proxy += [self._row(name, field, layout), field]
        self._row(tr("Own certificates"), self.certificates, self._files)
        row = QHBoxLayout()
        row.addWidget(self.use_button)
        row.addStretch()
        self._column.addLayout(self._grid)
        self._column.addWidget(self.said)
        self._column.addLayout(row)
        self._column.addWidget(self.trial)
        self._grid.setColumnStretch(1, 1)

    def _row(self, name: str, field: QWidget, layout: QHBoxLayout | None = None) -> QWidget:
        label = plain_label(name, use="label", ink="text2")
        label.setBuddy(field)
        field.setAccessibleName(name)
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0)
        if layout:
            self._grid.addLayout(layout, at, 1)
        else:
            self._grid.addWidget(field, at, 1)
        return label

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setSpacing(px(8))
        self._files.setSpacing(px(8))
        self._secret.setSpacing(px(8))
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnMinimumWidth(0, px(_LABELS))
