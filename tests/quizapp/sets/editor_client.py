"""What a browser does with the editor of an item: sends its fields back as they stand."""

from __future__ import annotations

import re
from html import unescape
from typing import Any


def fields_of(html: str) -> dict[str, Any]:
    """What a browser would send of the editor as it stands."""
    form = html.partition("data-item-editor")[2].partition("</form>")[0]
    texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', form, re.DOTALL)
    fields: dict[str, Any] = {name: unescape(value) for name, value in texts}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag)[1], re.search(r'value="([^"]*)"', tag)
        if 'type="checkbox"' not in tag or "checked" in tag:
            fields[name] = unescape(value[1]) if value else ""
    selects = re.findall(r'<select[^>]*name="([^"]+)".*?<option selected value="([^"]+)"', form, re.DOTALL)
    return {**fields, **dict(selects)}
