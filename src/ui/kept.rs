//! Keeps the entries on the device, so that nothing typed is lost: at every change, and until the
//! person clears them.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::window;
use yew::prelude::*;

use super::deferred::after_paint;
use super::device;
use super::embed::{Preset, is_embedded};
use super::link::Link;
use super::saved::{self, SavedError};
use super::state::{Action, Form};
use super::view::{self, View};
use crate::calendar::Date;

/// Where the entries are kept.
const ENTRIES: &str = "entries";

/// Where entries go that cannot be read, rather than being written over.
const UNREADABLE: &str = "entries-unreadable";

/// Where entries wait that others took the place of: those of a link, an example, an empty form.
const BEFORE: &str = "entries-before";

/// Stands there while the entries kept are borrowed.
const BORROWED: &str = "entries-borrowed";

/// How the page opened: what there is to say about where its entries come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Opened {
    /// An empty form.
    Fresh,
    /// The entries of the last visit.
    Restored,
    /// Entries that a link brought.
    Linked(Box<Link>),
    /// What the device kept cannot be read; it was put aside.
    Unreadable(SavedError),
    /// The link cannot be read; the entries are those of the device.
    LinkRefused(SavedError),
}

/// What the page begins with.
pub(crate) struct Start {
    /// The entries.
    pub(crate) form: Form,
    /// Where they come from.
    pub(crate) opened: Opened,
}

/// Reads the address and the device.
pub(crate) fn start(today: Date) -> Start {
    let mut own = own_entries(today);
    let preset = Preset::of_address();
    // What a page that leads here asks for is no reason to change entries.
    if own.form.is_fresh(today) {
        own.form = preset.fill(own.form);
    }
    // Once: a reload does not ask for it again, but in a frame, whose address is the page's around.
    if preset != Preset::default() && Link::open(&view::fragment()).is_none() {
        let named = View::of(&view::fragment()).filter(|_| !view::fragment().is_empty());
        view::stand_in(named.or(preset.view).unwrap_or(View::Balance));
    }
    match Link::open(&view::fragment()) {
        None => own,
        Some(Err(error)) => {
            view::stand_in(View::Balance);
            Start { opened: Opened::LinkRefused(error), ..own }
        }
        Some(Ok(link)) => {
            view::stand_in(link.view());
            let mut form = own.form;
            if form.is_fresh(today) {
                let waiting = std::mem::take(&mut form.replaced);
                form = link.form.clone();
                form.replaced = waiting;
                form.borrowed = !form.replaced.is_empty();
            } else {
                form =
                    (*Rc::new(form).reduce(Action::Replace(Box::new(link.form.clone())))).clone();
                // Nobody has done anything yet.
                form.focus = None;
            }
            Start { form, opened: Opened::Linked(Box::new(link)) }
        }
    }
}

fn own_entries(today: Date) -> Start {
    let fresh = |opened| Start { form: Form::new(today), opened };
    let Some(text) = device::read(ENTRIES) else {
        return fresh(Opened::Fresh);
    };
    let read = saved::read(&text, today).map(|mut form| {
        form.replaced = before(today);
        form.borrowed = !form.replaced.is_empty() && device::read(BORROWED).is_some();
        form
    });
    match read {
        Ok(form) if form.is_fresh(today) => Start { form, opened: Opened::Fresh },
        Ok(form) => Start { form, opened: Opened::Restored },
        Err(error) => {
            device::write(UNREADABLE, &text);
            fresh(Opened::Unreadable(error))
        }
    }
}

/// Entries that others took the place of on earlier visits, which can still be brought back: one on a
/// line, the last ones last.
fn before(today: Date) -> Vec<Rc<Form>> {
    let text = device::read(BEFORE).unwrap_or_default();
    text.lines().filter_map(|line| saved::read(line, today).ok()).map(Rc::new).collect()
}

/// Keeps `form` on the device whenever it changes, and what it took the place of; whether that works.
/// Inside another page nothing is meant to be kept, and that works.
#[hook]
pub(crate) fn use_kept(form: Rc<Form>, today: Date) -> bool {
    let (works, opening) = (use_state_eq(|| true), use_mut_ref(|| true));
    let last = use_mut_ref(|| None::<Rc<dyn Fn()>>);
    {
        let (works, last) = (works.setter(), last.clone());
        use_effect_with(form, move |form| {
            let (form, kept) = (form.clone(), Cell::new(false));
            // Once: another page of the same site may have kept other entries since.
            let keep: Rc<dyn Fn()> = Rc::new(move || {
                if !kept.replace(true) {
                    works.set(keep(&form, today));
                }
            });
            // A device that keeps nothing is told of before anything is typed.
            if opening.replace(false) {
                keep();
            }
            last.replace(Some(keep.clone()));
            // The person sees the figure first.
            let later = after_paint(move || keep());
            move || drop(later)
        });
    }
    // Who leaves before that has them kept on leaving.
    use_effect_with((), move |()| {
        let leaving = window().map(|window| {
            EventListener::new(&window, "pagehide", move |_| {
                let keep = last.borrow().clone();
                if let Some(keep) = keep {
                    keep();
                }
            })
        });
        move || drop(leaving)
    });
    *works
}

/// Keeps `form` and what it took the place of; whether that works.
fn keep(form: &Form, today: Date) -> bool {
    if is_embedded() {
        return true;
    }
    // First what can be brought back: were the device full then, nothing would be lost yet.
    let waits = if form.replaced.is_empty() {
        device::forget(BEFORE);
        true
    } else {
        // Written without line breaks.
        let lines: Vec<String> =
            form.replaced.iter().map(|before| saved::write(before, today)).collect();
        device::write(BEFORE, &lines.join("\n"))
    };
    let marked = if form.borrowed {
        device::write(BORROWED, "1")
    } else {
        device::forget(BORROWED);
        true
    };
    waits && marked && device::write(ENTRIES, &saved::write(form, today))
}
