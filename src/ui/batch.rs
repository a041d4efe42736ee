//! 批量: a spreadsheet of many people, reckoned by a worker beside the page. Nothing here reads a table or
//! calculates; the page asks and shows.

mod show;
mod state;
mod talk;
mod work;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::ArrayBuffer;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;
use yew::prelude::*;

use self::state::{Happened, State};
use self::talk::{Ask, Form, Heard};
use self::work::{Said, Work};
use super::browser;
use super::load;
use super::locale::Locale;
use crate::calendar::Date;

#[derive(Properties, PartialEq)]
pub(super) struct BatchProps {
    pub(super) locale: Rc<Locale>,
    pub(super) today: Date,
}

/// What the parts of the view tell it.
#[derive(Clone, PartialEq)]
enum Wish {
    /// Read this file.
    Open(File),
    /// Take a column for something; nothing when empty.
    Mean(usize, String),
    /// Take something to be the same for all rows.
    Same(usize, String),
    /// Reckon, with a result of this form.
    Run(Form),
    /// Stop reckoning.
    Cancel,
    /// Save the result.
    Save,
    /// Save a table to fill in.
    Template(Form),
}

/// What lives as long as the view: the worker, and the file that it reads.
#[derive(Default)]
struct Held {
    work: Option<Work>,
    /// The worker that writes a template, while it does.
    template: Option<Work>,
    file: Option<File>,
    /// The form in which the result is wanted.
    form: Option<Form>,
}

/// The view.
#[component]
pub(super) fn Batch(props: &BatchProps) -> Html {
    let state = use_reducer(State::default);
    let held = use_mut_ref(Held::default);
    let desk = Desk {
        locale: props.locale.clone(),
        today: props.today,
        dispatch: state.dispatcher(),
        held,
    };
    let wish = {
        let state = state.clone();
        Callback::from(move |wish| desk.fulfil(&state, wish))
    };
    show::view(&props.locale, &state, &wish)
}

/// What wishes are fulfilled with.
#[derive(Clone)]
struct Desk {
    locale: Rc<Locale>,
    today: Date,
    dispatch: UseReducerDispatcher<State>,
    held: Rc<RefCell<Held>>,
}

impl Desk {
    fn fulfil(&self, state: &State, wish: Wish) {
        match wish {
            Wish::Open(file) => {
                self.dispatch.dispatch(Happened::Chosen(file.name()));
                self.held.borrow_mut().file = Some(file);
                self.open();
            }
            Wish::Cancel => {
                browser::focus(show::STATUS);
                self.dispatch.dispatch(Happened::Cancelled);
                self.open();
            }
            Wish::Mean(column, meaning) => self.dispatch.dispatch(Happened::Mean(column, meaning)),
            Wish::Same(which, text) => self.dispatch.dispatch(Happened::Same(which, text)),
            Wish::Run(form) => {
                browser::focus(show::STATUS);
                self.held.borrow_mut().form = Some(form);
                self.dispatch.dispatch(Happened::Started(form, milliseconds()));
                self.ask(&Ask::Map { mapping: state.mapping() }, None);
            }
            Wish::Save => {
                if let (Some(form), Some(file)) = (state.form, &state.result) {
                    let name = self.locale.fill("batch.result_name", &[("ending", form.ending())]);
                    browser::save_bytes(&name, form.kind(), file);
                }
            }
            Wish::Template(form) => self.template(form),
        }
    }

    fn ask(&self, ask: &Ask, file: Option<&ArrayBuffer>) {
        if let Some(work) = &self.held.borrow().work {
            work.ask(ask, file);
        }
    }

    fn problem(&self, key: &'static str) {
        self.dispatch.dispatch(Happened::Problem(self.locale.text(key).to_owned()));
    }

    /// Starts a worker anew and has it read the file.
    fn open(&self) {
        let said = {
            let desk = self.clone();
            Callback::from(move |said| desk.hear(said))
        };
        self.held.borrow_mut().work = Work::start(&said);
        let desk = self.clone();
        spawn_local(async move {
            let file = desk.held.borrow().file.clone();
            let Some(file) = file else { return };
            let Ok(bytes) = JsFuture::from(file.array_buffer()).await else {
                return desk.problem("batch.unreadable");
            };
            let Ok(index) = load::index_text().await else {
                return desk.problem("batch.not_loaded");
            };
            if desk.held.borrow().work.is_none() {
                return desk.problem("batch.died");
            }
            let language = desk.locale.language().tag();
            desk.ask(&Ask::Open { language, index }, bytes.dyn_ref());
        });
    }

    fn hear(&self, said: Said) {
        match said {
            None => {
                self.held.borrow_mut().work = None;
                self.problem("batch.died");
            }
            Some((Heard::Mapped { areas }, _)) => self.fetch_rules(areas),
            Some((heard, file)) => {
                self.dispatch.dispatch(Happened::Heard(heard, file, milliseconds()));
            }
        }
    }

    /// Fetches the rules of these areas and has the rows reckoned.
    fn fetch_rules(&self, codes: Vec<String>) {
        let desk = self.clone();
        spawn_local(async move {
            // The page's own list may not have come yet when the file was chosen.
            let Ok(areas) = load::index().await else {
                return desk.problem("batch.not_loaded");
            };
            let mut policies = BTreeMap::new();
            for code in codes {
                let entry = areas.iter().find(|entry| entry.adcode == code);
                let parents = entry.map(|entry| entry.parents.clone()).unwrap_or_default();
                let mut texts = Vec::new();
                for code in core::iter::once(&code).chain(&parents) {
                    match load::file_text(code).await {
                        Ok(text) => texts.push(text),
                        Err(_) => return desk.problem("batch.not_loaded"),
                    }
                }
                policies.insert(code, texts);
            }
            let form = desk.form_wanted();
            desk.ask(&Ask::Run { policies, today: desk.today.to_string(), form }, None);
        });
    }

    fn form_wanted(&self) -> Form {
        self.held.borrow().form.unwrap_or(Form::Xlsx)
    }

    /// Has a template written by a worker of its own, which a table under way is not kept waiting by.
    fn template(&self, form: Form) {
        let desk = self.clone();
        let said = Callback::from(move |said: Said| match said {
            Some((Heard::Template, Some(file))) => {
                let ending = [("ending", form.ending())];
                let name = desk.locale.fill("batch.template_name", &ending);
                browser::save_bytes(&name, form.kind(), &file);
            }
            _ => desk.problem("batch.died"),
        });
        self.held.borrow_mut().template = Work::start(&said);
        let desk = self.clone();
        spawn_local(async move {
            let Ok(index) = load::index_text().await else {
                return desk.problem("batch.not_loaded");
            };
            let language = desk.locale.language().tag();
            if let Some(work) = &desk.held.borrow().template {
                work.ask(&Ask::Template { language, index, form }, None);
            }
        });
    }
}

/// The device's clock, only ever compared with itself.
fn milliseconds() -> u64 {
    format!("{:.0}", js_sys::Date::now()).parse().unwrap_or(0)
}
