//! 医保明白账 reckons what a person's medical-insurance account holds, what the pooled fund pays,
//! and why, from sourced rules.
//!
//! The pipeline, each layer using only those before it:
//!
//! 1. [`money`] and [`calendar`]: exact amounts, rates, days. The only rounding.
//! 2. [`policy`]: the rules of an area as data, with periods and evidence.
//! 3. [`engine`]: a [`engine::Situation`] and the rules give an [`engine::Assessment`].
//! 4. [`explain`]: reasons, with distances, for every zero, cut or negative figure.
//! 5. [`api`]: situation in, result out, as JSON; the same object for page, shell and package.
//! 6. `batch`: many people at once, from a spreadsheet, behind the `batch` feature.
//! 7. `ui`: the page, behind the `ui` feature; `package`: the JavaScript package, behind `package`.

pub mod api;
#[cfg(feature = "batch")]
pub mod batch;
pub mod calendar;
#[cfg(any(feature = "batch", feature = "ui"))]
mod csv_text;
pub mod engine;
pub mod explain;
pub mod money;
#[cfg(feature = "package")]
pub mod package;
pub mod policy;
#[cfg(feature = "ui")]
pub mod ui;
