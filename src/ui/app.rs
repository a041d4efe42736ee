//! The root of the page: loads areas and rules, holds the form, and lays out entries and results.

mod outcome;

use std::rc::Rc;

use yew::prelude::*;

use outcome::Now;

use super::batch::Batch;
use super::browser;
use super::causes;
use super::deferred::use_deferred;
use super::embed::{self, Consent, EmbedPage, Preset, consent, use_host};
use super::entries::{self, Entries, Fields};
use super::faq;
use super::fetched::{use_fetched, use_policy};
use super::form;
use super::format;
use super::kept::{self, Opened, use_kept};
use super::link::Link;
use super::load::{self, IndexEntry, LoadError};
use super::locale::Locale;
use super::notices::{Notices, notices};
use super::offline::{self, Offline, use_kept_rules, use_offline};
use super::policy_view::policy_view;
use super::results;
use super::state::{Action, Field, Form};
use super::today::today;
use super::toolbar::{Appearance, ThemeChoice, Toolbar, use_appearance};
use super::view::{self, View};
use crate::api::{Answer, answer};
use crate::calendar::{Date, Month};
use crate::engine::keeps_two_accounts;
use crate::explain::{FaqEntry, Range, Ranges, totals};
use crate::policy::PolicySet;

/// The page.
#[component]
pub fn App() -> Html {
    let appearance = use_appearance();
    let locale = use_memo(appearance.language(), |language| Locale::of(*language));
    let page = match today() {
        Some(today) => html! { <Calculator {locale} {today} /> },
        None => html! {
            <main class="page"><p class="notice">{ locale.text("app.no_clock") }</p></main>
        },
    };
    html! { <ContextProvider<Appearance> context={appearance}>{ page }</ContextProvider<Appearance>> }
}

#[derive(Properties, PartialEq)]
struct CalculatorProps {
    locale: Rc<Locale>,
    today: Date,
}

#[component]
fn Calculator(props: &CalculatorProps) -> Html {
    let today = props.today;
    let start = use_memo(today, |today| kept::start(*today));
    let form = use_reducer({
        let start = start.clone();
        move || start.form.clone()
    });
    let opened = use_state(|| start.opened.clone());
    let entered = Rc::new((*form).clone());
    let kept = use_kept(entered.clone(), today);
    let retries = use_state(|| 0_u32);
    let view = *view::use_view();
    let example: UseStateHandle<Option<FaqEntry>> = use_state(|| None);
    let area = form.area.as_ref();
    let areas = use_fetched(true, *retries, load::index);
    let entry = areas
        .as_ref()
        .and_then(|loaded| loaded.as_ref().ok())
        .and_then(|areas| areas.iter().find(|entry| area == Some(&entry.adcode)).cloned());
    let picked = entry.as_ref().map(|entry| props.locale.name_of(&entry.name, &entry.name_en));
    let policy = use_policy(entry, *retries);
    let book = use_fetched(view == View::Causes, *retries, load::causes);
    let questions = use_fetched(view == View::Faq, *retries, load::faq);
    let on = use_callback((), {
        let dispatcher = form.dispatcher();
        move |action, ()| dispatcher.dispatch(action)
    });
    let appearance = use_context::<Appearance>();
    let host = use_host({
        let (on, appearance) = (on.clone(), appearance.clone());
        Callback::from(move |preset: Preset| {
            preset.actions().for_each(|action| on.emit(action));
            if let Some(view) = preset.view {
                view::turn_to(view);
            }
            if let Some(appearance) = &appearance {
                appearance.set(|chosen| preset.look(chosen));
            }
        })
    });
    let retry = use_callback(*retries, move |(), count| retries.set(count + 1));
    let dismiss = {
        let opened = opened.clone();
        Callback::from(move |()| {
            opened.set(Opened::Fresh);
            browser::focus("entries");
        })
    };

    let ready = policy.as_ref().and_then(|loaded| loaded.as_ref().ok()).cloned();
    let offline = use_offline();
    use_kept_rules(&offline, ready.as_deref());
    let two_accounts = ready.as_ref().is_some_and(|policy| {
        let from = Month::parse(form.text(Field::From)).unwrap_or(today.month());
        keeps_two_accounts(policy, form.insurance, from)
    });
    let schemes = ready.as_ref().map(|policy| policy.schemes(form.insurance)).unwrap_or_default();
    let reading = form::read(&form, two_accounts);
    let situation = reading.situation.as_ref();
    let answered = ready
        .as_ref()
        .zip(situation)
        .map(|(policy, situation)| answer(policy, situation, today).map(Rc::new));
    let answer = answered.as_ref().and_then(|answered| answered.as_ref().ok());
    let (wanted, asked) =
        answer.map(|answer| (results::wanted(answer), results::asked(answer))).unwrap_or_default();
    // The case of a question takes the place of the entries, which wait.
    let show_example = {
        let (example, on) = (example.clone(), on.clone());
        Callback::from(move |entry: FaqEntry| {
            let case = entry.preset.as_ref().and_then(|case| form::entered(case, today));
            if let Some(mut case) = case {
                case.case = Some(entry.id.clone());
                on.emit(Action::Replace(Box::new(case)));
                example.set(Some(entry));
                view::go(View::Balance);
            }
        })
    };
    let back = {
        let on = on.clone();
        Callback::from(move |()| on.emit(Action::BackFromCase))
    };
    let locale: &Locale = &props.locale;
    let areas_loaded = areas.as_ref().and_then(|loaded| loaded.as_ref().ok());
    let cx = Entries {
        fields: Fields { locale: &props.locale, faults: &reading.faults, on: &on },
        form: &form,
        shared: entered.clone(),
        reading: &reading,
        areas: areas_loaded.cloned().unwrap_or_default(),
        levels: ready.as_deref().map(PolicySet::institution_levels).unwrap_or_default(),
        groups: ready.as_deref().map(PolicySet::groups).unwrap_or_default(),
        tiers: ready.as_deref().map(PolicySet::tiers).unwrap_or_default(),
        schemes: &schemes,
        asked: &asked,
        two_accounts,
        view,
        wanted: &wanted,
        today,
    };
    let between =
        ready.as_deref().zip(situation).zip(answer).and_then(|((policy, situation), answer)| {
            outcome::ranges_of(policy, situation, &reading.parts_unknown, answer, today)
        });
    let outcome = outcome::outcome(&Now {
        locale: &props.locale,
        areas: areas.as_ref(),
        policy: policy.as_ref(),
        book: book.as_ref(),
        picked: picked.as_deref(),
        is_picked: area.is_some(),
        view,
        today,
        form: &entered,
        reading: &reading,
        situation,
        answered: answered.as_ref(),
        ranges: between,
        on: &on,
        retry: &retry,
    });
    let now = ready.as_deref().zip(answer.map(Rc::as_ref));
    let allowed = use_state_eq(|| None::<bool>);
    let listener = host.filter(|host| host.wants_result).and_then(|host| host.origin);
    use_told(listener.clone().filter(|_| *allowed == Some(true)), answer.cloned());
    html! {
        <>
            <a class="skip" href="#results">{ locale.text("app.skip") }</a>
            <header class="top">
                <div class="head">
                    <h1>{ locale.text("app.title") }</h1>
                    <Toolbar locale={props.locale.clone()} />
                </div>
                <p class="extra">{ locale.text("app.tagline") }</p>
                { offline::notice(locale, &offline) }
                { views(locale, view) }
                if embed::is_embedded() {
                    <OpenApart locale={props.locale.clone()} form={entered.clone()} {today} {view} />
                }
            </header>
            if view == View::Faq {
                <main class="page one" id="results" tabindex="-1">
                    { asked_often(locale, questions.as_ref(), &cx.areas, &show_example, &retry) }
                </main>
            } else if view == View::Embed {
                <main class="page one" id="results" tabindex="-1">
                    <EmbedPage locale={props.locale.clone()} areas={cx.areas.clone()} area={form.area.clone()} />
                </main>
            } else if view == View::Policy {
                <main class="page one" id="results" tabindex="-1">
                    { policy_view(locale, ready.as_deref(), answer.map(Rc::as_ref)) }
                </main>
            } else if view == View::Batch {
                <main class="page one" id="results" tabindex="-1">
                    <Batch locale={props.locale.clone()} {today} />
                </main>
            } else {
                <main class="page">
                    <div class="left" id="entries" tabindex="-1">
                        if let Some(entry) = example.as_ref().filter(|entry| form.case.as_ref() == Some(&entry.id)) {
                            { faq::shown_case(locale, entry, &back) }
                        }
                        { notices(&Notices { locale, opened: &opened, kept, now, dismiss: &dismiss }) }
                        { entries::entries(&cx) }
                    </div>
                    <section class="results" id="results" tabindex="-1" aria-label={locale.text("app.results")}>
                        { outcome }
                    </section>
                </main>
            }
            if let Some(origin) = &listener {
                { consent(&Consent { locale, origin, said: *allowed, say: &Callback::from(move |said| allowed.set(Some(said))) }) }
            }
            { footer(&props.locale, ready.as_deref(), &offline, view) }
            if let (true, Some(answer)) = (view.reckons() && view != View::Causes, answer) {
                { peek(locale, answer, between, view) }
            }
        </>
    }
}

/// Common questions, once they are there.
fn asked_often(
    locale: &Locale,
    questions: Option<&Result<Rc<Vec<FaqEntry>>, LoadError>>,
    areas: &[IndexEntry],
    open: &Callback<FaqEntry>,
    retry: &Callback<()>,
) -> Html {
    match questions {
        Some(Ok(questions)) => faq::faq(locale, questions, areas, open),
        Some(Err(error)) => causes::not_loaded(locale, error, retry),
        None => html! { <p class="hint" role="status">{ locale.text("causes.loading") }</p> },
    }
}

#[derive(Properties, PartialEq)]
struct OpenApartProps {
    locale: Rc<Locale>,
    form: Rc<Form>,
    today: Date,
    view: View,
}

/// From inside another page to the page itself, with the entries.
#[component]
fn OpenApart(props: &OpenApartProps) -> Html {
    // The link is long where the entries are many: not while the figure is waited for.
    let form = use_deferred(&props.form);
    let language = props.locale.language().tag();
    let link = Link::new(&form, props.today, props.view, language, None);
    let href = format!("{}{}", browser::address(), link.fragment());
    html! {
        <p class="apart">
            <a {href} target="_blank" rel="noopener">{ props.locale.text("embed.open") }</a>
        </p>
    }
}

/// Tells the page around what came out, for as long as there is an origin to tell.
#[hook]
fn use_told(origin: Option<String>, answer: Option<Rc<Answer>>) {
    use_effect_with((origin, answer), |(origin, answer)| {
        if let (Some(origin), Some(answer)) = (origin, answer) {
            embed::tell(origin, answer);
        }
    });
}

/// The ways to what is not a reckoning of one's own.
fn views(locale: &Locale, view: View) -> Html {
    let link = |to: View, is_here: bool, label| {
        html! {
            <a href={format!("#{}", to.fragment())} aria-current={is_here.then_some("page")}>
                { locale.text(label) }
            </a>
        }
    };
    html! {
        <nav class="views" aria-label={locale.text("app.views")}>
            { link(View::Balance, view.reckons(), "app.view_calculator") }
            { link(View::Policy, view == View::Policy, "app.view_policy") }
            { link(View::Faq, view == View::Faq, "app.view_faq") }
        </nav>
    }
}

/// The main figure at the foot of a narrow screen, as a link to the results.
fn peek(locale: &Locale, answer: &Answer, ranges: Option<Ranges>, view: View) -> Html {
    let (label, figure, range) = if view == View::Reimburse {
        ("app.peek_funds", totals(&answer.assessment).0, ranges.map(|ranges| ranges.funds))
    } else {
        let balance = answer.assessment.account.balance.total;
        ("app.peek_balance", balance, ranges.map(|ranges| ranges.balance))
    };
    let figure = range.unwrap_or_else(|| Range::between(figure, figure));
    html! {
        <a class="peek" href="#results">
            <span>{ locale.text(label) }{ " " }<strong>{ format::range(locale, figure) }</strong></span>
            <span>{ locale.text("app.peek") }</span>
        </a>
    }
}

fn footer(locale: &Rc<Locale>, policy: Option<&PolicySet>, offline: &Offline, view: View) -> Html {
    let is_here = view == View::Embed;
    let dated = policy.and_then(PolicySet::checked_on).map(|date| format::date(locale, date));
    html! {
        <footer class="bottom">
            <ThemeChoice locale={locale.clone()} />
            { offline::status(locale, offline) }
            if let Some(date) = dated {
                <p>{ locale.fill("app.data_date", &[("date", &date)]) }</p>
            }
            if embed::is_embedded() {
                <p>{ locale.text("embed.privacy") }</p>
            } else {
                <p>{ locale.text("app.privacy") }</p>
                <p>
                    <a href={format!("#{}", View::Batch.fragment())} aria-current={(view == View::Batch).then_some("page")}>
                        { locale.text("app.view_batch") }
                    </a>
                </p>
                <p>
                    <a href={format!("#{}", View::Embed.fragment())} aria-current={is_here.then_some("page")}>
                        { locale.text("app.view_embed") }
                    </a>
                </p>
            }
            <p>{ locale.text("app.no_promise") }</p>
            if let Some(contacts) = policy.and_then(PolicySet::contacts) {
                <p>{ locale.fill("app.contacts", &[
                    ("hotline", &contacts.hotline), ("platform", &locale.name(&contacts.platform)), ("web", &contacts.web),
                ]) }</p>
            }
        </footer>
    }
}
