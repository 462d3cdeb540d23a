#!/usr/bin/env python3
"""Makes dataset.json files of an invented city, one a year, to publish and to measure with.

    python3 benches/site/datasets.py OUT [PROJECTS] [YEARS BEHIND]
    kohyo publish --dataset OUT/2026.json --previous OUT/202[1-5].json --out OUT/site

The same arguments give the same files. Every year some projects begin, end, change their targets or are
not decided on yet; number 5 becomes 1005 in 2024 (`OUT/changes.csv` says so).
"""
import json
import random
import sys
from pathlib import Path

LAST = 2026
BUREAUS = {
    "総合政策部": ["情報政策課", "秘書広報課"],
    "市民部": ["市民課", "税務課"],
    "健康福祉部": ["高齢福祉課", "こども課", "健康増進課"],
    "都市整備部": ["建設課", "危機管理課"],
    "教育部": ["学校教育課", "生涯学習課"],
}
GOALS = ["①子育て・教育現場への積極的なICTの活用", "②迅速なサービス提供及び行政手続きの利便性向上",
         "③情報化推進体制の構築及び事務効率化", "④安全・安心なまちづくり"]
THINGS = ["電子申請", "窓口予約", "文書管理", "見守りセンサー", "校務支援", "防災情報", "オープンデータ", "図書館予約", "健診予約", "道路通報"]
WORDS = ["導入", "更新", "拡充", "統合", "試行"]
GRADES = ["S", "A", "A", "A", "B", "B", "C", None]
OUTCOMES = ["継続"] * 8 + ["再構築", "見直し"]


def value(number, unit, bound=None):
    return {"text": f"{number}{unit}{'以上' if bound else ''}", "kind": "number", "number": number,
            "unit": unit, "bound": bound, "cumulative": False}


def rating(dice, grade):
    final = None
    if grade and dice.random() < 0.8:
        final = {"grade": grade, "reason": "関係する課の利用状況を確認し、計画と実績を比べて評価した。", "by": "総合政策部長",
                 "source": {"file": "評価シート.xlsx", "sheet": "一覧", "cell": "D4"}}
    return {"declared": grade, "reason": "利用する課が増え、計画した作業をおおむね終えたため。" if grade else None, "proposed": grade,
            "achievement": 87.5, "basis": "目標（C10）80％に対して実績（C11）70％、達成率87.5％。", "final": final}


def project(number, year):
    """What is promised stays the same from year to year, but for a change now and then."""
    dice = random.Random(number)
    bureau = dice.choice(list(BUREAUS))
    division = dice.choice(BUREAUS[bureau])
    name = f"{dice.choice(THINGS)}の{dice.choice(WORDS)}（{division}・第{number}号）"
    start, goal, cost = dice.randint(10, 40), dice.choice(GOALS), dice.randint(1, 400) * 100
    yearly = random.Random(number * 10_000 + year)
    first = year - 1 if year < 2024 else 2023
    years = []
    for at in range(first, first + 5):
        target = start + (at - 2020) * 8 + (5 if yearly.random() < 0.1 else 0)
        done = at <= year
        years.append({
            "fiscal_year": at,
            "target": {"progress": None, "kpi": value(target, "%", "at_least"), "kgi": value(target * 12, "件")},
            "actual": {"progress": None, "kpi": value(target - at % 3, "%") if done else None,
                       "kgi": value(target * 11 + number % 40, "件") if done else None},
            "budget": cost + (at - 2020) * 10 + (100 if yearly.random() < 0.1 else 0),
            "settlement": cost - 35 if at < year else None,
        })
    items = []
    for row, text in enumerate(["要件の整理と調達", "設計と構築", "試行と研修", "全庁での利用"], 1):
        begin = first + row - 1
        planned = {"from": f"{begin}-0{4 + row}", "to": f"{begin + 1}-03"}
        actual = [{"from": f"{begin}-0{4 + row}", "to": f"{begin}-12"}] if begin < year else []
        items.append({"number": row, "text": text, "notes": [{"fiscal_year": begin, "text": "関係課と調整"}],
                      "planned": [planned], "actual": actual})
    undecided = yearly.random() < 0.02
    decision = None if undecided else {
        "outcome": "撤退" if number % 50 == year % 50 else yearly.choice(OUTCOMES), "reason": "推進本部の会議で確認した。",
        "source": {"file": "総括表.xlsx", "sheet": "一覧", "cell": "K9"}}
    return {
        "number": str(number), "name": name, "fiscal_year": year, "scope": "division", "scope_basis": "register",
        "departments": [{"bureau": bureau, "division": division}], "implementer": f"{division}長", "evaluator": f"{bureau}長",
        "progress_manager": "ICT推進担当者",
        "summary": f"{name}により、市民が来庁せずに手続きを終えられるようにし、職員の入力の手間を減らす。関係する課と共に対象を順に広げる。",
        "focus_goal": goal, "current_state": "紙の申請書を受け付け、職員が一件ずつ入力している。繁忙期には待ち時間が長い。",
        "kgi": "年間の利用件数（件）", "kpi": "対象のうち電子化した割合（％）", "expected_effect": "待ち時間の短縮と、入力の誤りの減少。",
        "remarks": "庁内調整中の事項あり。", "submitted_on": f"{year}年10月5日", "contact": "内線1234",
        "years": years, "items": items,
        "ratings": {key: rating(yearly, yearly.choice(GRADES)) for key in ("progress", "kpi", "kgi")},
        "decision": decision,
        "source": {"file": f"{bureau}/{division}/個票{number}.xlsx", "sheet": "個票",
                   "cells": {"name": "B4", **{f"years.{at}.{side}.{key}": "C10" for at in range(first, first + 5)
                                              for side in ("target", "actual") for key in ("kpi", "kgi")}}},
    }


def dataset(count, year):
    numbers = [n for n in range(1, count + 1) if n % 25 != year % 25 or year == LAST - 5]
    # Withdrawn in the year before: gone.
    numbers = [n for n in numbers if not any(n % 50 == at % 50 for at in range(LAST - 5, year))]
    projects = [project(n, year) for n in numbers]
    for entry in projects:
        if entry["number"] == "5" and year >= 2024:
            entry["number"] = "1005"
    return {"schema": "kohyo/1", "plan": "みどり野市ICT・IoT化推進ロードマップ",
            "period": {"fiscal_year": year, "part": None, "as_of": f"{year + 1}-03-31"},
            "projects": projects, "findings": [], "submissions": []}


def main():
    out = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    behind = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    out.mkdir(parents=True, exist_ok=True)
    for year in range(LAST - behind, LAST + 1):
        text = json.dumps(dataset(count, year), ensure_ascii=False, indent=1)
        (out / f"{year}.json").write_text(text + "\n", encoding="utf-8")
    (out / "changes.csv").write_text("旧番号,新番号,年度\n5,1005,2024\n", encoding="utf-8")


main()
