//! The browser's side: the connection, the service worker and its versions.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Document, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, VisibilityState,
    Window,
};
use yew::Callback;

use super::Change;

/// The service worker, beside the page.
const WORKER: &str = "./sw.js";

/// Its word for taking the new version; it knows no other.
const ACTIVATE: &str = "activate";

/// Tells whether there is a connection, now and at every change.
pub(super) fn watch_connection(tell: &Callback<Change>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let say = |tell: &Callback<Change>, window: &Window| {
        tell.emit(Change::Connection { is_cut: !window.navigator().on_line() });
    };
    say(tell, &window);
    let listen = |event: &'static str| {
        let (tell, of) = (tell.clone(), window.clone());
        EventListener::new(&window, event, move |_| say(&tell, &of))
    };
    vec![listen("online"), listen("offline")]
}

/// Listeners that are added to as promises are settled; all end with their owner.
pub(super) type Listeners = Rc<RefCell<Vec<EventListener>>>;

/// Registers the worker, and tells when this version is kept and when a new one waits.
pub(super) fn watch_versions(tell: &Callback<Change>) -> Option<Listeners> {
    let window = web_sys::window()?;
    let container = container(&window)?;
    let listeners = Listeners::default();
    let watched = watch_registered(container.clone(), window.document(), tell.clone());
    {
        let listeners = listeners.clone();
        spawn_local(async move {
            let watched = watched.await;
            listeners.borrow_mut().extend(watched);
        });
    }
    spawn_local(tell_when_kept(container.clone(), tell.clone()));
    // Another version took over, here or in another window: what this one would fetch from now on would
    // be of another version. The first worker of all takes over a page of its own version.
    let was_controlled = Cell::new(container.controller().is_some());
    let changed = EventListener::new(&container, "controllerchange", move |_| {
        if was_controlled.replace(true) {
            drop(window.location().reload());
        }
    });
    listeners.borrow_mut().push(changed);
    Some(listeners)
}

/// Asks the worker to keep files that it may not have seen.
pub(super) fn keep(paths: &[String]) {
    let Some(container) = web_sys::window().and_then(|window| container(&window)) else {
        return;
    };
    let paths: Array = paths.iter().map(|path| JsValue::from_str(path)).collect();
    spawn_local(async move {
        if let Some(worker) = active(&container).await {
            drop(worker.post_message(&paths));
        }
    });
}

/// Takes the version that waits; the page is loaded again when it has taken over.
pub(super) fn activate(registration: &ServiceWorkerRegistration) {
    if let Some(waiting) = registration.waiting() {
        drop(waiting.post_message(&JsValue::from_str(ACTIVATE)));
    } else if let Some(window) = web_sys::window() {
        // Taken already, from another window.
        drop(window.location().reload());
    }
}

/// The browser's service workers; none where it has none, or where the page is embedded in another one,
/// on whose readers' devices it keeps nothing.
fn container(window: &Window) -> Option<ServiceWorkerContainer> {
    let is_top = window.top().ok().flatten().is_some_and(|top| top == *window);
    let navigator = window.navigator();
    let has_workers = Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).ok()?;
    (is_top && has_workers).then(|| navigator.service_worker())
}

async fn settled<T: JsCast>(promise: Result<Promise, JsValue>) -> Option<T> {
    JsFuture::from(promise.ok()?).await.ok()?.dyn_into().ok()
}

/// The worker in charge, once there is one.
async fn active(container: &ServiceWorkerContainer) -> Option<ServiceWorker> {
    let ready: Option<ServiceWorkerRegistration> = settled(container.ready()).await;
    ready.and_then(|registration| registration.active())
}

async fn tell_when_kept(container: ServiceWorkerContainer, tell: Callback<Change>) {
    if active(&container).await.is_some() {
        tell.emit(Change::Kept);
    }
}

/// Registers the worker and watches for new versions of it.
async fn watch_registered(
    container: ServiceWorkerContainer,
    document: Option<Document>,
    tell: Callback<Change>,
) -> Vec<EventListener> {
    // Refused where storage is switched off; the page then works as before, with a connection.
    let registered = settled(Ok(container.register(WORKER))).await;
    let Some(registration): Option<ServiceWorkerRegistration> = registered else {
        return Vec::new();
    };
    if registration.waiting().is_some() {
        tell.emit(Change::Update(registration.clone()));
    }
    let watched = registration.clone();
    let install = Rc::new(RefCell::new(None));
    let found = EventListener::new(&registration, "updatefound", move |_| {
        let (Some(worker), Some(_)) = (watched.installing(), container.controller()) else {
            return;
        };
        *install.borrow_mut() = Some(tell_when_installed(&worker, &watched, &tell));
    });
    let looked = document.map(|document| look_on_return(document, registration));
    std::iter::once(found).chain(looked).collect()
}

fn tell_when_installed(
    worker: &ServiceWorker,
    registration: &ServiceWorkerRegistration,
    tell: &Callback<Change>,
) -> EventListener {
    let (registration, tell) = (registration.clone(), tell.clone());
    EventListener::new(worker, "statechange", move |_| {
        if registration.waiting().is_some() {
            tell.emit(Change::Update(registration.clone()));
        }
    })
}

/// A page that stays open for days looks for a new version whenever it is looked at again.
fn look_on_return(document: Document, registration: ServiceWorkerRegistration) -> EventListener {
    EventListener::new(&document.clone(), "visibilitychange", move |_| {
        if document.visibility_state() == VisibilityState::Visible {
            let looked = registration.update();
            spawn_local(async move {
                // Without a connection there is nothing to be found.
                drop(settled::<JsValue>(looked).await);
            });
        }
    })
}
