//! The page mounted in a real browser: entries in, figures out, and what it says when rules cannot
//! be loaded. The network is replaced by policy files compiled in.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use js_sys::{Function, Promise, Reflect};
use mingbai::ui::App;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, window};
use yew::AppHandle;

wasm_bindgen_test_configure!(run_in_browser);

const FILES: [(&str, &str); 3] = [
    ("index", include_str!("../static/policies/index.json")),
    ("510100", include_str!("../static/policies/510100.json")),
    ("000000", include_str!("../static/policies/000000.json")),
];

fn document() -> Document {
    window().unwrap().document().unwrap()
}

/// Answers every request with the file it names, or with `status` and nothing.
fn replace_fetch(status: u16) {
    let window = window().unwrap();
    let files = js_sys::Object::new();
    for (name, text) in FILES {
        Reflect::set(&files, &name.into(), &text.into()).unwrap();
    }
    Reflect::set(&window, &"testFiles".into(), &files).unwrap();
    let body = format!(
        "const name = new URL(request.url, location).pathname.split('/').pop().split('.')[0];
         const text = window.testFiles[name];
         const status = text === undefined ? 404 : {status};
         return Promise.resolve(new Response(status === 200 ? text : '', {{ status }}));"
    );
    let fetch = Function::new_with_args("request", &body);
    Reflect::set(&window, &"fetch".into(), &fetch).unwrap();
}

/// Lets answers arrive and the page redraw.
async fn settle() {
    for _ in 0..3 {
        let wait = Promise::new(&mut |resolve, _| {
            window().unwrap().set_timeout_with_callback(&resolve).unwrap();
        });
        JsFuture::from(wait).await.unwrap();
        yew::scheduler::flush().await;
    }
}

async fn mount() -> (AppHandle<App>, Element) {
    let root = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    let handle = yew::Renderer::<App>::with_root(root.clone()).render();
    settle().await;
    (handle, root)
}

fn find<T: JsCast>(selector: &str) -> T {
    let found = document().query_selector(selector).unwrap();
    found.unwrap_or_else(|| panic!("no {selector}")).dyn_into().unwrap()
}

fn type_into(selector: &str, text: &str) {
    let input: HtmlInputElement = find(selector);
    input.set_value(text);
    dispatch(&input, "input");
}

/// Types a place and takes the first that answers to it.
async fn pick_area(typed: &str) {
    let field: HtmlInputElement = find("#area");
    field.focus().unwrap();
    type_into("#area", typed);
    settle().await;
    let option: HtmlElement = find("[role='option']");
    option.click();
    settle().await;
}

fn dispatch(target: &Element, name: &str) {
    let options = web_sys::EventInit::new();
    options.set_bubbles(true);
    let event = Event::new_with_event_init_dict(name, &options).unwrap();
    target.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn twelve_months_in_chengdu_come_to_1920() {
    replace_fetch(200);
    let (handle, root) = mount().await;
    pick_area("成都").await;
    type_into("#from", "2025-01");
    type_into("#as-of", "2025-12-31");
    type_into("#opening", "0");
    type_into("[id='row-0-From']", "2025-01");
    type_into("[id='row-0-To']", "2025-12");
    type_into("[id='row-0-Base']", "8000");
    settle().await;
    let balance: Element = find("#balance");
    // 8,000 × 2 % × 12
    assert_eq!(balance.text_content().unwrap(), "¥1,920.00");
    type_into("[id='row-0-Base']", "8000.");
    settle().await;
    let base: HtmlInputElement = find("[id='row-0-Base']");
    assert_eq!(base.value(), "8000.", "what is typed stays as typed");
    handle.destroy();
    root.remove();
}

#[wasm_bindgen_test]
async fn rules_that_cannot_be_loaded_are_named_and_can_be_fetched_again() {
    replace_fetch(503);
    let (handle, root) = mount().await;
    let alert: Element = find("[role='alert']");
    assert!(alert.text_content().unwrap().contains("503"));
    assert!(document().query_selector("#area").unwrap().is_some(), "the entries stay");
    replace_fetch(200);
    let retry: HtmlElement = find("[role='alert'] button");
    retry.click();
    settle().await;
    assert!(document().query_selector("[role='alert']").unwrap().is_none());
    pick_area("成都").await;
    assert!(document().query_selector("#balance").unwrap().is_some());
    handle.destroy();
    root.remove();
}
