//! What the page fetches, as hooks: each file once, again when a failed attempt is repeated.

use std::collections::BTreeMap;
use std::future::Future;
use std::rc::Rc;

use yew::prelude::*;

use super::load::{self, IndexEntry, LoadError, Loaded};
use crate::policy::PolicySet;

/// A file that is fetched once it is `wanted`. A failed attempt is repeated when `attempt` changes.
#[hook]
pub(super) fn use_fetched<T, F>(wanted: bool, attempt: u32, fetch: fn() -> F) -> Loaded<T>
where
    T: 'static,
    F: Future<Output = Result<T, LoadError>> + 'static,
{
    let fetched: UseStateHandle<Loaded<T>> = use_state(|| None);
    {
        let fetched = fetched.clone();
        use_effect_with((wanted, attempt), move |(wanted, _)| {
            if *wanted && !matches!(&*fetched, Some(Ok(_))) {
                wasm_bindgen_futures::spawn_local(async move {
                    fetched.set(Some(fetch().await.map(Rc::new)));
                });
            }
        });
    }
    (*fetched).clone()
}

/// Rules by area code, as they came in.
#[derive(Default, PartialEq)]
struct Policies(BTreeMap<String, Result<Rc<PolicySet>, LoadError>>);

impl Reducible for Policies {
    type Action = (String, Result<Rc<PolicySet>, LoadError>);

    fn reduce(self: Rc<Self>, (code, policy): Self::Action) -> Rc<Self> {
        let mut policies = self.0.clone();
        policies.insert(code, policy);
        Rc::new(Self(policies))
    }
}

/// The rules of the area picked, fetched once; a failed attempt is repeated when `attempt`
/// changes. Answers are kept by area, so a late one for another area does no harm.
#[hook]
pub(super) fn use_policy(entry: Option<IndexEntry>, attempt: u32) -> Loaded<PolicySet> {
    let policies = use_reducer(Policies::default);
    {
        let policies = policies.clone();
        use_effect_with((entry.clone(), attempt), move |(entry, _)| {
            let Some(entry) = entry.clone() else { return };
            if !matches!(policies.0.get(&entry.adcode), Some(Ok(_))) {
                wasm_bindgen_futures::spawn_local(async move {
                    let policy = load::policy(&entry).await.map(Rc::new);
                    policies.dispatch((entry.adcode, policy));
                });
            }
        });
    }
    entry.and_then(|entry| policies.0.get(&entry.adcode).cloned())
}
