"""The HTML page in a browser: filters, links, keyboard, a telephone's width, and that no script of a report
runs. Skipped where Chromium and its driver are not installed (Debian: chromium, chromium-driver)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor.model import Audit
from extractor.output import html

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.chrome.options import Options  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.remote.webelement import WebElement  # noqa: E402
from selenium.webdriver.support.select import Select  # noqa: E402

PHONE, DESK = 390, 1280  # CSS pixels


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not browser or not chromedriver:
        pytest.skip("no Chromium with its driver (Debian: chromium, chromium-driver)")
    options = Options()
    options.binary_location = browser
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(chromedriver))
    yield started
    started.quit()


Open = Callable[..., None]


@pytest.fixture
def show(driver: webdriver.Chrome, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of an audit in a window of a width; afterwards the console must be empty."""

    def shown(audit: Audit, source: Path, width: int = DESK) -> None:
        page = tmp_path / "laporan.audit.html"
        page.write_text(html.render(audit, source), encoding="utf-8")
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width == PHONE}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.get(page.as_uri())

    yield shown
    assert [entry["message"] for entry in driver.get_log("browser")] == []


def visible(driver: webdriver.Chrome) -> list[WebElement]:
    return [f for f in driver.find_elements(By.CLASS_NAME, "finding") if f.is_displayed()]


def field(driver: webdriver.Chrome, name: str) -> WebElement:
    return driver.find_element(By.NAME, name)


def count(driver: webdriver.Chrome) -> str:
    return driver.find_element(By.ID, "count").text


def test_filters_leave_what_fits_and_say_how_many(driver: webdriver.Chrome, show: Open, audited) -> None:
    show(*audited("naker"))
    assert count(driver) == "12 dari 12 temuan ditampilkan"
    field(driver, "severity").click()
    assert {f.get_attribute("data-severity") for f in visible(driver)} == {"warning"}
    assert count(driver) == "4 dari 12 temuan ditampilkan"
    driver.find_element(By.ID, "clear").click()
    Select(field(driver, "rule")).select_by_value("TRB")
    assert {f.get_attribute("data-code") for f in visible(driver)} == {"TRB002"}
    Select(field(driver, "rule")).select_by_value("")
    Select(field(driver, "page")).select_by_value("9")
    assert visible(driver) and all("9" in f.get_attribute("data-pages").split() for f in visible(driver))
    driver.find_element(By.ID, "clear").click()
    Select(field(driver, "indicator")).select_by_visible_text("Jumlah pegawai")
    assert [f.get_attribute("data-code") for f in visible(driver)] == ["CNT002"]
    driver.find_element(By.ID, "clear").click()
    field(driver, "text").send_keys("134,86 bpjs")
    assert [f.get_attribute("data-code") for f in visible(driver)] == ["CAP004"]
    field(driver, "text").send_keys(" tidakada")
    assert driver.find_element(By.ID, "nothing").is_displayed() and not visible(driver)


def test_findings_are_grouped_anew_and_none_is_lost(driver: webdriver.Chrome, show: Open, audited) -> None:
    show(*audited("naker"))
    for by in ("family", "indicator", "page", "severity"):
        Select(field(driver, "group")).select_by_value(by)
        assert len(visible(driver)) == 12
    Select(field(driver, "group")).select_by_value("page")
    heads = [h.text for h in driver.find_elements(By.CSS_SELECTOR, "#list h3")]
    assert heads[0].startswith("Halaman 3 (")


def test_a_finding_opens_with_the_keyboard_and_shows_its_page(
    driver: webdriver.Chrome, show: Open, audited
) -> None:
    show(*audited("naker"))
    finding = visible(driver)[0]
    finding.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    window = finding.find_element(By.CSS_SELECTOR, ".window svg")
    assert window.is_displayed() and window.size["height"] > 50
    box = finding.find_element(By.CSS_SELECTOR, ".mark.q")
    assert window.location["x"] <= box.location["x"] <= window.location["x"] + window.size["width"]


def test_links_open_what_they_lead_to(driver: webdriver.Chrome, show: Open, audited) -> None:
    show(*audited("naker"))
    field(driver, "text").send_keys("terbilang")
    link = driver.find_element(By.CSS_SELECTOR, '.chart a[href="#temuan-2"]')
    driver.execute_script("arguments[0].click()", link)
    target = driver.find_element(By.ID, "temuan-2")
    assert target.is_displayed()
    assert target.find_element(By.TAG_NAME, "details").get_attribute("open")


def test_no_script_of_a_report_runs(
    driver: webdriver.Chrome, show: Open, hostile: tuple[Audit, Path]
) -> None:
    show(*hostile)
    driver.find_element(By.ID, "expand").click()
    Select(field(driver, "group")).select_by_value("indicator")
    driver.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert driver.title != "kena"
    assert "<script>" in driver.find_element(By.TAG_NAME, "h1").text


@pytest.mark.parametrize("name", ["naker", "kesehatan"])
def test_a_telephone_need_not_be_scrolled_sideways(
    driver: webdriver.Chrome, show: Open, audited, name: str
) -> None:
    show(*audited(name), PHONE)
    driver.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert driver.execute_script("return document.documentElement.scrollWidth") <= PHONE


def test_everything_is_printed(driver: webdriver.Chrome, show: Open, audited) -> None:
    show(*audited("naker"))
    opened = "return document.querySelectorAll('.finding > details[open]').length"
    driver.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    assert driver.execute_script(opened) == 12
    driver.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert driver.execute_script(opened) == 0


def test_controls_have_names(driver: webdriver.Chrome, show: Open, audited) -> None:
    show(*audited("naker"))
    for control in driver.find_elements(By.CSS_SELECTOR, "input, select, button, a, summary, [role]"):
        if control.is_displayed():
            assert control.accessible_name or control.aria_role == "status", control.get_attribute(
                "outerHTML"
            )
