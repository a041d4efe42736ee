//! Any bytes, read as the JSON of a situation: what is wrong is refused, what is right is reckoned
//! and adds up, and survives its own JSON form.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mingbai::engine::Situation;
use mingbai_fuzz::{POLICIES, area, reckon};

fuzz_target!(|text: &str| {
    let Ok(mut situation) = Situation::parse(text) else { return };
    let again = serde_json::to_string(&situation).unwrap();
    assert_eq!(Situation::parse(&again).as_ref(), Ok(&situation));
    // An area without rules would end here: any other will do instead.
    let policy = POLICIES.get(&situation.area).unwrap_or_else(|| {
        let (code, policy) = area(text.len());
        code.clone_into(&mut situation.area);
        policy
    });
    reckon(policy, &situation);
});
