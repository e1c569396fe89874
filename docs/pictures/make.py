"""The pictures of docs/panduan.md, from the samples: ``make pictures``. Needs Chromium and its driver."""

from __future__ import annotations

import base64
import io
import shutil
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from extractor import audit
from extractor.output import annotated, html

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "samples" / "naker.pdf"
COLOURS = 48  # of a picture: text and a few marks, a quarter of the bytes
DESK, PHONE = 1100, 390  # CSS pixels
OPENED = "document.querySelector('#temuan-3 > details').open = true;"


def main() -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not browser or not driver:
        sys.exit("make pictures needs Chromium and its driver (Debian: chromium, chromium-driver)")
    found = audit(SAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "naker.audit.html"
        page.write_text(html.render(found, SAMPLE), encoding="utf-8")
        options = Options()
        options.binary_location = browser
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
            options.add_argument(argument)
        started = webdriver.Chrome(options=options, service=Service(driver))
        try:
            _shot(started, page, "ringkasan", DESK, "#ringkasan", 980)
            _shot(started, page, "temuan", DESK, "#temuan-3", 860, OPENED)
            _shot(started, page, "indikator", DESK, "#indikator", 760)
            _shot(started, page, "telepon", PHONE, "#temuan-3", 900, OPENED)
        finally:
            started.quit()
    document = pypdfium2.PdfDocument(annotated.render(found, SAMPLE))
    drawn = document[9].render(scale=1.35).to_pil()
    _save(drawn.crop((0, 60, drawn.width, round(drawn.height * 0.68))), "anotasi")
    document.close()


def _shot(
    driver: webdriver.Chrome, page: Path, name: str, width: int, part: str, height: int, script: str = ""
) -> None:
    """The part of the page from the top of an element, or from the very top for the summary."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width == PHONE}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.get(page.as_uri())
    driver.execute_script(script)
    top = driver.execute_script(
        "return document.querySelector(arguments[0]).getBoundingClientRect().top + scrollY", part
    )
    clip = {
        "x": 0,
        "y": 0 if part == "#ringkasan" else max(0, top - 16),
        "width": width,
        "height": height,
        "scale": 1,
    }
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    _save(Image.open(io.BytesIO(base64.b64decode(shot["data"]))), name)


def _save(picture: Image.Image, name: str) -> None:
    picture.convert("RGB").quantize(COLOURS).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
