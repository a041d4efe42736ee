//! The policy files: they parse, stack, agree with the index and with a second entry of their
//! figures, and whatever is wrong with one is caught. And: which rule applies to whom, when.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    clippy::unnecessary_wraps,
    clippy::format_push_string,
    reason = "tests stop at the first surprise"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use mingbai::calendar::Month;
use mingbai::policy::{
    AccountCredit, Certainty, Finding, FindingKind, InsuranceKind, NoRule, OutpatientCap,
    OutpatientRatio, Person, PersonField, PolicyError, PolicyFile, PolicySet, RuleRef, Standing,
    Start, Topic, applicable, check,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use support::{date, json, json_files_in, policy, policy_file};

const FOLDER: &str = "static/policies";

fn codes_of_files() -> BTreeSet<String> {
    json_files_in(FOLDER)
        .iter()
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

// ---------------------------------------------------------------------------------------------
// The files as they are
// ---------------------------------------------------------------------------------------------

#[test]
fn every_file_parses_and_stacks() {
    for code in codes_of_files() {
        let file = policy_file(&code);
        assert_eq!(file.area.adcode, code, "the file's name is its code");
        assert!(check(&file).is_empty());
        let set = policy(&code);
        assert_eq!(set.area().unwrap().adcode, code);
        assert!(!set.institution_levels().is_empty(), "{code}");
        assert!(set.contacts().is_some(), "{code}");
        // What is written back is what was read, but for the fingerprint of the text itself.
        let text = serde_json::to_string(&file).unwrap();
        let again = PolicyFile::parse(&text).unwrap();
        assert_eq!(PolicyFile { fingerprint: file.fingerprint, ..again }, file, "{code}");
    }
}

#[test]
fn the_index_lists_every_area_with_rules() {
    let index = json(&format!("{FOLDER}/index.json"));
    assert_eq!(index["format"], 1);
    let (mut listed, mut with_rules) = (BTreeSet::new(), BTreeSet::new());
    for entry in index["areas"].as_array().unwrap() {
        let code = entry["adcode"].as_str().unwrap();
        assert!(listed.insert(code.to_owned()), "{code} twice");
        for key in ["pinyin", "initials"] {
            let text = entry[key].as_str().unwrap();
            assert!(!text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase()), "{code}");
        }
        assert!(!entry["province"].as_str().unwrap().is_empty(), "{code}");
        assert_eq!(entry["parents"].as_array().unwrap().last(), Some(&json!("000000")), "{code}");
        if entry["rules"] == false {
            continue;
        }
        let area = policy_file(code).area;
        assert_eq!(entry["name"], json!(area.name.zh), "{code}");
        assert_eq!(entry["name_en"], json!(area.name.en), "{code}");
        assert_eq!(entry["parents"], json!(area.parents), "{code}");
        with_rules.insert(code.to_owned());
    }
    let mut areas = codes_of_files();
    areas.remove("000000");
    assert_eq!(with_rules, areas);
    assert!(listed.len() > 360, "provinces and prefectures: {}", listed.len());
}

#[test]
fn every_county_leads_to_a_listed_area() {
    let index = json(&format!("{FOLDER}/index.json"));
    let areas = index["areas"].as_array().unwrap().iter();
    let listed: BTreeSet<&str> = areas.map(|area| area["adcode"].as_str().unwrap()).collect();
    let counties = json(&format!("{FOLDER}/counties.json"));
    let counties = counties["counties"].as_array().unwrap();
    assert!(counties.len() > 2_500, "{}", counties.len());
    for county in counties {
        assert!(listed.contains(county["area"].as_str().unwrap()), "{county}");
    }
    let area_of = |name: &str| counties.iter().find(|county| county["name"] == name).unwrap();
    assert_eq!(area_of("仙桃市")["area"], "420000");
    assert_eq!(area_of("义乌市")["area"], "330700");
    assert_eq!(area_of("靖边县")["area"], "610800");
    assert_eq!(area_of("济源市")["area"], "410000");
    for (name, pinyin) in
        [("仙桃市", "xian tao"), ("义乌市", "yi wu"), ("靖边县", "jing bian xian")]
    {
        assert_eq!(area_of(name)["pinyin"], pinyin);
    }
}

#[test]
fn each_province_has_a_pool_of_its_own_organs() {
    let counties = json(&format!("{FOLDER}/counties.json"));
    let counties = counties["counties"].as_array().unwrap().iter();
    let of_provinces: Vec<_> =
        counties.filter(|county| county["adcode"] == county["area"]).collect();
    // Twenty-two provinces and five autonomous regions without 台湾; municipalities are one pool.
    assert_eq!(of_provinces.len(), 27);
    let sichuan = of_provinces.iter().find(|one| one["area"] == "510000").unwrap();
    assert_eq!(sichuan["name"], "四川省省直");
    assert_eq!(sichuan["pinyin"], "si chuan sheng zhi");
}

#[test]
fn the_corps_and_its_cities_are_not_the_regions() {
    let index = json(&format!("{FOLDER}/index.json"));
    let mut areas = index["areas"].as_array().unwrap().iter();
    let corps = areas.find(|area| area["name"] == "新疆生产建设兵团").unwrap();
    assert_eq!(corps["adcode"], "660000");
    assert_eq!(corps["parents"], json!(["000000"]), "no rule of the region is theirs");
    assert_eq!(corps["rules"], false);
    let counties = json(&format!("{FOLDER}/counties.json"));
    let counties = counties["counties"].as_array().unwrap().iter();
    let cities: Vec<_> = counties.filter(|county| county["area"] == "660000").collect();
    assert_eq!(cities.len(), 12);
    for city in ["石河子市", "白杨市"] {
        assert!(cities.iter().any(|found| found["name"] == city), "{city}");
    }
}

#[test]
fn names_are_spelled_as_the_places_are_called() {
    let spelled: BTreeMap<String, String> = ["index", "counties"]
        .iter()
        .flat_map(|name| {
            let file = json(&format!("{FOLDER}/{name}.json"));
            let key = if *name == "index" { "areas" } else { "counties" };
            file[key].as_array().unwrap().clone()
        })
        .map(|entry| {
            let text = |key: &str| entry[key].as_str().unwrap().to_owned();
            (text("name"), text("pinyin").replace(' ', ""))
        })
        .collect();
    for (name, pinyin) in [
        ("喀什地区", "kashi"),
        ("昌都市", "changdu"),
        ("六安市", "luan"),
        ("郫都区", "piduqu"),
        ("什邡市", "shifang"),
        ("乐清市", "yueqing"),
        ("单县", "shanxian"),
        ("歙县", "shexian"),
    ] {
        assert_eq!(spelled[name], pinyin);
    }
}

/// Whatever in a rule's value holds at some places only, wherever it stands in it.
fn cells(value: &Value) -> Vec<&Value> {
    let own = value["at"].is_array().then_some(value);
    let inner: Vec<&Value> = match value {
        Value::Object(fields) => fields.values().flat_map(cells).collect(),
        Value::Array(items) => items.iter().flat_map(cells).collect(),
        _ => Vec::new(),
    };
    own.into_iter().chain(inner).collect()
}

#[test]
fn every_place_in_a_rule_is_a_level_of_the_area() {
    for code in codes_of_files() {
        let set = policy(&code);
        let levels: Vec<&str> = set.institution_levels().iter().map(|l| l.id.id()).collect();
        let file = json(&format!("{FOLDER}/{code}.json"));
        for (topic, rules) in file["rules"].as_object().unwrap() {
            for rule in rules.as_array().unwrap() {
                for cell in cells(&rule["value"]) {
                    for place in cell["at"].as_array().into_iter().flatten() {
                        let place = place.as_str().unwrap();
                        assert!(
                            place == "pharmacy" || levels.contains(&place),
                            "{code} {topic}: {place} is none of {levels:?}"
                        );
                    }
                }
            }
        }
    }
}

/// A city's file that misspells a level of its parents would quietly say nothing on that level.
#[test]
fn a_place_unknown_to_the_whole_stack_is_caught() {
    let mut file = json(&format!("{FOLDER}/510100.json"));
    file["rules"]["outpatient_ratio"][0]["value"]["cells"][0]["at"][0] = json!("primaly");
    let caught = PolicyFile::parse(&file.to_string())
        .and_then(|file| PolicySet::new(file, vec![policy_file("000000")]));
    let Err(PolicyError::Findings(findings)) = caught else {
        panic!("taken as sound");
    };
    let unknown = FindingKind::UnknownPlace("primaly".to_owned());
    assert!(findings.iter().any(|finding| finding.kind == unknown));
}

#[test]
fn parents_must_be_those_that_the_area_names() {
    let error = PolicySet::new(policy_file("510100"), vec![]).unwrap_err();
    let expected = vec!["000000".to_owned()];
    assert_eq!(error, PolicyError::Parents { expected: expected.clone(), given: vec![] });
    let error = PolicySet::new(policy_file("510100"), vec![policy_file("310000")]).unwrap_err();
    let given = vec!["310000".to_owned()];
    assert_eq!(error, PolicyError::Parents { expected, given });
}

#[test]
fn other_versions_of_the_format_are_refused() {
    let mut file = json(&format!("{FOLDER}/510100.json"));
    file["format"] = json!(2);
    let error = PolicyFile::parse(&file.to_string()).unwrap_err();
    assert_eq!(error, PolicyError::Format { found: 2, expected: 1 });
}

// ---------------------------------------------------------------------------------------------
// Second entry of the figures
// ---------------------------------------------------------------------------------------------

/// Whether the conditions of a cell hold for the person of a second entry.
fn is_for(who: &Value, person: &Value) -> bool {
    if !who["status"].is_null() && who["status"] != person["status"] {
        // A cell for the other status asks nothing further.
        return false;
    }
    let age = person["age"].as_u64();
    let at_least = who["age_from"].as_u64().is_none_or(|low| age.unwrap() >= low);
    let at_most = who["age_to"].as_u64().is_none_or(|high| age.unwrap() <= high);
    let retired = person["retired_on"].as_str();
    let from = who["retired_from"].as_str().is_none_or(|first| retired.unwrap() >= first);
    let before = who["retired_before"].as_str().is_none_or(|bound| retired.unwrap() < bound);
    at_least && at_most && from && before
}

/// Figures as numbers, everything else as it is.
fn comparable(value: &Value) -> Value {
    match value.as_str().map(str::parse::<Decimal>) {
        Some(Ok(number)) => json!(number.normalize().to_string()),
        _ => value.clone(),
    }
}

/// The paths of all figures in a value, conditions left out.
fn figure_paths(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                if !["who", "at", "purpose"].contains(&key.as_str()) {
                    figure_paths(field, &format!("{path}/{key}"), found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                figure_paths(item, &format!("{path}/{index}"), found);
            }
        }
        _ => {
            found.insert(path.to_owned());
        }
    }
}

/// The place of a figure of the second entry in the rule's value.
fn locate(value: &Value, entry: &Value) -> Result<String, String> {
    if let Some(path) = entry["path"].as_str() {
        return Ok(format!("/{}", path.replace('.', "/")));
    }
    let table = if value["cells"].is_array() {
        String::new()
    } else {
        let (kind, _) = value.as_object().unwrap().iter().next().unwrap();
        format!("/{kind}")
    };
    let cells = value.pointer(&format!("{table}/cells")).unwrap();
    let person = &entry["for"];
    let place = &entry["at"];
    let found: Vec<usize> = cells
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .filter(|(_, cell)| {
            let there = cell["at"].as_array();
            there.is_none_or(|places| places.contains(place)) && is_for(&cell["who"], person)
        })
        .map(|(index, _)| index)
        .collect();
    match found.as_slice() {
        [index] => Ok(format!("{table}/cells/{index}/value")),
        other => Err(format!("{entry} is in the cells {other:?}")),
    }
}

#[test]
fn figures_agree_with_their_second_entry() {
    let mut faults = Vec::new();
    let mut count = 0;
    for path in json_files_in("tests/facts") {
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if ["derived", "outliers"].contains(&code.as_str()) {
            continue;
        }
        let facts = json(&format!("tests/facts/{code}.json"));
        let file = json(&format!("{FOLDER}/{code}.json"));
        let parsed = policy_file(&code);
        let mut entered = BTreeSet::new();
        for entry in facts["rules"].as_array().unwrap() {
            let (topic, id) = (entry["topic"].as_str().unwrap(), entry["rule"].as_str().unwrap());
            let name = format!("{code}/{topic}/{id}");
            entered.insert(name.clone());
            let rules = file["rules"][topic].as_array().unwrap();
            let Some(rule) = rules.iter().find(|rule| rule["id"] == id) else {
                faults.push(format!("{name} is not in the file"));
                continue;
            };
            for (key, found) in
                [("from", &rule["from"]), ("to", &rule["to"]), ("who", &rule["who"])]
            {
                if entry[key] != *found {
                    faults.push(format!("{name} {key}: fact {}, file {found}", entry[key]));
                }
            }
            let standing = rule["sources"].as_array().unwrap().iter();
            let standing: Standing =
                standing.map(|key| parsed.sources[key.as_str().unwrap()].standing).min().unwrap();
            let standing = serde_json::to_value(standing).unwrap();
            if entry["standing"] != standing {
                faults.push(format!("{name}: fact {}, file {standing}", entry["standing"]));
            }
            let mut unseen = BTreeSet::new();
            figure_paths(&rule["value"], "", &mut unseen);
            for figure in entry["figures"].as_array().unwrap() {
                count += 1;
                let path = match locate(&rule["value"], figure) {
                    Ok(path) => path,
                    Err(fault) => {
                        faults.push(format!("{name}: {fault}"));
                        continue;
                    }
                };
                unseen.remove(&path);
                let found = rule["value"].pointer(&path).unwrap_or(&Value::Null);
                if comparable(found) != comparable(&figure["figure"]) {
                    faults.push(format!("{name}{path}: fact {figure}, file {found}"));
                }
            }
            for path in unseen {
                faults.push(format!("{name}{path} has no second entry"));
            }
        }
        for (topic, rules) in file["rules"].as_object().unwrap() {
            for rule in rules.as_array().unwrap() {
                let name = format!("{code}/{topic}/{}", rule["id"].as_str().unwrap());
                let from_facts = rule["sources"].as_array().unwrap().iter().all(|key| {
                    let number = key.as_str().unwrap().strip_prefix('f');
                    number.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
                });
                // Those are compared with the facts themselves.
                if !from_facts && !entered.contains(&name) {
                    faults.push(format!("{name} has no second entry"));
                }
            }
        }
    }
    assert!(count > 80, "only {count} figures");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

// ---------------------------------------------------------------------------------------------
// Whatever is wrong with a file is caught
// ---------------------------------------------------------------------------------------------

/// A deliberately broken copy of a real file.
struct Break {
    area: &'static str,
    spoil: fn(&mut Value),
    topic: Option<Topic>,
    id: &'static str,
    kind: FindingKind,
}

/// The first rule of a topic.
fn first<'v>(file: &'v mut Value, topic: &str) -> &'v mut Value {
    &mut file["rules"][topic][0]
}

fn breaks() -> Vec<Break> {
    let of_rule = |area, topic, id, kind, spoil: fn(&mut Value)| Break {
        area,
        spoil,
        topic: Some(topic),
        id,
        kind,
    };
    let of_source =
        |area, id, kind, spoil: fn(&mut Value)| Break { area, spoil, topic: None, id, kind };
    vec![
        of_rule("510100", Topic::ContributionBase, "2024", FindingKind::DuplicateId, |file| {
            file["rules"]["contribution_base"][2]["id"] = json!("2024");
        }),
        of_rule("510100", Topic::OutpatientCap, "2023", FindingKind::NoSource, |file| {
            first(file, "outpatient_cap")["sources"] = json!([]);
        }),
        of_rule(
            "510100",
            Topic::OutpatientCap,
            "2023",
            FindingKind::UnknownSource("pool-2O23".to_owned()),
            |file| first(file, "outpatient_cap")["sources"] = json!(["pool-2O23"]),
        ),
        of_source("510100", "spare", FindingKind::UnusedSource, |file| {
            file["sources"]["spare"] = file["sources"]["base-2023"].clone();
        }),
        of_source("510100", "base-2023", FindingKind::TooFewPages, |file| {
            file["sources"]["base-2023"]["pages"] = json!([]);
        }),
        of_source("510100", "base-2023", FindingKind::TooFewPages, |file| {
            file["sources"]["base-2023"]["independent"] = json!(2);
        }),
        of_source("510100", "pool-2023", FindingKind::OfficialWithoutDocument, |file| {
            file["sources"]["pool-2023"].as_object_mut().unwrap().remove("document");
        }),
        of_source("510100", "pool-2023", FindingKind::OfficialWithoutDocument, |file| {
            file["sources"]["pool-2023"]["document"]["known_from"] = json!("memory");
        }),
        of_source("510100", "credit-in-service", FindingKind::CorroboratedByOne, |file| {
            file["sources"]["credit-in-service"]["independent"] = json!(1);
        }),
        of_rule("510100", Topic::ContributionBase, "2024", FindingKind::EndsBeforeStart, |file| {
            file["rules"]["contribution_base"][1]["to"] = json!("2024-06-30");
        }),
        of_rule("510100", Topic::BenefitYear, "2023", FindingKind::NotConfirmed, |file| {
            first(file, "benefit_year").as_object_mut().unwrap().remove("last_confirmed");
        }),
        of_rule("510100", Topic::BenefitYear, "2023", FindingKind::NoInsurance, |file| {
            first(file, "benefit_year")["insurance"] = json!([]);
        }),
        of_rule(
            "510100",
            Topic::ContributionBase,
            "2023",
            FindingKind::Overlaps("2024".to_owned()),
            |file| first(file, "contribution_base")["to"] = json!("2024-07-01"),
        ),
        // An open end before a successor covers the same days.
        of_rule(
            "310000",
            Topic::OutpatientCap,
            "2022",
            FindingKind::Overlaps("2023".to_owned()),
            |file| {
                let rule = first(file, "outpatient_cap").as_object_mut().unwrap();
                rule.remove("to");
                rule.insert("last_confirmed".to_owned(), json!("2026-11-21"));
            },
        ),
        of_rule(
            "510100",
            Topic::ContributionBase,
            "2023",
            FindingKind::GapBefore("2024".to_owned()),
            |file| first(file, "contribution_base")["to"] = json!("2024-06-29"),
        ),
        of_rule("510100", Topic::OutpatientRatio, "2023", FindingKind::AmbiguousCells, |file| {
            first(file, "outpatient_ratio")["value"]["cells"][1]["at"] =
                json!(["level2", "level3"]);
        }),
        of_rule(
            "310000",
            Topic::OutpatientRatio,
            "before-2023",
            FindingKind::AmbiguousCells,
            |file| {
                first(file, "outpatient_ratio")["value"]["cells"][0]["who"]["age_to"] = json!(45);
            },
        ),
        of_rule("510100", Topic::OutpatientDeductible, "2023", FindingKind::NoCells, |file| {
            first(file, "outpatient_deductible")["value"]["cells"] = json!([]);
        }),
        of_rule(
            "310000",
            Topic::OutpatientRatio,
            "before-2023",
            FindingKind::UnknownPlace("primary".to_owned()),
            |file| {
                first(file, "outpatient_ratio")["value"]["cells"][0]["at"] = json!(["primary"]);
            },
        ),
        of_rule("510100", Topic::BenefitYear, "2023", FindingKind::MonthNumber, |file| {
            first(file, "benefit_year")["value"]["starts_in"] = json!(13);
        }),
        of_rule("310000", Topic::AccountTiming, "july-advance", FindingKind::MonthNumber, |file| {
            first(file, "account_timing")["value"]["advanced_for_year"]["year_starts_in"] =
                json!(0);
        }),
        of_rule(
            "510100",
            Topic::ContributionBase,
            "2023",
            FindingKind::FloorAboveCeiling,
            |file| {
                first(file, "contribution_base")["value"]["floor"] = json!("21228.01");
            },
        ),
        of_rule(
            "220100",
            Topic::AccountCredit,
            "in-service-2023",
            FindingKind::DeductionTooLarge,
            |file| {
                first(file, "account_credit")["value"]["rate_of_base"]["less"]["rate"] =
                    json!("0.021");
            },
        ),
        of_rule(
            "220100",
            Topic::AccountCredit,
            "retired-2023",
            FindingKind::DeductionTooLarge,
            |file| {
                let rule = &mut file["rules"]["account_credit"][1];
                rule["value"]["fixed_monthly"]["less"]["amount"] = json!("111.01");
            },
        ),
        of_rule("510100", Topic::OutpatientCap, "2023", FindingKind::NegativeAmount, |file| {
            let value = &mut first(file, "outpatient_cap")["value"];
            value["fund_payment"]["cells"][0]["value"] = json!("-2000");
        }),
        of_rule(
            "310000",
            Topic::AccountCredit,
            "retired-75-2023",
            FindingKind::NegativeAmount,
            |file| {
                let rule = &mut file["rules"]["account_credit"][2];
                rule["value"]["fixed_yearly"]["amount"] = json!("-1890");
            },
        ),
        of_rule(
            "510100",
            Topic::OutpatientDeductible,
            "2023",
            FindingKind::NegativeAmount,
            |file| {
                first(file, "outpatient_deductible")["value"]["cells"][1]["value"] = json!("-0.01");
            },
        ),
        of_rule("510100", Topic::ContributionBase, "2023", FindingKind::NegativeAmount, |file| {
            first(file, "contribution_base")["value"]["floor"] = json!("-1");
        }),
        of_rule("510100", Topic::OutpatientRatio, "2023", FindingKind::RisesWithLevel, |file| {
            // Level 3 and pharmacies, in service.
            first(file, "outpatient_ratio")["value"]["cells"][1]["value"] = json!("0.65");
        }),
        of_rule("510100", Topic::OutpatientRatio, "2023", FindingKind::RetiredWorseOff, |file| {
            // Up to level 2, retired; 0.60 in service.
            first(file, "outpatient_ratio")["value"]["cells"][2]["value"] = json!("0.59");
        }),
        of_rule(
            "510100",
            Topic::OutpatientDeductible,
            "2023",
            FindingKind::DeductibleAboveCap("2023".to_owned()),
            |file| {
                // The cap in service is 2,000.
                first(file, "outpatient_deductible")["value"]["cells"][0]["value"] =
                    json!("2000.01");
            },
        ),
        of_rule("510100", Topic::ContributionBase, "2023", FindingKind::NoGap, |file| {
            first(file, "contribution_base")["gap_after"] = json!(true);
        }),
        of_rule(
            "110000",
            Topic::InpatientDeductible,
            "stays",
            FindingKind::FurtherStaysWithoutPer,
            |file| {
                let value = &mut first(file, "inpatient_deductible")["value"];
                value.as_object_mut().unwrap().remove("per");
            },
        ),
        // One ratio for all costs has no segments.
        of_rule(
            "110000",
            Topic::InpatientRatio,
            "resident-by-level",
            FindingKind::SegmentsMisplaced,
            |file| file["rules"]["inpatient_ratio"][1]["value"]["segments_per"] = json!("year"),
        ),
        // Counted from nothing, the first segment begins at the threshold, not below it.
        of_rule("110000", Topic::SeriousIllness, "2022", FindingKind::SegmentsMisplaced, |file| {
            first(file, "serious_illness")["value"]["segments_from"] = json!("nothing");
        }),
        of_rule(
            "460000",
            Topic::SeriousIllness,
            "resident",
            FindingKind::SegmentsMisplaced,
            |file| {
                first(file, "serious_illness")["value"]["threshold"][0]["value"] = json!("8001");
            },
        ),
        // Counted from the threshold, the first segment begins at nothing above it.
        of_rule(
            "460000",
            Topic::SeriousIllness,
            "resident",
            FindingKind::SegmentsMisplaced,
            |file| first(file, "serious_illness")["value"]["segments_from"] = json!("threshold"),
        ),
        of_rule("110000", Topic::SeriousIllness, "2022", FindingKind::CappedAndUncapped, |file| {
            first(file, "serious_illness")["value"]["cap"] = json!([{ "value": "100000" }]);
        }),
        of_rule("620100", Topic::InpatientCap, "basic", FindingKind::CappedAndUncapped, |file| {
            first(file, "inpatient_cap")["value"]["large_sum"] = json!([{ "value": "100000" }]);
        }),
        of_rule(
            "110000",
            Topic::InpatientDeductible,
            "stays",
            FindingKind::DeductibleAboveCap("yearly".to_owned()),
            |file| {
                first(file, "inpatient_cap")["value"]["total"][0]["value"] = json!("1299.99");
            },
        ),
        // Neither typed content nor statements; a scheme or an allowance that says nothing.
        of_rule("450200", Topic::ChronicOutpatient, "special-drugs-2022", FindingKind::NoCells, {
            |file| first(file, "chronic_outpatient")["value"] = json!({})
        }),
        of_rule("450200", Topic::ChronicOutpatient, "special-drugs-2022", FindingKind::NoCells, {
            |file| {
                let scheme = &mut first(file, "chronic_outpatient")["value"]["schemes"][0];
                let scheme = scheme.as_object_mut().unwrap();
                scheme.retain(|key, _| ["id", "name"].contains(&key.as_str()));
            }
        }),
        of_rule("110000", Topic::Maternity, "2020", FindingKind::NoCells, |file| {
            first(file, "maternity")["value"] = json!({});
        }),
        of_rule("110000", Topic::Maternity, "2020", FindingKind::NoCells, |file| {
            first(file, "maternity")["value"]["allowance"] = json!({ "months_unbroken": true });
        }),
        of_rule("110000", Topic::Maternity, "2020", FindingKind::NoCells, |file| {
            let cost = &mut first(file, "maternity")["value"]["deliveries"][0];
            cost.as_object_mut().unwrap().remove("limit");
        }),
        of_rule(
            "530100",
            Topic::ChronicOutpatient,
            "2024",
            FindingKind::DeductibleAboveCap("chronic".to_owned()),
            |file| {
                let scheme = &mut first(file, "chronic_outpatient")["value"]["schemes"][0];
                scheme["deductible"][0]["value"] = json!("2000.01");
            },
        ),
        of_rule(
            "430200",
            Topic::ChronicOutpatient,
            "two-diseases-2025",
            FindingKind::DuplicateScheme("hypertension".to_owned()),
            |file| {
                let schemes = &mut first(file, "chronic_outpatient")["value"]["schemes"];
                schemes[1]["id"] = json!("hypertension");
            },
        ),
        // In another rule for the same people on the same days.
        of_rule(
            "410300",
            Topic::ChronicOutpatient,
            "chronic-special",
            FindingKind::DuplicateScheme("chronic".to_owned()),
            |file| {
                let other = &mut file["rules"]["chronic_outpatient"][1];
                other["value"]["schemes"][0]["id"] = json!("chronic");
            },
        ),
        of_rule(
            "430200",
            Topic::ChronicOutpatient,
            "two-diseases-2025",
            FindingKind::UnknownPlace("levle1".to_owned()),
            |file| {
                let scheme = &mut first(file, "chronic_outpatient")["value"]["schemes"][0];
                scheme["ratio"][0]["at"] = json!(["levle1"]);
            },
        ),
        of_rule(
            "110000",
            Topic::Maternity,
            "2020",
            FindingKind::UnknownPlace("levle1".to_owned()),
            |file| {
                let cost = &mut first(file, "maternity")["value"]["deliveries"][0];
                cost["limit"][0]["at"] = json!(["levle1"]);
            },
        ),
        of_rule("110000", Topic::Maternity, "2020", FindingKind::EmptyCase, |file| {
            let cost = &mut first(file, "maternity")["value"]["deliveries"][0];
            cost["case"]["deliveries"] = json!([]);
        }),
        // Ended from 4 and before 4 months: nobody.
        of_rule(
            "110000",
            Topic::Maternity,
            "allowance-days",
            FindingKind::MonthsReversed,
            |file| {
                let days = &mut file["rules"]["maternity"][1]["value"]["allowance"]["days"];
                days[3]["case"]["months_before"] = json!(4);
            },
        ),
        of_rule("110000", Topic::Maternity, "allowance-days", FindingKind::CaseTwice, |file| {
            let days = &mut file["rules"]["maternity"][1]["value"]["allowance"]["days"];
            days[3]["case"]["months_from"] = json!(3);
        }),
        of_rule("110000", Topic::Maternity, "2020", FindingKind::CaseTwice, |file| {
            let cost = &mut first(file, "maternity")["value"]["deliveries"][1];
            cost["case"]["deliveries"] = json!(["assisted", "natural"]);
        }),
        of_rule("110000", Topic::Maternity, "2020", FindingKind::NegativeAmount, |file| {
            let cost = &mut first(file, "maternity")["value"]["deliveries"][0];
            cost["yuan_per_further_child"] = json!("-1");
        }),
        of_rule("341200", Topic::TreatmentElsewhere, "resident", FindingKind::NoCells, |file| {
            first(file, "treatment_elsewhere")["value"] = json!({});
        }),
        of_rule("341200", Topic::TreatmentElsewhere, "resident", FindingKind::NoCells, |file| {
            first(file, "treatment_elsewhere")["value"]["terms"][0]["regions"] = json!([]);
        }),
        of_rule("341200", Topic::TreatmentElsewhere, "resident", FindingKind::Repeated, |file| {
            first(file, "treatment_elsewhere")["value"]["terms"][0]["arrangements"] =
                json!(["referred", "referred"]);
        }),
        of_rule(
            "341200",
            Topic::TreatmentElsewhere,
            "resident",
            FindingKind::AmbiguousCells,
            |file| {
                // The first entry speaks of the referred, in the same region.
                first(file, "treatment_elsewhere")["value"]["terms"][1]["arrangements"] =
                    json!(["referred", "unfiled"]);
            },
        ),
        of_rule(
            "341200",
            Topic::TreatmentElsewhere,
            "resident",
            FindingKind::Overlaps("again".to_owned()),
            |file| {
                let mut again = first(file, "treatment_elsewhere").clone();
                again["id"] = json!("again");
                file["rules"]["treatment_elsewhere"].as_array_mut().unwrap().push(again);
            },
        ),
        of_rule(
            "341200",
            Topic::TreatmentElsewhere,
            "resident",
            FindingKind::FloorAboveCeiling,
            |file| {
                let terms = &mut first(file, "treatment_elsewhere")["value"]["terms"][2];
                terms["deductible_of_cost"]["min"] = json!("10000.01");
            },
        ),
        of_rule(
            "341200",
            Topic::TreatmentElsewhere,
            "resident",
            FindingKind::Contradicts,
            |file| {
                // Five points less than at home, and half of the cost.
                first(file, "treatment_elsewhere")["value"]["terms"][0]["ratio"] =
                    json!([{ "value": "0.50" }]);
            },
        ),
        of_rule(
            "140100",
            Topic::TreatmentElsewhere,
            "referred",
            FindingKind::NegativeAmount,
            |file| {
                first(file, "treatment_elsewhere")["value"]["terms"][0]["deductible"][0]["value"] =
                    json!("-800");
            },
        ),
        of_rule(
            "140100",
            Topic::TreatmentElsewhere,
            "referred",
            FindingKind::UnknownPlace("type9".to_owned()),
            |file| {
                first(file, "treatment_elsewhere")["value"]["terms"][0]["ratio"][0]["at"] =
                    json!(["type9"]);
            },
        ),
        of_rule("341200", Topic::Waiting, "resident-2025", FindingKind::NoCells, |file| {
            first(file, "waiting")["value"]["terms"] = json!({ "care": "inpatient" });
        }),
        of_rule("341200", Topic::Waiting, "resident-2025", FindingKind::NoWait, |file| {
            first(file, "waiting")["value"]["terms"]["late_enrolment"] = json!({ "months": 0 });
        }),
        of_rule("350100", Topic::Waiting, "resident-2025", FindingKind::Contradicts, |file| {
            let terms = first(file, "waiting")["value"]["terms"].as_object_mut().unwrap();
            terms.remove("late_enrolment");
        }),
        of_rule(
            "500000",
            Topic::Waiting,
            "flexible-gap",
            FindingKind::Overlaps("flexible-gap-outpatient".to_owned()),
            |file| {
                // Without the word that it is for hospital stays only.
                let terms = file["rules"]["waiting"][1]["value"]["terms"].as_object_mut().unwrap();
                terms.remove("care");
            },
        ),
    ]
}

/// The name of a kind without its data. A new kind does not compile until it stands here.
fn name(kind: &FindingKind) -> &'static str {
    match kind {
        FindingKind::DuplicateId => "DuplicateId",
        FindingKind::NoSource => "NoSource",
        FindingKind::UnknownSource(_) => "UnknownSource",
        FindingKind::UnusedSource => "UnusedSource",
        FindingKind::TooFewPages => "TooFewPages",
        FindingKind::OfficialWithoutDocument => "OfficialWithoutDocument",
        FindingKind::CorroboratedByOne => "CorroboratedByOne",
        FindingKind::EndsBeforeStart => "EndsBeforeStart",
        FindingKind::NotConfirmed => "NotConfirmed",
        FindingKind::NoInsurance => "NoInsurance",
        FindingKind::Overlaps(_) => "Overlaps",
        FindingKind::GapBefore(_) => "GapBefore",
        FindingKind::NoGap => "NoGap",
        FindingKind::RisesWithLevel => "RisesWithLevel",
        FindingKind::RetiredWorseOff => "RetiredWorseOff",
        FindingKind::DeductibleAboveCap(_) => "DeductibleAboveCap",
        FindingKind::AmbiguousCells => "AmbiguousCells",
        FindingKind::NoCells => "NoCells",
        FindingKind::UnknownPlace(_) => "UnknownPlace",
        FindingKind::MonthNumber => "MonthNumber",
        FindingKind::FloorAboveCeiling => "FloorAboveCeiling",
        FindingKind::DeductionTooLarge => "DeductionTooLarge",
        FindingKind::NegativeAmount => "NegativeAmount",
        FindingKind::FurtherStaysWithoutPer => "FurtherStaysWithoutPer",
        FindingKind::SegmentsMisplaced => "SegmentsMisplaced",
        FindingKind::CappedAndUncapped => "CappedAndUncapped",
        FindingKind::DuplicateScheme(_) => "DuplicateScheme",
        FindingKind::EmptyCase => "EmptyCase",
        FindingKind::MonthsReversed => "MonthsReversed",
        FindingKind::CaseTwice => "CaseTwice",
        FindingKind::Repeated => "Repeated",
        FindingKind::Contradicts => "Contradicts",
        FindingKind::NoWait => "NoWait",
    }
}

#[test]
fn every_kind_of_fault_is_caught_where_it_is() {
    let mut faults = Vec::new();
    let mut kinds = BTreeSet::new();
    for broken in breaks() {
        kinds.insert(name(&broken.kind));
        let mut file = json(&format!("{FOLDER}/{}.json", broken.area));
        (broken.spoil)(&mut file);
        let expected = Finding {
            adcode: broken.area.to_owned(),
            topic: broken.topic,
            id: broken.id.to_owned(),
            kind: broken.kind,
        };
        match PolicyFile::parse(&file.to_string()) {
            Err(PolicyError::Findings(findings)) if findings.contains(&expected) => {}
            other => faults.push(format!("{expected}: {:?}", other.map(|_| "taken as sound"))),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(kinds.len(), 33, "every kind has its break: {kinds:?}");
}

/// A stated reason is accepted in place of the usual.
#[test]
fn odd_figures_need_a_reason() {
    let mut file = json(&format!("{FOLDER}/510100.json"));
    file["rules"]["outpatient_ratio"][0]["value"]["cells"][1]["value"] = json!("0.65");
    assert!(PolicyFile::parse(&file.to_string()).is_err());
    file["rules"]["outpatient_ratio"][0]["odd_because"] =
        json!({ "zh": "三级医院另有补助。", "en": "Level 3 is subsidised." });
    assert!(PolicyFile::parse(&file.to_string()).is_ok());
}

/// The path and the words of the parser for a file that is not of the format.
fn malformed(file: &Value) -> (String, String) {
    match PolicyFile::parse(&file.to_string()) {
        Err(PolicyError::Malformed { path, detail }) => (path, detail),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("taken as sound"),
    }
}

#[test]
fn unknown_keys_are_refused_with_their_path() {
    let cases = [
        ("", "510100"),
        ("/area", "510100"),
        ("/area/name", "510100"),
        ("/sources/pool-2023", "510100"),
        ("/sources/pool-2023/document", "510100"),
        ("/sources/pool-2023/note", "510100"),
        ("/rules", "510100"),
        ("/rules/outpatient_cap/0", "510100"),
        ("/rules/outpatient_cap/0/value/fund_payment", "510100"),
        ("/rules/outpatient_cap/0/value/fund_payment/cells/0", "510100"),
        ("/rules/outpatient_cap/0/value/fund_payment/cells/0/who", "510100"),
        ("/rules/outpatient_ratio/0/value", "510100"),
        ("/rules/account_credit/0/who", "510100"),
        ("/rules/account_credit/0/value/rate_of_base", "510100"),
        ("/rules/account_timing/0/value/monthly", "510100"),
        ("/rules/benefit_year/0/value", "510100"),
        ("/rules/contribution_base/0/value", "510100"),
        ("/rules/account_credit/0/value/rate_of_base/less", "220100"),
        ("/rules/account_timing/0/value/advanced_for_year", "310000"),
        ("/rules/payment_order/0/value/current_year_account_first", "310000"),
        ("/rules/outpatient_cap/0/value/shared_with_inpatient", "310000"),
        ("/institution_levels/0", "310000"),
        ("/contacts", "000000"),
        ("/rules/account_use/0/value", "000000"),
        ("/rules/account_frame/0/value", "000000"),
        ("/rules/inpatient_deductible/0/value", "110000"),
        ("/rules/serious_illness/0/value", "110000"),
        ("/rules/maternity/0/value", "110000"),
        ("/rules/maternity/0/value/allowance", "110000"),
        ("/rules/maternity/0/value/deliveries/0", "110000"),
        ("/rules/maternity/0/value/deliveries/0/case", "110000"),
        ("/rules/maternity/1/value/allowance/days/0", "110000"),
        ("/rules/chronic_outpatient/0/value", "450200"),
        ("/rules/chronic_outpatient/0/value/schemes/0", "450200"),
        ("/rules/treatment_elsewhere/0/value", "341200"),
        ("/rules/treatment_elsewhere/0/value/terms/0", "341200"),
        ("/rules/treatment_elsewhere/0/value/terms/2/deductible_of_cost", "341200"),
        ("/rules/waiting/0/value/terms", "341200"),
    ];
    for (pointer, area) in cases {
        let mut file = json(&format!("{FOLDER}/{area}.json"));
        let place = file.pointer_mut(pointer).unwrap_or_else(|| panic!("{area}{pointer}"));
        place.as_object_mut().unwrap().insert("kolor".to_owned(), json!(1));
        let (path, detail) = malformed(&file);
        assert!(detail.contains("unknown field `kolor`"), "{area}{pointer}: {detail}");
        let mut expected = String::new();
        for part in pointer.split('/').skip(1) {
            if part.parse::<usize>().is_ok() {
                expected += &format!("[{part}]");
            } else if expected.is_empty() {
                expected += part;
            } else {
                expected += &format!(".{part}");
            }
        }
        let with_key =
            [expected.as_str(), "kolor"].join(if expected.is_empty() { "" } else { "." });
        assert!(path == expected || path == with_key, "{area}{pointer}: at {path}");
    }
}

#[test]
fn files_of_the_wrong_shape_are_refused() {
    let spoil = |pointer: &str, value: Value| {
        let mut file = json(&format!("{FOLDER}/510100.json"));
        *file.pointer_mut(pointer).unwrap() = value;
        malformed(&file)
    };
    let cases = [
        // A figure that went through a float, a rate in percent, a date that is none.
        ("/rules/account_credit/0/value/rate_of_base/rate", json!(0.02), "number_not_exact"),
        ("/rules/account_credit/0/value/rate_of_base/rate", json!("2"), "rate_out_of_range"),
        ("/rules/inpatient_ratio/0/value/cells/0/value", json!("1.01"), "rate_out_of_range"),
        ("/rules/maternity/0/value/allowance/daily", json!("month"), "unknown variant"),
        (
            "/rules/treatment_elsewhere/2/value/terms/0/ratio_less/0/value",
            json!("10"),
            "rate_out_of_range",
        ),
        ("/rules/contribution_base/0/value/floor", json!("4246.005"), "smaller_than_fen"),
        ("/rules/contribution_base/0/to", json!("2024-06-31"), "date_impossible"),
        ("/rules/contribution_base/0/from", json!("soon"), "date_malformed"),
        ("/rules/account_credit/0/insurance/0", json!("employees"), "unknown variant"),
        ("/sources/pool-2023/standing", json!("certain"), "unknown variant"),
        (
            "/rules/account_credit/0/value",
            json!({ "rate_of_wage": { "rate": "0.02" } }),
            "unknown variant",
        ),
    ];
    for (pointer, value, words) in cases {
        let (path, detail) = spoil(pointer, value);
        assert!(detail.contains(words), "{pointer}: {detail}");
        assert!(path.starts_with("rules.") || path.starts_with("sources."), "{pointer}: {path}");
    }
    // A table of two kinds at once.
    let two = json!({
        "rate_of_base": { "rate": "0.02" },
        "fixed_yearly": { "amount": "1680" }
    });
    spoil("/rules/account_credit/0/value", two);
    let text = support::text(&format!("{FOLDER}/510100.json"));
    for text in [format!("{text}{{}}"), format!("{text} x"), String::new()] {
        assert!(matches!(PolicyFile::parse(&text), Err(PolicyError::Malformed { .. })));
    }
}

// ---------------------------------------------------------------------------------------------
// Which rule applies
// ---------------------------------------------------------------------------------------------

/// A rule on the credit of 成都's kind, by id; further keys replace or join these.
fn credit(id: &str, further: &Value) -> Value {
    let mut rule = json!({
        "id": id, "insurance": ["employee"], "from": "2020-01-01",
        "last_confirmed": "2026-11-21", "sources": ["sure"],
        "value": { "fixed_monthly": { "amount": "100" } }
    });
    for (key, value) in further.as_object().unwrap() {
        rule[key] = value.clone();
    }
    rule
}

fn layer(adcode: &str, parents: &[&str], credits: &[Value]) -> PolicyFile {
    let source = |standing: &str| {
        json!({
            "standing": standing, "pages": ["https://a.example", "https://b.example"],
            "independent": 2, "checked_on": "2026-11-21"
        })
    };
    // Not through `PolicyFile::parse`: some of these are broken on purpose.
    serde_json::from_value(json!({
        "format": 1,
        "area": {
            "adcode": adcode, "name": { "zh": "某地", "en": "Somewhere" }, "parents": parents
        },
        "updated_on": "2026-11-21",
        "sources": { "sure": source("corroborated"), "unsure": source("doubtful") },
        "rules": { "account_credit": credits }
    }))
    .unwrap()
}

fn one_layer(credits: &[Value]) -> PolicySet {
    PolicySet::new(layer("999999", &[], credits), vec![]).unwrap()
}

fn somebody() -> Person {
    Person::anybody(InsuranceKind::Employee)
}

/// The id and certainty of the rule for `person` on a day.
fn found(
    set: &PolicySet,
    person: &Person,
    day: &str,
    accepted: &[RuleRef],
) -> Result<(String, Certainty), NoRule> {
    applicable::<AccountCredit>(set, person, date(day), accepted)
        .map(|applied| (applied.rule.id.clone(), applied.certainty))
}

fn on(set: &PolicySet, day: &str) -> Result<(String, Certainty), NoRule> {
    found(set, &somebody(), day, &[])
}

fn covered(id: &str) -> Result<(String, Certainty), NoRule> {
    Ok((id.to_owned(), Certainty::Covered))
}

fn last_known(id: &str, until: &str) -> Result<(String, Certainty), NoRule> {
    Ok((id.to_owned(), Certainty::LastKnown(date(until))))
}

fn not_before(next: Option<&str>) -> Result<(String, Certainty), NoRule> {
    let next_from = next.map(date);
    Err(NoRule::NotForDate { next_from })
}

fn reference(id: &str) -> RuleRef {
    RuleRef { adcode: "999999".to_owned(), topic: Topic::AccountCredit, id: id.to_owned() }
}

#[test]
fn periods_include_their_first_and_last_day() {
    let set = one_layer(&[
        credit("old", &json!({ "to": "2022-12-31" })),
        credit("new", &json!({ "from": "2023-01-01" })),
    ]);
    assert_eq!(on(&set, "2019-12-31"), not_before(Some("2020-01-01")));
    assert_eq!(on(&set, "2020-01-01"), covered("old"));
    assert_eq!(on(&set, "2022-12-31"), covered("old"));
    assert_eq!(on(&set, "2023-01-01"), covered("new"));
    assert_eq!(on(&set, "2026-11-21"), covered("new"));
    assert_eq!(on(&set, "2026-11-22"), last_known("new", "2026-11-21"));
}

#[test]
fn a_dated_rule_beats_one_of_unknown_start() {
    let set = one_layer(&[
        credit("undated", &json!({ "from": "unknown" })),
        credit("dated", &json!({ "to": "2022-12-31" })),
    ]);
    assert_eq!(on(&set, "2021-06-01"), covered("dated"));
    assert_eq!(on(&set, "2023-01-01"), covered("undated"));
}

#[test]
fn an_unknown_start_never_reaches_behind_a_dated_predecessor() {
    let set = one_layer(&[
        credit("undated", &json!({ "from": "unknown" })),
        credit("dated", &json!({ "to": "2022-12-31" })),
    ]);
    assert_eq!(on(&set, "2019-12-31"), not_before(Some("2020-01-01")));
    // A dated rule after its end is a successor, not a predecessor.
    let set = one_layer(&[
        credit("undated", &json!({ "from": "unknown", "to": "2019-12-31" })),
        credit("dated", &json!({})),
    ]);
    assert_eq!(on(&set, "2000-01-01"), covered("undated"));
    assert_eq!(on(&set, "2019-12-31"), covered("undated"));
    assert_eq!(on(&set, "2020-01-01"), covered("dated"));
}

#[test]
fn a_gap_between_periods_is_refused() {
    let set = one_layer(&[
        credit("old", &json!({ "to": "2020-12-31" })),
        credit("new", &json!({ "from": "2022-01-01" })),
    ]);
    assert_eq!(on(&set, "2020-12-31"), covered("old"));
    assert_eq!(on(&set, "2021-01-01"), not_before(Some("2022-01-01")));
    assert_eq!(on(&set, "2021-12-31"), not_before(Some("2022-01-01")));
    assert_eq!(on(&set, "2022-01-01"), covered("new"));
}

#[test]
fn after_the_last_period_the_last_rule_is_marked() {
    let set = one_layer(&[
        credit("old", &json!({ "to": "2020-12-31" })),
        credit("new", &json!({ "from": "2021-01-01", "to": "2021-12-31" })),
    ]);
    assert_eq!(on(&set, "2022-01-01"), last_known("new", "2021-12-31"));
    assert_eq!(on(&set, "2099-12-31"), last_known("new", "2021-12-31"));
}

#[test]
fn doubtful_rules_count_only_when_accepted() {
    let set = one_layer(&[credit("rumour", &json!({ "sources": ["unsure"] }))]);
    let doubtful = NoRule::OnlyDoubtful(vec![reference("rumour")]);
    assert_eq!(on(&set, "2025-01-01"), Err(doubtful));
    let accepted = [reference("rumour")];
    let accept = |day| found(&set, &somebody(), day, &accepted);
    assert_eq!(accept("2025-01-01"), covered("rumour"));
    // Accepting a doubt does not stretch its period.
    assert_eq!(accept("2019-12-31"), not_before(Some("2020-01-01")));
    // One doubtful source makes the whole rule doubtful: each vouches for a part.
    let set = one_layer(&[credit("rumour", &json!({ "sources": ["sure", "unsure"] }))]);
    assert!(matches!(on(&set, "2025-01-01"), Err(NoRule::OnlyDoubtful(_))));
    // A rule of that name elsewhere was not accepted.
    let mut elsewhere = reference("rumour");
    elsewhere.adcode = "000000".to_owned();
    assert!(found(&set, &somebody(), "2025-01-01", &[elsewhere]).is_err());
}

#[test]
fn a_usable_rule_is_not_disturbed_by_a_doubtful_one() {
    let set = one_layer(&[
        credit("sound", &json!({ "to": "2025-12-31" })),
        credit("rumour", &json!({ "sources": ["unsure"] })),
    ]);
    assert_eq!(on(&set, "2025-01-01"), covered("sound"));
    assert_eq!(on(&set, "2026-01-01"), last_known("sound", "2025-12-31"));
}

/// Accepting a doubtful rule beside a usable one is a choice of the person, not a fault of the file.
#[test]
fn accepting_a_doubtful_rule_beside_a_usable_one_is_no_fault_of_the_file() {
    let set = one_layer(&[
        credit("sound", &json!({})),
        credit("rumour", &json!({ "sources": ["unsure"] })),
    ]);
    let chosen = found(&set, &somebody(), "2025-01-01", &[reference("rumour")]);
    assert!(chosen.is_ok(), "{chosen:?}");
}

#[test]
fn what_is_not_known_of_the_person_is_asked_for() {
    let set = one_layer(&[
        credit("younger", &json!({ "who": { "age_to": 44 } })),
        credit("older", &json!({ "who": { "age_from": 45 } })),
    ]);
    let needs_birth = Err(NoRule::NeedsPerson(PersonField::Birth));
    assert_eq!(on(&set, "2025-01-01"), needs_birth);
    let mut person = somebody();
    person.birth = Month::parse("1980-06").ok();
    let at = |day| found(&set, &person, day, &[]);
    assert_eq!(at("2025-05-31"), covered("younger"));
    assert_eq!(at("2025-06-01"), covered("older"));
    let set = one_layer(&[credit("young", &json!({ "who": { "status": "retired" } }))]);
    assert_eq!(on(&set, "2025-01-01"), Err(NoRule::NotForPerson));
    let set = one_layer(&[credit("veteran", &json!({ "who": { "retired_before": "2001-01" } }))]);
    let needs_retirement = Err(NoRule::NeedsPerson(PersonField::RetiredOn));
    assert_eq!(on(&set, "2025-01-01"), needs_retirement);
}

/// With usable rules that hang on the month of birth, asking for it helps; a doubtful rule for
/// everybody beside them must not hide that.
#[test]
fn a_doubtful_rule_does_not_hide_what_to_ask_for() {
    let set = one_layer(&[
        credit("younger", &json!({ "who": { "age_to": 44 } })),
        credit("older", &json!({ "who": { "age_from": 45 } })),
        credit("rumour", &json!({ "sources": ["unsure"] })),
    ]);
    let needs_birth = Err(NoRule::NeedsPerson(PersonField::Birth));
    assert_eq!(on(&set, "2025-01-01"), needs_birth);
}

#[test]
fn two_rules_for_the_same_day_are_a_fault_of_the_file() {
    let set = one_layer(&[credit("one", &json!({})), credit("other", &json!({}))]);
    assert_eq!(on(&set, "2025-01-01"), Err(NoRule::Ambiguous));
}

#[test]
fn the_nearest_layer_that_knows_the_topic_speaks_for_all_days() {
    let city = |credits: &[Value]| layer("999999", &["000000"], credits);
    let nation = || layer("000000", &[], &[credit("nation", &json!({}))]);
    let set =
        PolicySet::new(city(&[credit("city", &json!({ "from": "2023-01-01" }))]), vec![nation()])
            .unwrap();
    assert_eq!(on(&set, "2023-01-01"), covered("city"));
    // Not the nation's rule, although it covers the day: the city had its own.
    assert_eq!(on(&set, "2022-12-31"), not_before(Some("2023-01-01")));
    // A kind of insurance that the city says nothing on.
    let resident = json!({ "insurance": ["resident"] });
    let set = PolicySet::new(city(&[credit("city", &resident)]), vec![nation()]).unwrap();
    assert_eq!(on(&set, "2025-01-01"), covered("nation"));
    let mut person = somebody();
    person.insurance = InsuranceKind::Flexible;
    let nobody = found(&set, &person, "2025-01-01", &[]);
    assert_eq!(nobody, Err(NoRule::Unknown));
    let set = PolicySet::new(city(&[]), vec![nation()]).unwrap();
    assert_eq!(on(&set, "2025-01-01"), covered("nation"));
}

/// The real files by day: the first and last days on which the notices say that something changes.
#[test]
fn the_real_rules_change_on_their_days() {
    let credit_of = |area: &str, day: &str| {
        applicable::<AccountCredit>(&policy(area), &somebody(), date(day), &[])
            .map(|applied| applied.reference().to_string())
    };
    let next = |day| Err(NoRule::NotForDate { next_from: Some(date(day)) });
    assert_eq!(credit_of("510100", "2022-12-31"), next("2023-01-01"));
    assert_eq!(credit_of("510100", "2023-01-01").unwrap(), "510100/account_credit/in-service-2023");
    assert_eq!(credit_of("310000", "2023-06-30"), next("2023-07-01"));
    assert_eq!(credit_of("310000", "2023-07-01").unwrap(), "310000/account_credit/in-service-2023");
    assert_eq!(credit_of("220100", "2022-12-31"), next("2023-01-01"));
    let shanghai = policy("310000");
    let ratio = |day: &str| {
        applicable::<OutpatientRatio>(&shanghai, &somebody(), date(day), &[])
            .map(|applied| applied.rule.id.clone())
    };
    assert_eq!(ratio("2023-06-30").unwrap(), "before-2023");
    assert_eq!(ratio("2023-07-01").unwrap(), "2023");
    let cap = |day: &str| {
        applicable::<OutpatientCap>(&shanghai, &somebody(), date(day), &[])
            .map(|applied| (applied.rule.id.clone(), applied.certainty))
    };
    assert_eq!(cap("2022-06-30"), Err(NoRule::NotForDate { next_from: Some(date("2022-07-01")) }));
    assert_eq!(cap("2022-07-01").unwrap().0, "2022");
    assert_eq!(cap("2024-06-30").unwrap().0, "2023");
    assert_eq!(cap("2024-07-01").unwrap().0, "2024");
    assert_eq!(cap("2025-07-01").unwrap().1, Certainty::LastKnown(date("2025-06-30")));
}

/// A rule's start is a day or honestly unknown, never an empty text.
#[test]
fn starts_are_days_or_unknown() {
    let mut starts: BTreeMap<bool, u32> = BTreeMap::new();
    for code in codes_of_files() {
        for rule in &policy_file(&code).rules.account_credit {
            *starts.entry(matches!(rule.from, Start::On(_))).or_default() += 1;
        }
    }
    assert!(starts[&true] >= 7, "{starts:?}");
}

// ---------------------------------------------------------------------------------------------
// Figures against the facts they were made from
// ---------------------------------------------------------------------------------------------

/// Every number that stands in a text or value.
fn numbers_in(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                numbers_in_text(key, found);
                numbers_in(field, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| numbers_in(item, found)),
        Value::String(text) => numbers_in_text(text, found),
        Value::Number(number) => numbers_in_text(&number.to_string(), found),
        _ => {}
    }
}

fn numbers_in_text(text: &str, found: &mut BTreeSet<String>) {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    for part in text.split(|c| !is_part(c)).filter(|part| !part.is_empty()) {
        found.extend(plain(part.trim_matches('.')));
    }
}

/// A number without padding: `0.60` and `.6` are `0.6`.
fn plain(text: &str) -> Option<String> {
    let number: rust_decimal::Decimal = text.parse().ok()?;
    Some(number.normalize().to_string())
}

/// The figures of a rule's value with the key each stands at. Words and windows are no figures.
fn figures_of(value: &Value, key: &str, found: &mut Vec<(String, String)>) {
    const NOT_FIGURES: [&str; 8] =
        ["name", "text", "zh", "en", "window_from", "window_to", "starts_in", "year_starts_in"];
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(key, _)| !NOT_FIGURES.contains(&key.as_str()));
            fields.for_each(|(key, field)| figures_of(field, key, found));
        }
        Value::Array(items) => items.iter().for_each(|item| figures_of(item, key, found)),
        Value::String(text) => {
            found.extend(plain(text).map(|figure| (key.to_owned(), figure)));
        }
        Value::Number(number) => {
            found.extend(plain(&number.to_string()).map(|figure| (key.to_owned(), figure)));
        }
        _ => {}
    }
}

/// The standing that a fact deserves: `official` needs a document that its page names,
/// `corroborated` two independent pages.
fn standing_of(fact: &Value) -> &'static str {
    let addresses = fact["seen_at"].as_array().unwrap().iter();
    let addresses = addresses.filter(|page| page.as_str().unwrap().starts_with("http")).count();
    let independent = fact["agree"].as_u64().unwrap().min(addresses as u64);
    let by_count = if independent >= 2 { "corroborated" } else { "single" };
    let names_document = !fact["document"].is_null() && fact["document_from"] == "page";
    match fact["confidence"].as_str().unwrap() {
        "official" if names_document => "official",
        "official" | "corroborated" => by_count,
        "single" => "single",
        _ => "doubtful",
    }
}

/// Files whose sources are named `f0`, `f1`, … were made from the facts in `tests/facts/given`, by
/// position. Every figure must stand in a fact that its rule cites, and the evidence must be that
/// fact's. `tests/facts/derived.json` lists the rules with a figure that was worked out, and why.
#[test]
fn figures_stand_in_the_facts_they_cite() {
    let derived = json("tests/facts/derived.json");
    let (mut faults, mut figures) = (Vec::new(), 0);
    for path in json_files_in("tests/facts/given") {
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let facts = json(&format!("tests/facts/given/{code}.json"));
        let facts = facts["facts"].as_array().unwrap();
        let fact = |key: &str| &facts[key.strip_prefix('f').unwrap().parse::<usize>().unwrap()];
        let file = json(&format!("{FOLDER}/{code}.json"));
        // Files begun by hand have sources of other names beside these; their figures are retyped.
        let is_of_fact = |key: &str| {
            key.strip_prefix('f').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        };
        for (key, source) in file["sources"].as_object().unwrap() {
            if !is_of_fact(key) {
                continue;
            }
            let given = fact(key);
            if source["standing"] != standing_of(given) {
                faults.push(format!("{code} {key}: standing {}", source["standing"]));
            }
            let addresses = given["seen_at"].as_array().unwrap().iter();
            let addresses: Vec<&Value> =
                addresses.filter(|page| page.as_str().unwrap().starts_with("http")).collect();
            if source["pages"] != json!(addresses) {
                faults.push(format!("{code} {key}: pages"));
            }
        }
        for (topic, rules) in file["rules"].as_object().unwrap() {
            for rule in rules.as_array().unwrap() {
                let name = format!("{code}/{topic}/{}", rule["id"].as_str().unwrap());
                let sources = rule["sources"].as_array().unwrap();
                if !sources.iter().all(|key| is_of_fact(key.as_str().unwrap())) {
                    continue;
                }
                let mut given = BTreeSet::new();
                for key in rule["sources"].as_array().unwrap() {
                    numbers_in(&fact(key.as_str().unwrap())["params"], &mut given);
                }
                let mut found = Vec::new();
                figures_of(&rule["value"], "", &mut found);
                figures += found.len();
                let strange = found.into_iter().filter(|(_, figure)| !given.contains(figure));
                let strange: Vec<_> = strange.filter(|_| derived.get(&name).is_none()).collect();
                if !strange.is_empty() {
                    faults.push(format!("{name}: {strange:?} in none of its facts"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(figures > 1_000, "only {figures} figures were compared");
    for (name, why) in derived.as_object().unwrap() {
        assert!(!why.as_str().unwrap().is_empty(), "{name}");
    }
    println!("{figures} figures stand in the facts they cite");
}

/// A figure of a topic in every area, as `area: figure` with the figures in order.
fn figures_by_area(topic: &str, path: &str) -> Vec<(String, rust_decimal::Decimal)> {
    let mut found = Vec::new();
    for code in codes_of_files() {
        let file = json(&format!("{FOLDER}/{code}.json"));
        for rule in file["rules"][topic].as_array().into_iter().flatten() {
            let is_employee = rule["insurance"].as_array().unwrap().contains(&json!("employee"));
            let doubtful = rule["sources"]
                .as_array()
                .unwrap()
                .iter()
                .any(|key| file["sources"][key.as_str().unwrap()]["standing"] == "doubtful");
            if !is_employee || doubtful {
                continue;
            }
            let name = format!("{code}/{topic}/{}", rule["id"].as_str().unwrap());
            let value = rule["value"].pointer(path).unwrap_or(&Value::Null);
            let mut figures = Vec::new();
            figures_of(value, "", &mut figures);
            let figures = figures
                .into_iter()
                .filter(|(key, _)| key == "value" || key.is_empty() || key == "amount");
            found.extend(figures.map(|(_, figure)| (name.clone(), figure.parse().unwrap())));
        }
    }
    found.retain(|(_, figure): &(String, rust_decimal::Decimal)| !figure.is_zero());
    found.sort_by_key(|(_, figure)| *figure);
    found
}

/// A figure many times its siblings' is more often a slip than a rule: one nought too many, another
/// city's, a year's sum for a month's. `tests/facts/outliers.json` says which are right, and why.
#[test]
fn figures_are_of_the_size_of_their_siblings() {
    let allowed = json("tests/facts/outliers.json");
    let mut strange = Vec::new();
    for (topic, path, factor) in [
        ("account_credit", "/fixed_monthly/amount", 3),
        ("contribution_base", "/floor", 3),
        ("contribution_base", "/ceiling", 3),
        ("outpatient_deductible", "/cells", 12),
        ("outpatient_cap", "/fund_payment/cells", 12),
        ("outpatient_cap", "/eligible_cost/cells", 12),
    ] {
        let figures = figures_by_area(topic, path);
        assert!(figures.len() > 6, "{topic}{path}: only {}", figures.len());
        let median = figures[figures.len() / 2].1;
        let factor = rust_decimal::Decimal::from(factor);
        for (name, figure) in &figures {
            let far = *figure > median * factor || *figure * factor < median;
            if far && allowed.get(name).is_none() {
                strange.push(format!("{name}{path}: {figure}, the middle one is {median}"));
            }
        }
    }
    assert!(strange.is_empty(), "{}", strange.join("\n"));
    for (name, why) in allowed.as_object().unwrap() {
        assert!(!why.as_str().unwrap().is_empty(), "{name}");
    }
}
