//! The page: Yew components over one reducer. Nothing here calculates; every figure shown is read
//! off an [`crate::api::Answer`].
//!
//! [`state`] holds what was typed, [`form`] reads it into a situation, [`load`] fetches policies,
//! [`locale`] has the words, [`places`] finds a place by what is typed. `entries` and `results` are the two halves of the
//! page; `charts` draws what results say;
//! `policy_view` shows the rules themselves.

mod app;
mod batch;
mod browser;
mod causes;
mod charts;
mod copy;
mod deferred;
mod device;
mod embed;
mod entries;
mod example;
mod faq;
mod fetched;
mod form;
mod format;
mod kept;
mod lazy;
mod link;
mod load;
mod locale;
mod notices;
mod offline;
#[cfg(not(target_arch = "wasm32"))]
pub mod pages;
mod paste;
mod places;
mod policy_view;
mod preferences;
mod results;
mod saved;
mod state;
mod today;
mod toolbar;
mod view;

pub use app::App;
pub use toolbar::apply_kept_preferences;
