//! Every figure of the policy files has its place here: it is a threshold, with the module that makes
//! cases of it, or it is none. A figure of a new kind fails until somebody has said which.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{json_files_in, text};

/// Figures that decide between two sides, by topic and field, and the modules that look at both.
const THRESHOLDS: [(&str, &str); 62] = [
    ("*/from", "periods, beside"),
    ("*/to", "periods, beside"),
    ("*/last_confirmed", "periods (as the last day known)"),
    ("*/who/age_from", "ages, status"),
    ("*/who/age_to", "ages, status"),
    ("*/who/born_before", "ages"),
    ("*/who/born_from", "ages"),
    ("*/who/retired_before", "ages"),
    ("*/who/retired_from", "ages"),
    ("account_timing/advanced_for_year/year_starts_in", "years"),
    ("benefit_year/starts_in", "stretches"),
    ("chronic_outpatient/schemes/cap", "chronic, stretches"),
    ("chronic_outpatient/schemes/deductible", "chronic, stretches"),
    ("contribution_base/ceiling", "bases"),
    ("contribution_base/floor", "bases"),
    ("flexible_contribution/tiers/base_ceiling", "bases"),
    ("flexible_contribution/tiers/base_floor", "bases"),
    ("inpatient_cap/basic", "stay_caps, stretches"),
    ("inpatient_cap/large_sum", "stay_caps"),
    ("inpatient_cap/large_sum_ratio/above", "stay_caps"),
    ("inpatient_cap/large_sum_ratio/up_to", "stay_caps"),
    ("inpatient_cap/total", "stay_caps, stretches"),
    ("inpatient_deductible/first", "stays, stretches"),
    ("inpatient_deductible/floor", "stays"),
    ("inpatient_deductible/later", "stays"),
    ("inpatient_deductible/later_factor", "stays"),
    ("inpatient_deductible/second", "stays"),
    ("inpatient_deductible/second_factor", "stays"),
    ("inpatient_deductible/step_down", "stays"),
    ("inpatient_deductible/third", "stays"),
    ("inpatient_deductible/year_max", "stays"),
    ("inpatient_ratio/cells/above", "stay_segments"),
    ("inpatient_ratio/cells/up_to", "stay_segments"),
    ("maternity/allowance/ceiling_times_city_average", "maternity"),
    ("maternity/allowance/days/case/months_before", "maternity"),
    ("maternity/allowance/days/case/months_from", "maternity"),
    ("maternity/allowance/floor_of_city_average", "maternity"),
    ("maternity/allowance/months_needed", "maternity"),
    ("maternity/deliveries/case/months_before", "maternity"),
    ("maternity/deliveries/case/months_from", "maternity"),
    ("maternity/deliveries/limit", "maternity"),
    ("maternity/prenatal_limit", "maternity"),
    ("outpatient_cap/eligible_cost/cells", "caps, stretches"),
    ("outpatient_cap/eligible_cost/of_which", "caps"),
    ("outpatient_cap/fund_payment/cells", "caps, stretches"),
    ("outpatient_cap/fund_payment/of_a_bill", "caps"),
    ("outpatient_cap/fund_payment/of_which", "caps"),
    ("outpatient_cap/shared_with_inpatient/cells", "caps, stay_caps"),
    ("outpatient_deductible/cells", "deductibles, stretches"),
    ("outpatient_deductible/later", "deductibles"),
    ("outpatient_deductible/year_max", "deductibles"),
    ("outpatient_ratio/cells/above", "segments"),
    ("outpatient_ratio/cells/up_to", "segments"),
    ("resident_premium/window_from", "windows"),
    ("resident_premium/window_to", "windows"),
    ("serious_illness/cap", "serious"),
    ("serious_illness/ratio/above", "serious"),
    ("serious_illness/ratio/up_to", "serious"),
    ("serious_illness/threshold", "serious"),
    ("treatment_elsewhere/terms/deductible", "elsewhere"),
    ("treatment_elsewhere/terms/deductible_added", "elsewhere"),
    ("treatment_elsewhere/terms/deductible_times", "elsewhere"),
];

/// Whole values of which every figure is a threshold.
const WHOLLY: [(&str, &str); 2] = [
    ("treatment_elsewhere/terms/deductible_of_cost/", "elsewhere"),
    ("waiting/terms/", "waiting, late"),
];

/// Figures that hold on either side of whatever is near: shares, sums paid, days added.
const NONE: [&str; 38] = [
    "account_credit/fixed_monthly/amount",
    "account_credit/fixed_monthly/less/amount",
    "account_credit/fixed_yearly/amount",
    "account_credit/rate_of_average_pension/of_year",
    "account_credit/rate_of_average_pension/rate",
    "account_credit/rate_of_base/less/rate",
    "account_credit/rate_of_base/rate",
    "account_credit/rate_of_own_pension/rate",
    "account_frame/rate_max",
    "chronic_outpatient/schemes/ratio",
    "contribution_rate/parts/monthly",
    "contribution_rate/parts/rate",
    "contribution_rate/parts/yearly",
    "flexible_contribution/tiers/base",
    "flexible_contribution/tiers/extras/monthly",
    "flexible_contribution/tiers/extras/yearly",
    "flexible_contribution/tiers/monthly",
    "flexible_contribution/tiers/rate",
    "flexible_contribution/tiers/yearly",
    "inpatient_cap/large_sum_ratio",
    "inpatient_ratio/added_by_age",
    "inpatient_ratio/cells",
    "maternity/allowance/days/days",
    "maternity/allowance/days_per_further_child",
    "maternity/deliveries/rate_per_further_child",
    "maternity/deliveries/ratio",
    "maternity/deliveries/yuan_per_further_child",
    "maternity/prenatal_ratio",
    "outpatient_cap/shared_with_inpatient/ratio_above",
    "outpatient_frame/ratio_min",
    "outpatient_ratio/cells",
    "resident_premium/premium",
    "resident_premium/subsidy",
    "serious_illness/ratio",
    "treatment_elsewhere/terms/first_own",
    "treatment_elsewhere/terms/ratio",
    "treatment_elsewhere/terms/ratio_less",
    "treatment_elsewhere/terms/ratio_times",
];

#[test]
fn every_figure_is_a_threshold_with_cases_or_none() {
    let mut found = BTreeSet::new();
    for path in json_files_in("static/policies") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file: Value = serde_json::from_str(&text(&format!("static/policies/{name}"))).unwrap();
        let Some(rules) = file["rules"].as_object() else { continue };
        for (topic, rules) in rules {
            for rule in rules.as_array().unwrap() {
                walk(topic, rule, &mut found);
            }
        }
    }
    let unknown: Vec<&String> = found.iter().filter(|path| !is_known(path)).collect();
    assert!(unknown.is_empty(), "threshold or not? {unknown:#?}");
}

/// Collects the paths of all figures and days: topic and fields, without `value` and numbers.
fn walk(path: &str, value: &Value, found: &mut BTreeSet<String>) {
    const WORDS: [&str; 6] = ["sources", "name", "statements", "odd_because", "id", "text"];
    match value {
        Value::Object(fields) => {
            for (field, value) in fields.iter().filter(|(field, _)| !WORDS.contains(&&***field)) {
                match field.as_str() {
                    "value" => walk(path, value, found),
                    _ => walk(&format!("{path}/{field}"), value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| walk(path, value, found)),
        Value::Number(_) => drop(found.insert(path.to_owned())),
        Value::String(text) if text.bytes().all(|byte| b"0123456789.-".contains(&byte)) => {
            found.insert(path.to_owned());
        }
        _ => {}
    }
}

fn is_known(path: &str) -> bool {
    let is_it = |known: &str| match known.strip_prefix('*') {
        Some(ending) => path.ends_with(ending),
        None => path == known,
    };
    THRESHOLDS.iter().any(|(known, _)| is_it(known))
        || WHOLLY.iter().any(|(beginning, _)| path.starts_with(beginning))
        || NONE.contains(&path)
}
