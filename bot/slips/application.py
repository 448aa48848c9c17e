"""An application on paper: one page, to be signed by the applicant and by who accepts it (E02-E06)."""

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bot.common.application_words import FIELDS, answers
from bot.common.consent_words import consent_text
from bot.i18n import Texts
from bot.markup import plain
from bot.slips.sheet import paper
from core.applications.model import Application, Question
from core.people.model import School

_FONT = "DejaVu"
_MARGIN, _LABEL = 20.0, 62.0


def printed(one: Application, school: School, texts: Texts) -> bytes:
    """The page as a PDF."""
    pdf = paper(texts.t("Заявление"))
    pdf.set_margin(_MARGIN)
    pdf.add_page()
    _write(pdf, texts.t("Директору школы: {school}", school=school.full_name), align="R", gap=10)
    _write(pdf, texts.t("Заявление № {number}", number=one.number), size=15, bold=True, align="C", gap=2)
    _write(pdf, texts.t("на доступ к электронному дневнику"), align="C", gap=8)
    for question, answer in answers(one.form, texts):
        if question is not Question.CONSENT:
            _field(pdf, texts.t(FIELDS[question]), answer)
    _write(pdf, texts.t("Прошу подключить меня к электронному дневнику моего ребёнка."), before=5, gap=6)
    _write(pdf, plain(consent_text(texts, school.short_name)), size=9, gap=10)
    _line(pdf, texts.t("Дата"), texts.t("Подпись заявителя"))
    _write(pdf, texts.t("Заполняет школа"), bold=True, before=8, gap=4)
    _write(pdf, texts.t("☐ Паспорт предъявлен     ☐ Имена сверены"), gap=6)
    _line(pdf, texts.t("№ в журнале регистрации, дата"), texts.t("Принял: подпись, фамилия"))
    return bytes(pdf.output())


def _field(pdf: FPDF, label: str, answer: str) -> None:
    pdf.set_font(_FONT, "", 9)
    pdf.cell(_LABEL, 7, label)
    pdf.set_font(_FONT, "B", 11)
    pdf.multi_cell(0, 7, answer, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _line(pdf: FPDF, left: str, right: str) -> None:
    """Two places to write on, with what belongs there below."""
    top, half = pdf.get_y() + 8, pdf.epw / 2 - 5
    for start, words in ((pdf.l_margin, left), (pdf.l_margin + half + 10, right)):
        pdf.line(start, top, start + half, top)
        pdf.set_xy(start, top + 1)
        pdf.set_font(_FONT, "", 8)
        pdf.cell(half, 4, words)
    pdf.set_xy(pdf.l_margin, top + 6)


def _write(
    pdf: FPDF, text: str, *, size: float = 11, bold: bool = False, align: str = "L", before: float = 0, gap: float = 0
) -> None:
    pdf.set_y(pdf.get_y() + before)
    pdf.set_font(_FONT, "B" if bold else "", size)
    pdf.multi_cell(0, size * 0.45, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_y(pdf.get_y() + gap)
