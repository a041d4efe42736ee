//! The worker that reckons beside the page: started when a file is chosen, ended with what holds it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

use super::talk::{Ask, Heard};

/// What starts the worker; scripts/build puts it beside the page.
const SCRIPT: &str = "batch-worker.js";

/// What the worker said, and the file that came with it; nothing where it cannot go on.
pub(super) type Said = Option<(Heard, Option<ArrayBuffer>)>;

/// A worker at work.
pub(super) struct Work {
    worker: Worker,
    /// What is to be said once it hears; nothing is held back after that.
    waiting: Rc<RefCell<Option<Vec<Array>>>>,
    listeners: Vec<EventListener>,
}

impl Work {
    /// Starts a worker; `None` where the browser has none.
    pub(super) fn start(said: &Callback<Said>) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(SCRIPT, &options).ok()?;
        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let hear = {
            let (said, waiting, worker) = (said.clone(), waiting.clone(), worker.clone());
            move |event: &web_sys::Event| {
                let message: Array = event.unchecked_ref::<MessageEvent>().data().unchecked_into();
                let Some(text) = message.get(0).as_string() else {
                    let held: Vec<Array> = waiting.borrow_mut().take().unwrap_or_default();
                    for message in &held {
                        post(&worker, message);
                    }
                    return;
                };
                let file = message.get(1).dyn_into::<ArrayBuffer>().ok();
                said.emit(serde_json::from_str(&text).ok().map(|heard| (heard, file)));
            }
        };
        let fail = {
            let said = said.clone();
            move |_: &web_sys::Event| said.emit(None)
        };
        let listeners = vec![
            EventListener::new(&worker, "message", hear),
            EventListener::new(&worker, "error", fail),
        ];
        Some(Self { worker, waiting, listeners })
    }

    /// Asks for something; `file` is handed over.
    pub(super) fn ask(&self, ask: &Ask, file: Option<&ArrayBuffer>) {
        let text = serde_json::to_string(ask).unwrap_or_default();
        let message = Array::of1(&JsValue::from_str(&text));
        if let Some(file) = file {
            message.push(file);
        }
        match self.waiting.borrow_mut().as_mut() {
            Some(held) => held.push(message),
            None => post(&self.worker, &message),
        }
    }
}

fn post(worker: &Worker, message: &Array) {
    let moved: Array = message.iter().skip(1).collect();
    // It fails only for what cannot be handed over, which a file can.
    drop(worker.post_message_with_transfer(message, &moved));
}

impl Drop for Work {
    fn drop(&mut self) {
        self.listeners.clear();
        self.worker.terminate();
    }
}
