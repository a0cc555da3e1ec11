"""Blanks still to be filled in: they tell nothing, and are told."""

from __future__ import annotations

import reading


def test_what_still_has_a_blank_tells_nothing() -> None:
    made = reading.verdicts(
        reading.assessed(
            "某某镇2023年法治政府建设年度报告\n2023年，现将有关情况报告如下。\n"
            "一、主要举措和成效\n立案查处案件12件，结案__件。制定规范性文件3件。\n"
        )
    )
    assert made["work/normative-documents"] == "pass"
    assert made["work/enforcement"] == "fail"
    assert made["form/template-residue"] == "fail"


def test_underscores_are_bold_only_in_pairs() -> None:
    words = "# 一\n\n全年，__件，**二**。又，__粗体__。又__空__。\n"
    read = reading.text(words, "报告.md").content
    assert "全年,__件,二。又,粗体。又__空__。" in read
