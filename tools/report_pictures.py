"""Takes the tutorial's pictures of a report: the first parts of the cross-validation that the demo has made.

    python tools/report_pictures.py

Run by `make tutorial`, after make demo. Needs Qt's WebKit, which comes with Debian's QGIS 3.40.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt5.QtCore import QEventLoop, QRect, QSize, QUrl  # noqa: E402
from PyQt5.QtGui import QImage, QPainter  # noqa: E402
from PyQt5.QtWebKitWidgets import QWebFrame, QWebPage  # noqa: E402
from PyQt5.QtWidgets import QApplication  # noqa: E402

REPORT = ROOT / "demo_output/crossvalidation.html"
PICTURES = ROOT / "resources/pictures"
# By picture, the headings with which its part begins and the next one does; none is the top of the page.
PARTS = {"report_sampling.png": ("", "Accuracy"), "report_accuracy.png": ("Accuracy", "Is the difference")}
WIDTH_PX, MARGIN_PX = 800, 12


def main() -> None:
    """Write the pictures."""
    application = QApplication(sys.argv)
    page, loaded = QWebPage(), QEventLoop()
    page.setViewportSize(QSize(WIDTH_PX, WIDTH_PX))
    page.loadFinished.connect(loaded.quit)
    page.mainFrame().load(QUrl.fromLocalFile(str(REPORT)))
    loaded.exec()
    frame = page.mainFrame()
    page.setViewportSize(frame.contentsSize())
    whole = QImage(frame.contentsSize(), QImage.Format_RGB32)
    whole.fill(0xFFFFFFFF)
    painter = QPainter(whole)
    frame.render(painter)
    painter.end()
    for name, (first, following) in PARTS.items():
        top, bottom = (heading_px(frame, heading) - MARGIN_PX if heading else 0 for heading in (first, following))
        whole.copy(QRect(0, top, whole.width(), bottom - top)).save(str(PICTURES / name))
    del page, application


def heading_px(frame: QWebFrame, text: str) -> int:
    """Return how far down the page the heading is that begins with a text."""
    script = (
        "(function() { var all = document.querySelectorAll('h2'); for (var i = 0; i < all.length; i++) "
        f"if (all[i].textContent.indexOf('{text}') == 0) return all[i].getBoundingClientRect().top; }})()"
    )
    found = frame.evaluateJavaScript(script)
    if found is None:
        raise SystemExit(f"The report has no heading {text!r}.")
    return int(found)


if __name__ == "__main__":
    main()
