//! How long a reckoning takes: a month, a year, and what reading the situation, explaining it and
//! writing the answer as JSON add; with the working kept and left out.
//!
//! Natively by criterion, in Chromium by its sibling in wasm-bindgen-test: the same code, the same
//! statistics. Nothing here fails by being slow.

#![allow(missing_docs, reason = "a benchmark has no readers of its documentation")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark stops at the first surprise"
)]

mod situations;

use std::hint::black_box;

#[cfg(not(target_arch = "wasm32"))]
use criterion::Criterion;
use mingbai::api::answer;
use mingbai::calendar::Date;
use mingbai::engine::{Working, assess, assess_with};
use mingbai::explain::{Displayed, reconcile};
use mingbai::money::Yuan;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{Criterion, wasm_bindgen_bench, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_bench)]
fn reckoning(bench: &mut Criterion) {
    let (policy, today) = (situations::policy(), situations::today());
    for (name, text) in [("month", situations::month()), ("year", situations::year())] {
        let situation = situations::read(&text);
        bench.bench_function(&format!("{name}: read the situation"), |bench| {
            bench.iter(|| situations::read(black_box(&text)));
        });
        bench.bench_function(&format!("{name}: assess"), |bench| {
            bench.iter(|| assess(&policy, black_box(&situation), today));
        });
        bench.bench_function(&format!("{name}: answer, as JSON"), |bench| {
            bench.iter(|| {
                let answer = answer(&policy, black_box(&situation), today).expect("an answer");
                serde_json::to_string(&answer).expect("JSON")
            });
        });
    }
    let year = situations::read(&situations::year());
    bench.bench_function("year: assess, working left out", |bench| {
        bench.iter(|| assess_with(&policy, black_box(&year), today, Working::LeftOut));
    });
    let situation = situations::read(&situations::two_years());
    let reckoned = assess(&policy, &situation, today).expect("an assessment").account.balance.total;
    let on = Date::parse("2025-12-31").expect("a day");
    // A fen off is what no few amounts explain, so that every combination is looked at.
    let displayed = Displayed { balance: reckoned - Yuan::from_fen(1), on };
    bench.bench_function("two years, 60 bills: reconcile", |bench| {
        bench.iter(|| reconcile(&policy, black_box(&situation), displayed, today));
    });
    bench.bench_function("rules: read the files", |bench| bench.iter(situations::policy));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let mut bench = Criterion::default().configure_from_args();
    reckoning(&mut bench);
    bench.final_summary();
}

// The runner in the browser finds the functions by their attribute.
#[cfg(target_arch = "wasm32")]
fn main() {}
