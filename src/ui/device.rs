//! What the page keeps on the person's own device, under names that begin with `mingbai.`.
//!
//! Storage may be switched off, full, or gone in the middle of a visit: reading then gives
//! nothing and writing says that it failed. Nothing here ever panics or leaves the device. Inside another
//! page nothing is read or kept: browsers part such storage by the page around, or forbid it.

use web_sys::Storage;

use super::embed::is_embedded;

/// What the name of everything kept begins with, so that other pages of one host stay apart.
const PREFIX: &str = "mingbai.";

/// The text kept under `name`; `None` where there is none or storage cannot be read.
pub(crate) fn read(name: &str) -> Option<String> {
    storage()?.get_item(&full(name)).ok().flatten()
}

/// Keeps `text` under `name`; whether that worked.
pub(crate) fn write(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&full(name), text).is_ok())
}

/// Forgets what was kept under `name`. Where that fails it stays, which loses nothing.
pub(crate) fn forget(name: &str) {
    if let Some(storage) = storage() {
        drop(storage.remove_item(&full(name)));
    }
}

fn full(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// The device's storage; asking for it fails where the person or the browser forbids it.
fn storage() -> Option<Storage> {
    if is_embedded() {
        return None;
    }
    web_sys::window()?.local_storage().ok().flatten()
}
