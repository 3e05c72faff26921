#!/usr/bin/env python3
"""Write policies/common/calendar/NNNN.gj from the announced holidays of mainland China.

    pip install chinesecalendar==1.11.0 holidays
    tools/calendars.py            write the files
    tools/calendars.py --check    compare the files, day by day, with chinesecalendar,
                                  npm chinese-days (fetched with npm) and PyPI holidays

Exit code: 0 as expected, 1 the files are stale or a difference is not one of CORRECTIONS.
See docs/calendars.md.
"""

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "policies" / "common" / "calendar"
FIRST, LAST = 2004, 2026
DAY = dt.timedelta(days=1)

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
# Days on which chinesecalendar departs from the notice: date -> (holiday name or None for a working day, the notice).
CORRECTIONS = {
    dt.date(2005, 12, 31): (None, "12 月 31 日上班：见 2006 年安排（国办发明电〔2005〕35 号）"),
    dt.date(2015, 9, 5): ("抗战胜利纪念日", "9 月 3 日至 5 日放假：国发明电〔2015〕1 号"),
}


def announced():
    """(holidays: date -> name, working weekend days), gaps of a weekend inside one holiday closed."""
    from chinese_calendar.constants import holidays, workdays

    off = {day: NAMES[name] for day, name in holidays.items()}
    work = set(workdays)
    for day, (name, _) in CORRECTIONS.items():
        if name:
            off[day] = name
        else:
            work.add(day)
    for day in sorted(off):
        gap, at = [], day + DAY
        while at not in off and at not in work and at.weekday() > 4:
            gap.append(at)
            at += DAY
        if off.get(at) == off[day]:
            off.update((inside, off[day]) for inside in gap)
    return off, work


def runs(off, year):
    """[name, first, last] for each contiguous run of one holiday inside the year."""
    found = []
    for day in sorted(day for day in off if day.year == year):
        if found and found[-1][0] == off[day] and found[-1][2] + DAY == day:
            found[-1][2] = day
        else:
            found.append([off[day], day, day])
    return found


def render(off, work, year):
    """The text of one calendar file."""
    items = [f"放假 {name} {a}" + (f" 至 {b}" if a != b else "") for name, a, b in runs(off, year)]
    made_up = sorted(day for day in work if day.year == year)
    if made_up:
        items.append("上班 " + "、".join(map(str, made_up)))
    notes = [f"// {note}" for day, (_, note) in CORRECTIONS.items() if day.year == year]
    head = [f"// 国务院办公厅公布的 {year} 年节假日安排", *notes, f"日历 中国 {year}："]
    return "\n".join(head) + "\n    " + "；\n    ".join(items) + "。\n"


def read(text):
    """The inverse of render: (holidays, working weekend days) of one file."""
    off, work = {}, set()
    for kind, name, dates in re.findall(r"^\s+(放假|上班)\s+(?:(\D\S*)\s+)?([-\d 至、]+)[；。]$", text, re.M):
        days = [dt.date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", dates)]
        if kind == "上班":
            work.update(days)
        else:
            off.update((days[0] + i * DAY, name) for i in range((days[-1] - days[0]).days + 1))
    return off, work


def every_day():
    day = dt.date(FIRST, 1, 1)
    while day.year <= LAST:
        yield day
        day += DAY


def from_chinese_days():
    """(version, date -> works or not, as the library answers, last year listed, works on 1 January after it)."""
    script = """
    const d = require('chinese-days'), fs = require('fs'), path = require('path');
    const dist = path.dirname(require.resolve('chinese-days'));
    const data = JSON.parse(fs.readFileSync(path.join(dist, 'chinese-days.json')));
    const version = JSON.parse(fs.readFileSync(path.join(dist, '../package.json'))).version;
    const last = Object.keys(data.holidays).sort().pop().slice(0, 4);
    const days = JSON.parse(fs.readFileSync(0)).map(day => [day, d.isWorkday(day)]);
    console.log(JSON.stringify([version, days, last, d.isWorkday((+last + 1) + '-01-01')]));
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, "chinese-days"], check=True, stdout=subprocess.DEVNULL)
        ask = json.dumps([str(day) for day in every_day()])
        answer = subprocess.run(["node", "-e", script], cwd=folder, input=ask, capture_output=True, text=True, check=True)
    version, days, last, after = json.loads(answer.stdout)
    return version, {dt.date.fromisoformat(day): works for day, works in days}, last, after


def sources():
    """Yield (title, date -> works or not, where it ends)."""
    from chinese_calendar import is_workday
    from chinese_calendar.constants import holidays as listed

    last = max(listed).year
    try:
        beyond = f"says {is_workday(dt.date(last + 1, 1, 1))}"
    except NotImplementedError:
        beyond = "raises NotImplementedError"
    yield "chinesecalendar (source)", {day: is_workday(day) for day in every_day()}, f"{last}; beyond it {beyond}"

    version, works, last, after = from_chinese_days()
    yield f"chinese-days {version} (derived from the same project)", works, f"{last}; beyond it answers anyway (1 January {int(last) + 1} a working day: {after})"

    try:
        import holidays
    except ImportError:
        print("holidays: not installed, not compared")
        return
    china = holidays.country_holidays("CN", years=range(FIRST, LAST + 2))
    ends = max(china.weekend_workdays).year
    yield f"holidays {holidays.__version__} (own reading of the notices)", {day: china.is_working_day(day) for day in every_day()}, f"{ends} (last make-up day); beyond it answers from the statute"


def check():
    """Compare the files with each source; True when nothing unexpected differs."""
    off, work = announced()
    good = True
    days_off, days_on = {}, set()
    for year in range(FIRST, LAST + 1):
        path = FOLDER / f"{year}.gj"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != render(off, work, year):
            print(f"{path.name}: not what this script writes")
            good = False
        more_off, more_on = read(text)
        days_off |= more_off
        days_on |= more_on
    for day in sorted(days_off.keys() & days_on):
        print(f"{day}: both holiday and working day")
        good = False
    ours = {day: day in days_on or (day.weekday() < 5 and day not in days_off) for day in every_day()}
    print(f"files: {FIRST} to {LAST}, {len(ours)} days, {len(days_off)} holiday days, {len(days_on)} make-up working days")
    for title, works, ends in sources():
        differ = [day for day in ours if ours[day] != works[day]]
        print(f"{title}: ends {ends}; {len(differ)} days differ")
        for day in differ:
            known = day in CORRECTIONS
            good = good and known
            print(f"  {day:%Y-%m-%d %a}: files {'work' if ours[day] else 'off'}, source {'work' if works[day] else 'off'}" + (" (known: CORRECTIONS)" if known else ""))
    return good


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--check", action="store_true", help="compare, write nothing")
    if args.parse_args().check:
        return 0 if check() else 1
    off, work = announced()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for year in range(FIRST, LAST + 1):
        (FOLDER / f"{year}.gj").write_text(render(off, work, year), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
