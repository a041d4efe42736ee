//! What the frame and the page around it say to each other. Every message names its version. Only the page
//! around is listened to, and once it has spoken, only its origin. What is said without being asked,
//! that the calculator is there and how high it is, says nothing about the person.

use std::cell::Cell;

use gloo_events::EventListener;
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, HtmlElement, MessageEvent, ResizeObserver, UrlSearchParams, Window, window,
};
use yew::prelude::*;

use super::preset::Preset;
use super::{MARK, is_embedded};
use crate::api::Answer;

/// The version of the messages.
const VERSION: u32 = 1;

/// Changes of height below this many pixels are left alone: they come of rounding, and answer each other.
const LEAST_CHANGE: i32 = 2;

/// Stands on the root element once the page around gives the frame its height.
const HOSTED: &str = "data-hosted";

/// The page around, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Host {
    /// Its origin, once it has spoken.
    pub(crate) origin: Option<String>,
    /// Whether it asks to be told what comes out.
    pub(crate) wants_result: bool,
}

impl Preset {
    /// What the address of this page asks for.
    pub(crate) fn of_address() -> Self {
        let query = window().and_then(|window| window.location().search().ok());
        let query = query.and_then(|query| UrlSearchParams::new_with_str(&query).ok());
        Self::of(|name| query.as_ref()?.get(name))
    }
}

/// Speaks with the page around while the calculator is in a frame; `asked` is told what it asks for.
#[hook]
pub(crate) fn use_host(asked: Callback<Preset>) -> Option<Host> {
    let host = use_state_eq(|| around().map(|_| first()));
    // As of the last drawing, so that nothing chosen since is undone.
    let latest = use_mut_ref(|| asked.clone());
    latest.replace(asked);
    {
        let host = host.setter();
        use_effect_with((), move |()| {
            let ends = around().map(|around| {
                let heard = listen(&around, move |origin, preset: Preset| {
                    let wants_result = preset.wants_result;
                    host.set(Some(Host { origin: Some(origin), wants_result }));
                    let asked = latest.borrow().clone();
                    asked.emit(preset);
                });
                post(&around, "*", "ready", &[]);
                (heard, Watch::begin(around))
            });
            move || drop(ends)
        });
    }
    (*host).clone()
}

fn first() -> Host {
    let preset = Preset::of_address();
    warn(&preset);
    Host { origin: None, wants_result: preset.wants_result }
}

/// Tells the page around what came out. To be called with the person's consent only.
pub(crate) fn tell(origin: &str, answer: &Answer) {
    let text = serde_json::to_string(answer).unwrap_or_default();
    if let Some((around, result)) = around().zip(JSON::parse(&text).ok()) {
        post(&around, origin, "result", &[("result", result)]);
    }
}

/// The window around, where this is the entry that may be framed, and is.
fn around() -> Option<Window> {
    let window = window()?;
    let parent = window.parent().ok().flatten()?;
    (is_embedded() && parent != window).then_some(parent)
}

/// Names in the console, where whoever made the page looks, what was asked for and is not known.
fn warn(preset: &Preset) {
    for (name, value) in &preset.unknown {
        web_sys::console::warn_1(&format!("mingbai: {name}=\"{value}\" is not known").into());
    }
}

fn listen(around: &Window, heard: impl Fn(String, Preset) + 'static) -> Option<EventListener> {
    let (around, pinned) = (around.clone(), Cell::new(None::<String>));
    let on_message = move |event: &Event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let from_around = event.source().is_some_and(|source| Object::is(&source, around.as_ref()));
        let origin = pinned.take().unwrap_or_else(|| event.origin());
        let is_same = event.origin() == origin;
        let text = JSON::stringify(&event.data()).ok().and_then(|text| text.as_string());
        let preset = text.filter(|_| from_around && is_same);
        match preset.and_then(|text| Preset::of_message(&text)) {
            Some(preset) => {
                pinned.set(Some(origin.clone()));
                mark_hosted();
                warn(&preset);
                heard(origin, preset);
            }
            // Whoever speaks first in other words is not pinned.
            None => pinned.set(Some(origin).filter(|_| is_hosted())),
        }
    };
    window().map(|window| EventListener::new(&window, "message", on_message))
}

fn root() -> Option<Element> {
    window()?.document()?.document_element()
}

fn is_hosted() -> bool {
    root().is_some_and(|root| root.has_attribute(HOSTED))
}

/// From now on the frame is as high as what is in it, and needs no scroll bar of its own.
fn mark_hosted() {
    if let Some(root) = root().filter(|root| root.has_attribute(MARK)) {
        // The name is a valid one.
        drop(root.set_attribute(HOSTED, ""));
    }
}

/// A message to the page around. Where it cannot be sent the page is none that we know how to speak to.
fn post(around: &Window, to: &str, says: &str, further: &[(&str, JsValue)]) {
    let message = Object::new();
    let begins = [("mingbai", VERSION.into()), ("type", says.into())];
    for (name, value) in begins.iter().chain(further) {
        // A plain object takes every property.
        drop(Reflect::set(&message, &(*name).into(), value));
    }
    drop(around.post_message(&message, to));
}

/// Tells the page around how high the calculator is, now and whenever that changes.
struct Watch {
    observer: Option<ResizeObserver>,
    _told: Closure<dyn FnMut()>,
}

impl Watch {
    fn begin(around: Window) -> Self {
        let app = window().and_then(|window| window.document()?.get_element_by_id("app"));
        let app = app.and_then(|app| app.dyn_into::<HtmlElement>().ok());
        let (measured, last) = (app.clone(), Cell::new(0));
        let told = Closure::<dyn FnMut()>::new(move || {
            // Rounded to a pixel, so one more.
            let height = measured.as_ref().map_or(0, |app| app.offset_height() + 1);
            if (height - last.get()).abs() >= LEAST_CHANGE {
                last.set(height);
                post(&around, "*", "height", &[("height", height.into())]);
            }
        });
        let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok();
        if let Some((observer, app)) = observer.as_ref().zip(app) {
            observer.observe(&app);
        }
        Self { observer, _told: told }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
