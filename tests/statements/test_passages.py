from __future__ import annotations

from extractor.model import Box, Paragraph, Placed
from extractor.statements.passages import Passage, read_passages


def paragraph(text: str, page: int = 1, section: str = "BAB III") -> Paragraph:
    words, start = [], 0
    for index, word in enumerate(text.split(" ")):
        words.append(Placed(start, start + len(word), page, Box(10 * index, page, 10 * index + 9, page + 1)))
        start += len(word) + 1
    return Paragraph(text, page, Box(0, 0, 1, 1), section, "narasi", tuple(words))


def sentences(text: str) -> list[str]:
    passage = Passage(text, ((0, paragraph(text)),))
    return [text[a:b] for a, b in passage.sentences()]


def test_a_figure_after_a_page_end_belongs_to_its_sentence() -> None:
    first = paragraph("Target pelatihan tahun 2016 adalah")
    second = paragraph("80% dan terealisasi 60%.", page=2)
    (passage,) = read_passages([first, second])
    assert passage.text == "Target pelatihan tahun 2016 adalah 80% dan terealisasi 60%."
    at = passage.text.index("80%")
    assert passage.locate(at, at + 3) == (2, Box(0, 2, 9, 3))
    assert passage.locate(0, 6) == (1, Box(0, 1, 9, 2))


def test_an_amount_over_two_parts_of_a_page_has_one_box_around_both() -> None:
    (passage,) = read_passages([paragraph("Realisasi belanja sebesar Rp."), paragraph("15.308.539 rupiah.")])
    at = passage.text.index("Rp.")
    assert passage.locate(at, at + len("Rp. 15.308.539")) == (1, Box(0, 1, 39, 2))


def test_signs_around_a_figure_are_not_in_its_box() -> None:
    whole = paragraph("adalah (134,86%).")
    page, box = whole.locate(8, 15)
    assert page == 1 and box.top == 1 and 10 < box.x0 < 11.5 and 17 < box.x1 < 19
    assert whole.locate(7, 17)[1] == Box(10, 1, 19, 2)


def test_footers_between_the_halves_are_left_out() -> None:
    footers = [paragraph(f"LKIP RSUD X TA 2016 {n}", page=n) for n in (1, 2, 3)]
    halves = [
        paragraph("Target adalah sebesar"),
        footers[0],
        paragraph("80%.", page=2),
        footers[1],
        footers[2],
    ]
    assert [p.text for p in read_passages(halves)] == ["Target adalah sebesar 80%."]


def test_what_does_not_go_on_stays_apart() -> None:
    texts = ["Sasaran strategis ini didukung anggaran.", "Target tercapai.", "• butir satu", "a. huruf a"]
    assert [p.text for p in read_passages([paragraph(t) for t in texts])] == texts
    other = paragraph("lanjutan kalimat", section="BAB IV")
    assert len(read_passages([paragraph("Kalimat yang cukup panjang dan belum selesai pada"), other])) == 2


def test_tables_of_contents_are_left_out() -> None:
    assert read_passages([paragraph("BAB I PENDAHULUAN ............ 1")]) == []


def test_sentences_do_not_end_after_abbreviations_and_decimals() -> None:
    text = "Anggaran sebesar Rp. 15.308.539.115 atau 87,26% dari No. 12. Sasaran 1 tercapai. Dan seterusnya."
    assert sentences(text) == [
        "Anggaran sebesar Rp. 15.308.539.115 atau 87,26% dari No. 12. Sasaran 1 tercapai.",
        "Dan seterusnya.",
    ]
    assert sentences("Capaian 93,63%. Hal ini baik.") == ["Capaian 93,63%.", "Hal ini baik."]


def test_a_grade_ends_a_sentence_and_an_initial_does_not() -> None:
    (passage,) = read_passages(
        [Paragraph("Predikat B. Nilai naik. Menurut dr. R. Sutomo hasilnya baik.", 1, Box(0, 0, 1, 1))]
    )
    told = [passage.text[a:b] for a, b in passage.sentences()]
    assert told == ["Predikat B.", "Nilai naik.", "Menurut dr. R. Sutomo hasilnya baik."]
