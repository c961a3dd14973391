"""The HTML form of messages: a page that loads nothing, with markup that every mail program understands.

It is well-formed XML, so that tests can read it.
"""

from collections.abc import Sequence
from html import escape

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"/><title>{title}</title></head>
<body style="margin:0 auto;padding:24px;max-width:560px;font:16px/1.5 sans-serif;color:#1a1a1a">
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


def html_page(
    language: str, title: str, opening: str, closing: Sequence[str], *, link: str | None, code: str | None
) -> str:
    """A page of paragraphs, between which stands a link, as a button and in full, or else a code, if any.

    All of it is text, escaped here; who gives a link has made sure that it leads to the web.
    """
    blocks = [_TEXT.format(text=escape(opening))]
    if link is not None:
        blocks += [_BUTTON.format(link=escape(link), text=escape(title)), _LINK.format(link=escape(link))]
    elif code is not None:
        blocks.append(_CODE.format(text=escape(code)))
    blocks += [_TEXT.format(text=escape(text)) for text in closing]
    return _PAGE.format(language=language, title=escape(title), blocks="\n".join(blocks))
