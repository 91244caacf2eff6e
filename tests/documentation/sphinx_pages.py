"""boto3's reference as Sphinx renders it: HTML pages built at test time from those that boto3's generator writes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

#: References to pages that aren't built lead nowhere, which changes no word of a page.
_CONFIGURATION = "extensions = []\nmaster_doc = 'index'\nhtml_theme = {theme!r}\nhtml_copy_source = False\n"


def build(sources: Mapping[str, Path], folder: Path, theme: str) -> dict[str, Path]:
    """The HTML page of each RST page, under the same key; `folder` is written to, nothing is sent anywhere."""
    source, built = folder / "source", folder / "built"
    source.mkdir(parents=True)
    (source / "conf.py").write_text(_CONFIGURATION.format(theme=theme), encoding="utf-8")
    (source / "index.rst").write_text("Pages\n=====\n", encoding="utf-8")
    for path in sources.values():
        shutil.copy(path, source)
    subprocess.run([sys.executable, "-m", "sphinx", "-Q", "-b", "html", source, built], check=True)
    return {key: built / f"{path.stem}.html" for key, path in sources.items()}
