"""Texts that nobody wrote: pieces of reports, of pages and of damage in any order."""

from __future__ import annotations

import reading
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

MARKS = "。，、；：？《》“”（）()| #-\t\n\r\u3000\u00a0\u200b\ufeff\ufffd\ue000㈠⑴⼀Ａ"
NOISE = (
    *MARKS,
    *[
        "\n\n",
        "\r\n",
        "  ",
        "\n一、",
        "\n二、",
        "\n（一）",
        "\n1.",
        "\n①",
        "一是",
        "第一，",
        "- 3 -",
        "PM2.5",
        "www.a.cn",
    ],
    *[
        "2022年",
        "2023年",
        "2024年3月1日",
        "2024-03-01",
        "2023130日",
        "20212025年",
        "二〇二四年",
        "发布日期：",
        "某某镇",
        "我镇",
    ],
    *[
        "3件",
        "120余家次",
        "百分之三点五",
        "97.5%",
        "十二宗",
        "1,234条",
        "零",
        "执(zhí)法",
        "執(zhí)法",
        "監督",
        "?茝V?,F",
        "欤劢股鐣卫硪",
    ],
    "\n某某镇2023年法治政府建设年度报告\n",
)
WORDS = reading.book().vocabulary.words
PIECES = (*NOISE, *WORDS[:: max(1, len(WORDS) // 300)])

texts = st.lists(
    st.sampled_from(PIECES)
    | st.sampled_from(NOISE)
    | st.characters(exclude_categories=("Cs", "Cc")),
    max_size=60,
).map("".join)
reports = texts.map(lambda words: reading.LEAD + words)

often = settings(suppress_health_check=[HealthCheck.too_slow])
rarely = settings(often, max_examples=40)
