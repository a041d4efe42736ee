//! Whether the page works without a connection, whether there is one now, and whether a new version of
//! the page waits. The service worker (`static/sw.js`) does the work; this talks to it.

mod worker;

use std::rc::Rc;

use web_sys::ServiceWorkerRegistration;
use yew::prelude::*;

use super::locale::Locale;
use crate::policy::PolicySet;

/// How the page stands towards the network.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Offline {
    /// The device says that it has no connection.
    is_cut: bool,
    /// All of this version is on the device.
    is_kept: bool,
    /// Whose new version waits for the person's word.
    update: Option<ServiceWorkerRegistration>,
}

/// What can change about it.
pub(super) enum Change {
    Connection { is_cut: bool },
    Kept,
    Update(ServiceWorkerRegistration),
}

impl Reducible for Offline {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Connection { is_cut } => next.is_cut = is_cut,
            Change::Kept => next.is_kept = true,
            Change::Update(registration) => next.update = Some(registration),
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

/// Registers the service worker, once, and tells how things stand. Where the page is embedded in another
/// one, or the browser has no service workers, nothing is kept and only the connection is watched.
#[hook]
pub(super) fn use_offline() -> UseReducerHandle<Offline> {
    let state = use_reducer(Offline::default);
    {
        let dispatcher = state.dispatcher();
        use_effect_with((), move |()| {
            let tell = Callback::from(move |change| dispatcher.dispatch(change));
            let listeners = (worker::watch_connection(&tell), worker::watch_versions(&tell));
            move || drop(listeners)
        });
    }
    state
}

/// Has the policy files behind `policy` kept: those that came before the worker was there, it did not see.
#[hook]
pub(super) fn use_kept_rules(offline: &Offline, policy: Option<&PolicySet>) {
    let paths: Vec<String> = policy
        .map(PolicySet::layers)
        .unwrap_or_default()
        .iter()
        // An area without rules has no file.
        .filter(|file| !file.sources.is_empty())
        .map(|file| format!("policies/{}.json", file.area.adcode))
        .collect();
    use_effect_with((offline.is_kept, paths), |(is_kept, paths)| {
        if *is_kept && !paths.is_empty() {
            worker::keep(paths);
        }
    });
}

/// That a new version waits, with the button that takes it.
pub(super) fn notice(locale: &Locale, offline: &Offline) -> Html {
    let update = offline.update.clone();
    html! {
        // There from the start, so that what comes into it is read out.
        <div role="status">
            if let Some(registration) = update {
                <div class="update">
                    <p>{ locale.text("offline.update") }</p>
                    <button type="button" onclick={move |_| worker::activate(&registration)}>
                        { locale.text("offline.activate") }
                    </button>
                </div>
            }
        </div>
    }
}

/// What works without a connection, and that there is none now.
pub(super) fn status(locale: &Locale, offline: &Offline) -> Html {
    let cut = match (offline.is_cut, offline.is_kept) {
        (true, true) => locale.text("offline.cut_kept"),
        (true, false) => locale.text("offline.cut"),
        (false, _) => "",
    };
    html! {
        <>
            <p class="offline" role="status">{ cut }</p>
            // Not read out: it is so on every visit.
            if offline.is_kept && !offline.is_cut {
                <p>{ locale.text("offline.kept") }</p>
            }
        </>
    }
}
