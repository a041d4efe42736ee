//! How often a reckoning asks for memory, step by step, for the same situations that are timed.
//! Where from, call by call, is in target/dhat-heap.json (dhat's own viewer shows it; build with
//! `CARGO_PROFILE_BENCH_DEBUG=1` for names).

#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, reason = "a benchmark has no readers of its documentation")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark stops at the first surprise"
)]

mod situations;

use dhat::{HeapStats, Profiler};
use mingbai::calendar::Date;
use mingbai::engine::assess;
use mingbai::explain::{Displayed, explain, reconcile};
use mingbai::money::Yuan;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

fn main() {
    let policy = situations::policy();
    let texts = [("month", situations::month()), ("year", situations::year())];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/dhat-heap.json");
    let profiler = Profiler::builder().file_name(folder).build();
    for (name, text) in texts {
        let situation = counted(name, "read the situation", || situations::read(&text));
        let assessment = counted(name, "assess", || {
            assess(&policy, &situation, situations::today()).expect("an assessment")
        });
        let reasons = counted(name, "explain", || explain(&assessment));
        let both = (&assessment, &reasons);
        counted(name, "write as JSON", || serde_json::to_string(&both).expect("JSON"));
    }
    let situation = situations::read(&situations::two_years());
    let on = Date::parse("2025-12-31").expect("a day");
    let displayed = Displayed { balance: Yuan::ZERO, on };
    counted("two years", "reconcile", || {
        reconcile(&policy, &situation, displayed, situations::today()).expect("a reconciliation")
    });
    drop(profiler);
}

/// Runs a step and prints what it asked for.
fn counted<T>(name: &str, step: &str, run: impl FnOnce() -> T) -> T {
    let before = HeapStats::get();
    let result = run();
    let after = HeapStats::get();
    let blocks = after.total_blocks - before.total_blocks;
    let bytes = after.total_bytes - before.total_bytes;
    println!("{name}: {step:20} {blocks:6} allocations, {bytes:8} bytes");
    result
}
