//! The common questions: every title of the two pages that the product was asked to answer is
//! answered from the rules, called unknown, or left out with a reason; and no answer says a figure
//! that the rules it cites, or its own example, do not.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use mingbai::api::answer;
use mingbai::engine::Situation;
use mingbai::policy::{RuleRef, Standing};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;
use support::{TODAY, date, json, policy, policy_file, text};

/// The titles of the page on a negative balance, its own first.
const ON_NEGATIVE: [&str; 21] = [
    "职工医保个人账户余额为啥是负数",
    "怎么查社保缴费记录清单",
    "我的宁夏怎么查询去年医保缴费记录",
    "2025河北唐山生孩子能用医保报销吗",
    "2025四川广安医保门诊统筹支付上限",
    "医保个人账户余额负数可以不补缴吗",
    "社保床位费医保报销吗",
    "2025四川宜宾医保门诊统筹起付标准",
    "生育津贴多久能申请下来",
    "福建泉州生育津贴怎么申请",
    "医保余额显示负数能使用吗",
    "在我的宁夏怎么查询医保交了几年",
    "自己交职工医保门诊怎么报销",
    "2025四川达州医保门诊统筹支付上限",
    "失业了医保可以断交多久",
    "2025年北京治疗柏油样便的医院有哪些",
    "2025四川达州医保门诊统筹一年能报销多少",
    "男方的生育险可以报销多少",
    "每月交职工医保为何没余额",
    "个人医保账户余额怎么计算的",
    "靖边县城乡居民医保办电话",
];

/// The titles of the page on a balance of zero, its own first.
const ON_ZERO: [&str; 19] = [
    "职工医保个人账户余额怎么为零",
    "宿州王标口腔门诊怎么样",
    "2025陕西榆林校方责任险与少儿医保冲突吗",
    "2025陕西榆林儿童先心病医保报销比例",
    "2025陕西汉中灵活就业可以只买医保吗",
    "2025陕西汉中灵活就业交医保还是居民医保好",
    "2025陕西汉中自费药医保能报销吗",
    "医保才交了一个月住院可以报销吗",
    "山东医保报销封顶线",
    "住院费8000医保报销多少",
    "河南医保牙科报销政策",
    "河南医保门诊异地报销政策",
    "河南医保2025缴费价格表",
    "2025陕西榆林医保封存怎么解封",
    "2025陕西榆林牙齿正畸医保能报销吗",
    "2025陕西榆林急诊异地就医医保报销流程",
    "宿州市市立医院能洗牙吗",
    "2025年内蒙古锡林郭勒盟治疗手腕疼痛伴麻木的医院有哪些",
    "2025年内蒙古锡林郭勒盟治疗脚踝疼痛伴肿胀的医院有哪些",
];

/// Titles for which no rule is in reach, so that they must not be answered.
const NO_RULE: [&str; 3] = [
    "河南医保牙科报销政策",
    "2025陕西榆林牙齿正畸医保能报销吗",
    "2025陕西榆林校方责任险与少儿医保冲突吗",
];

/// Titles whose page states figures that were found wrong; the entry says which and why.
const REJECTED: [(&str, &str); 5] = [
    ("2025四川广安医保门诊统筹支付上限", "49 万"),
    ("2025四川达州医保门诊统筹支付上限", "49 万"),
    ("2025四川达州医保门诊统筹一年能报销多少", "深圳"),
    ("住院费8000医保报销多少", "起付线"),
    ("山东医保报销封顶线", "50 万"),
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    zh: String,
    en: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Answered,
    Unknown,
    OutOfScope,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    titles: Vec<String>,
    kind: Kind,
    area: Option<String>,
    question: Both,
    answer: Vec<Both>,
    rules: Vec<RuleRef>,
    wrong: Option<Both>,
    dated: Option<Both>,
    preset: Option<Value>,
}

impl Entry {
    /// All that a person reads of it, but the dated contact.
    fn said(&self) -> impl Iterator<Item = &Both> {
        std::iter::once(&self.question).chain(&self.answer).chain(&self.wrong)
    }

    /// Whether rules of `adcode` may speak in the answer: what is known of one area says nothing of
    /// another, unless the question names none.
    fn concerns(&self, adcode: &str) -> bool {
        let Some(area) = &self.area else { return true };
        let parents_of = |code: &str| policy_file(code).area.parents;
        adcode == area
            || parents_of(area).iter().any(|parent| parent == adcode)
            || parents_of(adcode).contains(area)
    }

    /// The whole answer in one language.
    fn answered(&self, language: fn(&Both) -> &str) -> String {
        self.answer.iter().map(language).collect::<Vec<_>>().join("\n")
    }
}

fn entries() -> Vec<Entry> {
    let text = text("static/faq.json");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("static/faq.json: {error}"))
}

fn zh(both: &Both) -> &str {
    &both.zh
}

fn en(both: &Both) -> &str {
    &both.en
}

fn titles() -> impl Iterator<Item = &'static str> {
    ON_NEGATIVE.into_iter().chain(ON_ZERO)
}

/// What a list of faults comes to.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

// ---------------------------------------------------------------------------------------------
// The checklist
// ---------------------------------------------------------------------------------------------

#[test]
fn every_title_is_in_one_entry() {
    let entries = entries();
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in &entries {
        for title in &entry.titles {
            found.entry(title).or_default().push(&entry.id);
        }
    }
    let mut faults = Vec::new();
    for title in titles() {
        match found.remove(title).unwrap_or_default().as_slice() {
            [_] => {}
            ids => faults.push(format!("{title}: in {ids:?}")),
        }
    }
    faults.extend(found.keys().map(|title| format!("{title}: on neither page")));
    none(&faults);
}

#[test]
fn ids_are_unique_and_the_head_titles_lead_to_the_causes() {
    let entries = entries();
    let ids: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), entries.len());
    for (id, title) in [("negative-balance", ON_NEGATIVE[0]), ("zero-balance", ON_ZERO[0])] {
        let entry = entries.iter().find(|entry| entry.id == id).unwrap();
        assert_eq!(entry.titles, [title]);
        assert_eq!(entry.kind, Kind::Answered);
        assert!(entry.answered(zh).contains("查原因"), "{id}");
        assert!(entry.answered(en).contains("查原因"), "{id}");
    }
}

#[test]
fn entries_have_what_their_kind_asks_for() {
    let mut faults = Vec::new();
    for entry in entries() {
        let mut expect = |holds: bool, what: &str| {
            if !holds {
                faults.push(format!("{}: {what}", entry.id));
            }
        };
        let id = entry.id.as_bytes();
        let id_byte = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-';
        expect(!id.is_empty() && id.iter().all(id_byte), "form of the id");
        for both in entry.said().chain(&entry.dated) {
            expect(!both.zh.trim().is_empty() && !both.en.trim().is_empty(), "an empty text");
        }
        expect(!entry.answer.is_empty(), "no answer");
        match entry.kind {
            Kind::Answered => expect(!entry.rules.is_empty(), "answered without a rule"),
            Kind::Unknown => {
                let first = entry.answer.first().unwrap();
                expect(first.zh.contains("未查到可靠规定"), "未查到可靠规定 is not said first");
                expect(first.en.contains("No reliable rule found"), "unknown is not said first");
                for text in [entry.answered(zh), entry.answered(en)] {
                    expect(text.contains("12393"), "does not name the hotline");
                    expect(text.contains("国家医保服务平台"), "does not name the platform");
                }
            }
            Kind::OutOfScope => {
                expect(!entry.titles.is_empty(), "out of scope without a title");
                expect(entry.answer.len() == 1, "more than the reason");
                let more = entry.preset.is_some() || entry.wrong.is_some() || entry.dated.is_some();
                expect(!more && entry.rules.is_empty(), "more than the reason");
            }
        }
        if let Some(dated) = &entry.dated {
            expect(dated.zh.contains("可能已失效"), "可能已失效 is not said");
            expect(dated.en.contains("可能已失效"), "可能已失效 is not said in English");
        }
        for both in entry.said() {
            for text in [&both.zh, &both.en] {
                expect(!has_telephone(text), "a local telephone number that is not dated");
            }
        }
        for word in ["保证", "放心", "一定能"] {
            expect(!entry.answered(zh).contains(word), word);
        }
    }
    none(&faults);
}

/// Whether there is a number of a local office: seven digits in a row, hyphens not counted, behind
/// an area code.
fn has_telephone(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && c != '-')
        .any(|word| word.contains('-') && word.bytes().filter(u8::is_ascii_digit).count() >= 10)
}

#[test]
fn what_no_rule_speaks_of_is_unknown_and_what_was_rejected_is_explained() {
    let entries = entries();
    let of = |title: &str| {
        entries.iter().find(|entry| entry.titles.iter().any(|own| own == title)).unwrap()
    };
    for title in NO_RULE {
        assert_eq!(of(title).kind, Kind::Unknown, "{title}");
    }
    for (title, why) in REJECTED {
        let wrong = of(title).wrong.as_ref().unwrap_or_else(|| panic!("{title}: nothing is wrong"));
        assert!(wrong.zh.contains(why), "{title}: {}", wrong.zh);
    }
    assert!(of("靖边县城乡居民医保办电话").dated.as_ref().unwrap().zh.contains("2016"));
}

#[test]
fn what_is_out_of_scope_is_in_the_list_with_its_reason() {
    let scope = text("docs/scope.md");
    let listed: BTreeSet<&str> = scope
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|row| row.split(" | ").next())
        .map(str::trim)
        .filter(|cell| titles().any(|title| title == *cell))
        .collect();
    let entries = entries();
    let out = entries.iter().filter(|entry| entry.kind == Kind::OutOfScope);
    let expected: BTreeSet<&str> =
        out.flat_map(|entry| &entry.titles).map(String::as_str).collect();
    assert_eq!(listed, expected, "docs/scope.md and static/faq.json differ");
}

// ---------------------------------------------------------------------------------------------
// The rules behind the answers
// ---------------------------------------------------------------------------------------------

/// The standing of every rule of an area and its parents, by name.
fn standings(adcode: &str) -> BTreeMap<String, Standing> {
    let policy = policy(adcode);
    policy.rules().into_iter().map(|card| (card.name.to_string(), card.standing)).collect()
}

#[test]
fn every_cited_rule_exists_and_doubt_is_said() {
    let mut faults = Vec::new();
    for entry in entries() {
        let mut doubtful = false;
        for rule in &entry.rules {
            match standings(&rule.adcode).get(&rule.to_string()) {
                None => faults.push(format!("{}: no rule {rule}", entry.id)),
                Some(Standing::Doubtful) => doubtful = true,
                Some(_) => {}
            }
        }
        let said = entry.answered(zh).contains("待核实");
        let said_in_english = entry.answered(en).to_lowercase().contains("unconfirmed");
        if said != doubtful || said_in_english != doubtful {
            let id = &entry.id;
            faults.push(format!("{id}: doubtful rules {doubtful}, said {said}, {said_in_english}"));
        }
        let names: BTreeSet<&RuleRef> = entry.rules.iter().collect();
        if names.len() != entry.rules.len() {
            faults.push(format!("{}: a rule twice", entry.id));
        }
    }
    none(&faults);
}

/// The answer to a preset, as the page gets it.
fn reckoned(entry: &Entry) -> Option<Result<Value, String>> {
    let preset = entry.preset.as_ref()?;
    let situation = match Situation::parse(&preset.to_string()) {
        Ok(situation) => situation,
        Err(error) => return Some(Err(error.to_string())),
    };
    let answer = answer(&policy(preset["area"].as_str().unwrap()), &situation, date(TODAY));
    Some(answer.map(|answer| serde_json::to_value(answer).unwrap()).map_err(|e| e.to_string()))
}

#[test]
fn every_preset_is_reckoned() {
    let mut faults = Vec::new();
    for entry in entries() {
        let answer = match reckoned(&entry) {
            None => continue,
            Some(Ok(answer)) => answer,
            Some(Err(error)) => {
                faults.push(format!("{}: {error}", entry.id));
                continue;
            }
        };
        let preset = entry.preset.as_ref().unwrap();
        if !entry.concerns(preset["area"].as_str().unwrap()) {
            faults.push(format!("{}: the preset is of another area", entry.id));
        }
        for accepted in preset["accept_doubtful"].as_array().into_iter().flatten() {
            if !entry.rules.iter().any(|rule| *accepted == rule.to_string()) {
                faults.push(format!("{}: {accepted} is accepted, not cited", entry.id));
            }
        }
        if entry.kind != Kind::Answered {
            continue;
        }
        let mut outcomes = vec![&answer["account"], &answer["maternity_allowance"]];
        for list in ["expenses", "premiums"] {
            outcomes.extend(answer[list].as_array().into_iter().flatten());
        }
        for part in outcomes {
            if part["outcome"]["status"] == "refused" {
                faults.push(format!("{}: refused: {}", entry.id, part["outcome"]));
            }
        }
    }
    none(&faults);
}

// ---------------------------------------------------------------------------------------------
// The figures
// ---------------------------------------------------------------------------------------------

/// A figure that a text states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Figure {
    Yuan(Decimal),
    Percent(Decimal),
    Months(Decimal),
    Days(Decimal),
    Years(Decimal),
    /// As far as it is said: `2025`, `2025-03`, `2025-03-31`, `--03`, `--03-31`.
    Date(String),
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The number that `text` begins with, and what follows it.
fn number(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    let kept = digits.trim_end_matches(['.', ',']);
    let rest = &text[text.len() - rest.len() - (digits.len() - kept.len())..];
    Some((kept.replace(',', "").parse().ok()?, rest))
}

/// Every number of `text` with what follows it, in order.
fn numbers(text: &str) -> Vec<(Decimal, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = rest[..start].chars().next_back();
        let (value, after) = number(&rest[start..]).unwrap();
        if !before.is_some_and(|c| c.is_ascii_alphabetic() || c == '-') {
            found.push((value, after));
        }
        rest = after;
    }
    found
}

/// A year that is one of the calendar, not a count.
fn is_calendar_year(value: Decimal) -> bool {
    value.is_integer() && value >= Decimal::from(1900) && value < Decimal::from(2100)
}

fn figures_zh(text: &str) -> BTreeSet<Figure> {
    let mut found = BTreeSet::new();
    // What of a date was read so far, and the text from which its next part is read.
    let mut open: Option<(String, &str)> = None;
    for (value, rest) in numbers(text) {
        let unit = rest.trim_start();
        let joined = open.take().filter(|(_, from)| {
            let gap = &from[..from.len() - rest.len()];
            gap.trim().bytes().all(|b| b.is_ascii_digit())
        });
        let mut date = |so_far: String, rest| {
            found.insert(Figure::Date(so_far.clone()));
            open = Some((so_far, rest));
        };
        if unit.starts_with("个月") {
            found.insert(Figure::Months(value));
        } else if unit.starts_with("万元") {
            found.insert(Figure::Yuan(value * Decimal::from(10_000)));
        } else if unit.starts_with('元') {
            found.insert(Figure::Yuan(value));
        } else if unit.starts_with('%') || unit.starts_with("个百分点") {
            found.insert(Figure::Percent(value));
        } else if unit.starts_with('天') || unit.starts_with("个工作日") {
            found.insert(Figure::Days(value));
        } else if let Some(rest) = unit.strip_prefix('年') {
            if is_calendar_year(value) {
                date(value.to_string(), rest);
            } else {
                found.insert(Figure::Years(value));
            }
        } else if let Some(rest) = unit.strip_prefix('月') {
            let year = joined.map_or("-".to_owned(), |(year, _)| year);
            date(format!("{year}-{value:0>2}"), rest);
        } else if unit.starts_with('日') {
            let (month, _) = joined.unwrap_or_else(|| panic!("a day without a month: {text}"));
            found.insert(Figure::Date(format!("{month}-{value:0>2}")));
        }
    }
    widest_only(&found)
}

/// The number of the month that `text` begins with, and what follows.
fn month_name(text: &str) -> Option<(usize, &str)> {
    MONTHS.iter().enumerate().find_map(|(index, name)| {
        let rest = text.strip_prefix(name)?;
        (!rest.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((index + 1, rest))
    })
}

/// The calendar year that `text` begins with after blanks.
fn year_after(text: &str) -> Option<Decimal> {
    let (value, rest) = number(text.trim_start())?;
    let alone = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '%');
    (is_calendar_year(value) && alone && !rest.trim_start().starts_with("yuan")).then_some(value)
}

fn figures_en(text: &str) -> BTreeSet<Figure> {
    let mut found = BTreeSet::new();
    for (index, _) in text.match_indices(|c: char| c.is_ascii_uppercase()) {
        let Some((month, rest)) = month_name(&text[index..]) else { continue };
        let year = year_after(rest).map_or("-".to_owned(), |year| year.to_string());
        let before = text[..index].trim_end();
        let start = before
            .rfind(|c: char| !c.is_ascii_digit())
            .map_or(0, |at| at + before[at..].chars().next().unwrap().len_utf8());
        let day = before[start..].parse::<u32>().ok().filter(|day| (1..=31).contains(day));
        let day = day.map_or(String::new(), |day| format!("-{day:02}"));
        found.insert(Figure::Date(format!("{year}-{month:02}{day}")));
    }
    for (value, rest) in numbers(text) {
        if rest.starts_with('%') {
            found.insert(Figure::Percent(value));
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != ' ');
        let between = ["working", "missed", "further", "or", "more"];
        let mut words = rest[..end.unwrap_or(rest.len())].split_whitespace();
        let unit = words.find(|word| !between.contains(word)).unwrap_or_default();
        let figure = match unit {
            "yuan" => Figure::Yuan(value),
            "percentage" => Figure::Percent(value),
            "month" | "months" => Figure::Months(value),
            "day" | "days" => Figure::Days(value),
            "year" | "years" => Figure::Years(value),
            _ if is_calendar_year(value) => Figure::Date(value.to_string()),
            _ => continue,
        };
        found.insert(figure);
    }
    widest_only(&found)
}

/// Without the dates that are the beginning of a longer one.
fn widest_only(found: &BTreeSet<Figure>) -> BTreeSet<Figure> {
    let longer = |short: &str| {
        found.iter().any(|figure| {
            matches!(figure, Figure::Date(date) if date.len() > short.len() && date.starts_with(short))
        })
    };
    let keep = |figure: &&Figure| !matches!(figure, Figure::Date(date) if longer(date));
    found.iter().filter(keep).cloned().collect()
}

/// What rules, a situation or a result say, as far as it can be compared with figures of a text.
#[derive(Default)]
struct Known {
    decimals: BTreeSet<Decimal>,
    figures: BTreeSet<Figure>,
    dates: BTreeSet<String>,
}

impl Known {
    fn add(&mut self, key: &str, value: &Value) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| self.add(key, value)),
            Value::Array(items) => items.iter().for_each(|item| self.add(key, item)),
            Value::String(text) => self.add_text(text),
            Value::Number(number) => {
                let Some(count) = number.as_u64().map(Decimal::from) else { return };
                if key.contains("month") {
                    self.figures.insert(Figure::Months(count));
                } else if key.contains("days") {
                    self.figures.insert(Figure::Days(count));
                } else if key.contains("year") {
                    self.figures.insert(Figure::Years(count));
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn add_text(&mut self, text: &str) {
        if let Ok(decimal) = text.parse::<Decimal>() {
            self.decimals.insert(decimal.abs());
        } else if text.len() >= 7 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            self.dates.insert(text.to_owned());
        } else {
            self.figures.extend(figures_zh(text));
            self.figures.extend(figures_en(text));
        }
    }

    /// The dates, nothing else, of what is said about a source.
    fn add_dates(&mut self, source: &Value) {
        let mut all = Self::default();
        all.add("", source);
        let dates = all.figures.into_iter().filter(|figure| matches!(figure, Figure::Date(_)));
        self.figures.extend(dates);
    }

    fn has(&self, figure: &Figure) -> bool {
        if self.figures.contains(figure) {
            return true;
        }
        match figure {
            Figure::Yuan(value) => self.decimals.contains(value),
            Figure::Percent(value) => {
                *value <= Decimal::ONE_HUNDRED
                    && self.decimals.contains(&(value / Decimal::ONE_HUNDRED))
            }
            Figure::Months(_) | Figure::Days(_) | Figure::Years(_) => false,
            Figure::Date(said) => {
                let said_in_text = self.figures.iter().filter_map(|known| match known {
                    Figure::Date(date) => Some(date),
                    _ => None,
                });
                self.dates.iter().chain(said_in_text).any(|known| match said.strip_prefix("--") {
                    Some(month) => known.get(5..).is_some_and(|rest| rest.starts_with(month)),
                    None => known.starts_with(said.as_str()),
                })
            }
        }
    }
}

/// What the rules of an entry and its example say.
fn known_of(entry: &Entry) -> Known {
    let mut known = Known::default();
    // Rules of other areas are cited for what is wrong elsewhere, not for the answer.
    for rule in entry.rules.iter().filter(|rule| entry.concerns(&rule.adcode)) {
        let file = json(&format!("static/policies/{}.json", rule.adcode));
        let rules = file["rules"][rule.topic.name()].as_array().unwrap();
        let found = rules.iter().find(|found| found["id"] == rule.id.as_str()).unwrap();
        for (key, value) in found.as_object().unwrap() {
            if !["id", "sources", "last_confirmed"].contains(&key.as_str()) {
                known.add(key, value);
            }
        }
        for source in found["sources"].as_array().unwrap() {
            let source = &file["sources"][source.as_str().unwrap()];
            known.add_dates(&source["document"]);
            known.add_dates(&source["note"]);
        }
    }
    if let Some(preset) = &entry.preset {
        known.add("", preset);
        let answer = reckoned(entry).unwrap().unwrap();
        for part in ["account", "expenses", "premiums", "maternity_allowance"] {
            known.add("", &answer[part]);
        }
    }
    known
}

#[test]
fn every_figure_of_an_answer_comes_from_a_cited_rule_or_the_example() {
    let mut faults = Vec::new();
    let mut figures = 0;
    for entry in entries() {
        let known = known_of(&entry);
        for both in &entry.answer {
            let (in_chinese, in_english) = (figures_zh(&both.zh), figures_en(&both.en));
            figures += in_chinese.len();
            for figure in in_chinese.union(&in_english) {
                if !known.has(figure) {
                    faults.push(format!("{}: {figure:?} is in no rule cited", entry.id));
                }
            }
            if in_chinese != in_english {
                let (id, zh, en) =
                    (&entry.id, &in_chinese - &in_english, &in_english - &in_chinese);
                faults.push(format!("{id}: only in Chinese {zh:?}, only in English {en:?}"));
            }
        }
    }
    none(&faults);
    assert!(figures > 150, "{figures} figures: the scan misses some");
}

#[test]
fn the_scan_reads_figures() {
    let yuan = |text: &str| Figure::Yuan(text.parse().unwrap());
    let percent = |text: &str| Figure::Percent(text.parse().unwrap());
    let day = |text: &str| Figure::Date(text.to_owned());
    let months = |count: u32| Figure::Months(count.into());
    let zh = "2025 年 3 月 31 日以前交 1.5 万元（8% 或 0.5 个百分点），6 个月、15 天、4 年；\
              7 月是 10478.40 元。2026 年：400元，8 月 9 日。";
    let en = "Before 31 March 2025 15,000 yuan (8% or 0.5 percentage points), 6 months, 15 days, 4 \
              years; in July 10,478.40 yuan. 2026: 400 yuan, 9 August.";
    let expected = BTreeSet::from([
        day("2025-03-31"),
        yuan("15000"),
        percent("8"),
        percent("0.5"),
        months(6),
        Figure::Days(15.into()),
        Figure::Years(4.into()),
        day("--07"),
        yuan("10478.40"),
        day("2026"),
        yuan("400"),
        day("--08-09"),
    ]);
    assert_eq!(figures_zh(zh), expected);
    assert_eq!(figures_en(en), expected);
    assert!(has_telephone("打 0912-4614008 问") && !has_telephone("12393，250000 元，2025-03-31"));
}
