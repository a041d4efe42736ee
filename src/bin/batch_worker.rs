//! The worker that reckons spreadsheets beside the page, so that the page stays usable. It gets a command
//! as JSON, with a file where one is needed, and posts JSON, with a file where one comes of it.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use mingbai::batch::{Reply, Session};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let scope: DedicatedWorkerGlobalScope = JsValue::from(js_sys::global()).unchecked_into();
    let mut session = Session::default();
    let to = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let command = message.get(0).as_string().unwrap_or_default();
        let file =
            message.get(1).dyn_ref::<ArrayBuffer>().map(|buffer| Uint8Array::new(buffer).to_vec());
        let (reply, file) = match serde_json::from_str(&command) {
            Ok(command) => {
                let mut report = |reply: &Reply| post(&to, reply, None);
                session.handle(command, &file.unwrap_or_default(), &mut report)
            }
            Err(error) => (Reply::Failed { message: error.to_string() }, None),
        };
        post(&to, &reply, file.as_deref());
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It hears as long as the worker lives.
    hear.forget();
    // What is said before this would not be heard.
    drop(scope.post_message(&Array::new()));
}

/// Posts a reply, and the bytes that come with it without copying them once more.
fn post(scope: &DedicatedWorkerGlobalScope, reply: &Reply, file: Option<&[u8]>) {
    let message = Array::of1(&serde_json::to_string(reply).unwrap_or_default().into());
    let moved = Array::new();
    if let Some(file) = file {
        let buffer = Uint8Array::from(file).buffer();
        message.push(&buffer);
        moved.push(&buffer);
    }
    // Nobody listens any more where this fails.
    drop(scope.post_message_with_transfer(&message, &moved));
}
