//! What the page asks of the browser: a file to save, the clipboard, the printer. Where it refuses,
//! nothing happens, and the caller is told.

use js_sys::ArrayBuffer;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlElement, Url, window};

/// Offers `text` for saving under `name`; whether that worked.
pub(crate) fn save(name: &str, kind: &str, text: &str) -> bool {
    try_save(name, kind, text).is_some()
}

fn try_save(name: &str, kind: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &of_kind(kind)).ok()?;
    offer(name, &blob)
}

/// Offers bytes for saving under `name`; whether that worked.
pub(crate) fn save_bytes(name: &str, kind: &str, bytes: &ArrayBuffer) -> bool {
    let parts = js_sys::Array::of1(bytes);
    let blob = Blob::new_with_buffer_source_sequence_and_options(&parts, &of_kind(kind));
    blob.ok().and_then(|blob| offer(name, &blob)).is_some()
}

fn of_kind(kind: &str) -> BlobPropertyBag {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    options
}

fn offer(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let anchor = window()?.document()?.create_element("a").ok()?;
    let anchor: HtmlAnchorElement = anchor.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The click has taken hold of the file by now.
    drop(Url::revoke_object_url(&address));
    Some(())
}

/// Puts `text` into the clipboard; whether the browser allowed it.
pub(crate) async fn copy(text: String) -> bool {
    match window() {
        Some(window) => {
            JsFuture::from(window.navigator().clipboard().write_text(&text)).await.is_ok()
        }
        None => false,
    }
}

/// Opens the browser's own dialogue for printing.
pub(crate) fn print() {
    if let Some(window) = window() {
        drop(window.print());
    }
}

/// Gives the focus to the element called `id`, where what had it is gone.
pub(crate) fn focus(id: &str) {
    let element = window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take it leaves it where it is.
        drop(element.focus());
    }
}

/// The address of the page without query and fragment; inside another page, of the page itself.
pub(crate) fn address() -> String {
    let location = window().map(|window| window.location());
    let parts = location.and_then(|at| Some((at.origin().ok()?, at.pathname().ok()?)));
    let (origin, path) = parts.unwrap_or_default();
    let folder = path.strip_suffix("/embed.html").map(|folder| format!("{folder}/"));
    format!("{origin}{}", folder.unwrap_or(path))
}
