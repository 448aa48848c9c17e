"""The printed sheets: A4, six slips a page, with lines to cut along."""

from collections.abc import Sequence
from importlib import resources

import segno
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.i18n import Texts
from bot.slips.words import Words, words
from core.people.links.model import Slip
from core.people.model import School

COLUMNS, ROWS = 2, 3
WIDTH, HEIGHT = 210 / COLUMNS, 297 / ROWS
"""Of one slip, in millimetres."""
_MARGIN = 6.0
_INNER = WIDTH - 2 * _MARGIN
_QR = 32.0
_BESIDE_QR = _INNER - _QR - 3
_STEPS, _FOOT = 36.0, 10.5
"""How far above the lower margin the steps and the foot begin; what varies in length is above them."""
_FONT = "DejaVu"
_GREY, _BLACK = 100, 0


def deep_link(bot_name: str, code: str) -> str:
    """The link that opens the bot and hands it the code."""
    return f"https://t.me/{bot_name}?start={code}"


def sheet(slips: Sequence[Slip], school: School, texts: Texts, bot_name: str | None) -> bytes:
    """The slips as a PDF. Where the bot's name is not known, they have no QR code and tell how to do without."""
    pdf = paper(texts.t("Одноразовые коды"))
    for number, slip in enumerate(slips):
        place = number % (COLUMNS * ROWS)
        if place == 0:
            pdf.add_page()
            _cut_lines(pdf)
        link = deep_link(bot_name, slip.code) if bot_name else None
        _draw(pdf, words(texts, school, slip, link), place % COLUMNS * WIDTH, place // COLUMNS * HEIGHT)
    return bytes(pdf.output())


def paper(title: str) -> FPDF:
    """An empty A4 document with a font that has Cyrillic letters."""
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_title(title)
    fonts = resources.files("bot.slips") / "fonts"
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        with resources.as_file(fonts / name) as path:
            pdf.add_font(_FONT, style, path)
    return pdf


def _cut_lines(pdf: FPDF) -> None:
    pdf.set_draw_color(_GREY)
    pdf.set_line_width(0.2)
    pdf.set_dash_pattern(dash=2, gap=2)
    for column in range(1, COLUMNS):
        pdf.line(column * WIDTH, 0, column * WIDTH, pdf.h)
    for row in range(1, ROWS):
        pdf.line(0, row * HEIGHT, pdf.w, row * HEIGHT)
    pdf.set_dash_pattern()


def _draw(pdf: FPDF, slip: Words, left: float, top: float) -> None:
    pdf.set_left_margin(left + _MARGIN)
    pdf.set_xy(left + _MARGIN, top + _MARGIN)
    _line(pdf, slip.school, size=7.5, grey=True)
    _line(pdf, slip.title, size=12.5, bold=True, gap=2)
    if slip.link:
        _qr(pdf, slip.link, pdf.l_margin + _INNER - _QR, pdf.get_y())
    _credentials(pdf, slip)
    bottom = top + HEIGHT - _MARGIN
    pdf.set_y(bottom - _STEPS)
    for number, step in enumerate(slip.steps, 1):
        _line(pdf, f"{number}. {step}", size=8.5, gap=0.6)
    pdf.set_y(bottom - _FOOT)
    _line(pdf, slip.expiry, size=8, bold=True)
    _line(pdf, slip.warning, size=7, grey=True)


def _credentials(pdf: FPDF, slip: Words) -> None:
    """Beside the QR code: who it is for, the UID, and the code."""
    long = len(slip.name) + len(slip.children) > 90
    _line(pdf, slip.name, size=8 if long else 10, bold=True, width=_BESIDE_QR)
    _line(pdf, slip.children, size=7 if long else 8.5, width=_BESIDE_QR, gap=1 if long else 3)
    _line(pdf, "UID", size=7, grey=True)
    _line(pdf, slip.uid, size=10.5, bold=True, width=_BESIDE_QR, gap=0 if long else 1.5)
    _line(pdf, slip.code_label, size=7, grey=True)
    _line(pdf, slip.code, size=13.5, bold=True, width=_BESIDE_QR)


def _qr(pdf: FPDF, link: str, left: float, top: float) -> None:
    """Drawn as squares, so that it stays sharp on any printer."""
    code = segno.make(link, error="m", micro=False)
    module = _QR / code.symbol_size(border=0)[0]
    pdf.set_fill_color(_BLACK)
    for y, row in enumerate(code.matrix):
        for x, dark in enumerate(row):
            if dark:
                pdf.rect(left + x * module, top + y * module, module, module, style="F")


def _line(
    pdf: FPDF, text: str, *, size: float, bold: bool = False, grey: bool = False, width: float = _INNER, gap: float = 0
) -> None:
    """A paragraph at the left margin; the next one goes below it, `gap` millimetres further."""
    pdf.set_font(_FONT, "B" if bold else "", size)
    pdf.set_text_color(_GREY if grey else _BLACK)
    pdf.multi_cell(width, size * 0.43, text, align="L", padding=0, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_y(pdf.get_y() + gap)
