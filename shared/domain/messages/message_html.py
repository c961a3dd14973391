"""The HTML form of messages: a page that loads nothing, with markup that every mail program understands.

It is well-formed XML, so that tests can read it.
"""

from collections.abc import Mapping, Sequence
from html import escape

from shared.domain.message_texts import CODE, LINK, filled

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"/><title>{title}</title></head>
<body dir="auto" style="margin:0 auto;padding:24px;max-width:560px;font:16px/1.5 sans-serif;color:#1a1a1a">
{blocks}
</body>
</html>
"""
_TEXT = "<p>{text}</p>"
_CODE = '<p style="font-family:monospace;word-break:break-all">{text}</p>'
_BUTTON = (
    '<p><a href="{link}" style="display:inline-block;padding:12px 24px;border-radius:4px;'
    'color:#ffffff;background:#1a56a0;text-decoration:none">{text}</a></p>'
)
_LINK = '<p style="font-size:13px;word-break:break-all"><a href="{link}" style="color:#1a56a0">{link}</a></p>'


def html_page(language: str, title: str, paragraphs: Sequence[str], values: Mapping[str, str]) -> str:
    """Return a page of paragraphs, with values in place of placeholders; a link is also a button.

    Everything is escaped. The caller makes sure that the link leads to the web.
    """
    blocks = [_block(paragraph, title, values) for paragraph in paragraphs]
    return _PAGE.format(language=escape(language), title=escape(title), blocks="\n".join(blocks))


def _block(paragraph: str, title: str, values: Mapping[str, str]) -> str:
    text = escape(filled(paragraph, values))
    if paragraph == LINK:
        return f"{_BUTTON.format(link=text, text=escape(title))}\n{_LINK.format(link=text)}"
    if paragraph == CODE:
        return _CODE.format(text=text)
    return _TEXT.format(text=text.replace("\n", "<br/>\n"))
