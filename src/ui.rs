//! The page: Yew components over one reducer. Nothing here calculates; every figure shown is read
//! off an [`crate::api::Answer`].
//!
//! [`state`] holds what was typed, [`form`] reads it into a situation, [`load`] fetches policies,
//! [`locale`] has the words, [`places`] finds a place by what is typed. `entries` and `results` are the two halves of the
//! page; `policy_view` shows the rules themselves.

mod app;
mod causes;
mod device;
mod entries;
mod faq;
mod fetched;
mod form;
mod format;
mod load;
mod locale;
mod offline;
#[cfg(not(target_arch = "wasm32"))]
pub mod pages;
mod places;
mod policy_view;
mod results;
mod state;
mod today;

pub use app::App;
