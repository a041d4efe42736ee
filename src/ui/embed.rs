//! The calculator inside other pages: what such a page asks for, what the two say to each other, and the
//! page that gives editors the line to paste.
//!
//! `embed.html` is the entry that may be framed; a mark on its root element tells. There nothing is kept
//! on the device and nothing stays in place while the rest scrolls, as the frame has its height from what
//! is in it. The other page's side is `embed/loader-1.js`.

mod consent;
mod editor;
mod host;
mod line;
mod preset;

use std::sync::OnceLock;

use web_sys::window;

pub(crate) use consent::{Consent, consent};
pub(crate) use editor::EmbedPage;
pub(crate) use host::{tell, use_host};
pub(crate) use preset::Preset;

/// The mark on the root element of the entry that may be framed.
const MARK: &str = "data-embed";

/// Whether this is that entry. The mark stands there before anything runs, and is asked for at every
/// drawing: looked for once.
pub(crate) fn is_embedded() -> bool {
    static EMBEDDED: OnceLock<bool> = OnceLock::new();
    *EMBEDDED.get_or_init(|| {
        let root = window().and_then(|window| window.document()?.document_element());
        root.is_some_and(|root| root.has_attribute(MARK))
    })
}
