"""Chromium without a screen, as the tests of pages drive it: one for a module, nothing loaded from anywhere."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
_OURS = ("file:", "data:", "blob:", "about:", "chrome:")
_PATIENCE = 20.0


class Page:
    """A page in the browser."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, file: Path, hash_: str = "", *, width: int = 1280, dark: bool = False) -> None:
        """Load a page anew and wait until its script is done; phones are those narrower than 600 pixels."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", media="", features=[scheme])
        self.driver.get("about:blank")
        self.driver.get(file.as_uri() + hash_)
        self.wait("return document.documentElement.dataset.ready")

    def go(self, hash_: str) -> None:
        """Go elsewhere within the page, and wait until it is shown."""
        self.run("window.before = document.querySelector('h1'); location.hash = arguments[0]", hash_)
        self.wait("return document.querySelector('h1') && document.querySelector('h1') !== window.before")

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str) -> Any:
        """Wait until a script returns something true; fails where that takes too long."""
        until = time.monotonic() + _PATIENCE
        while not (value := self.run(script)):
            assert time.monotonic() < until, f"waited in vain for: {script}\n{self.logged()}"
            time.sleep(0.01)
        return value

    def press(self, keys: str) -> None:
        """Press keys, wherever the focus is."""
        ActionChains(self.driver, duration=0).send_keys(keys).perform()

    def text(self, selector: str = "main") -> str:
        """The text of the first element that fits, as it is shown."""
        return str(self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that fit."""
        return list(self.run("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)", selector))

    def command(self, name: str, **parameters: Any) -> Any:
        """A command of the browser's own protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def logged(self) -> list[str]:
        """What the console said since it was last asked: errors, and what the policy forbade."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requested(self) -> list[str]:
        """The addresses that pages asked for since this was last asked, but for themselves."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
        return [url for url in sent if not url.startswith(_OURS)]


@contextlib.contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """A browser with a new profile in `folder`. Skips where there is none, but fails in CI."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        missing = "no Chromium with its chromedriver is installed (Debian: chromium, chromium-driver)"
        pytest.fail(missing) if os.environ.get("CI", "").lower() == "true" else pytest.skip(missing)
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield Page(chrome)
    finally:
        chrome.quit()
