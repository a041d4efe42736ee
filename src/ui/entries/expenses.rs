//! The bills.

use std::rc::Rc;

use yew::prelude::*;

use super::super::form::{Fault, Spot, read_amount, read_date};
use super::super::format;
use super::super::locale::Locale;
use super::super::state::{Action, ExpenseRow, NewRow, RowChoice, RowField};
use super::field::{Control, Fields, Kind, Row, choice};
use super::focus::{Frame, focus_within};
use super::paste::Paste;
use super::{Entries, movements, undo};
use crate::engine::ExpenseKind;
use crate::policy::{Arrangement, Delivery, Region};

/// Up to so many bills all fields are shown; where there are more, a bill is one line until it is
/// opened, or a page of a year's bills would be as long as a book and slow to answer.
const ALL_SHOWN: usize = 3;

/// The list of bills and other movements, and the buttons that add one.
pub(super) fn expenses(cx: &Entries) -> Html {
    html! {
        <fieldset>
            <legend>{ cx.locale.text("expense.title") }</legend>
            { bills(cx) }
            { movements::movements(cx) }
            { undo::undo(cx, undo::Of::Spending) }
            <div class="buttons">
                { add(cx, NewRow::Expense(ExpenseKind::Outpatient), "expense.add_outpatient") }
                { add(cx, NewRow::Expense(ExpenseKind::Pharmacy), "expense.add_pharmacy") }
                { add(cx, NewRow::Expense(ExpenseKind::Inpatient), "expense.add_inpatient") }
                if cx.has_account() {
                    { movements::add_family(cx) }
                }
            </div>
            <details class="more">
                <summary>{ cx.locale.text("expense.other_kinds") }</summary>
                <div class="buttons">
                    if !cx.schemes.is_empty() {
                        { add(cx, NewRow::Expense(ExpenseKind::Chronic), "expense.add_chronic") }
                    }
                    { add(cx, NewRow::Expense(ExpenseKind::Prenatal), "expense.add_prenatal") }
                    { add(cx, NewRow::Expense(ExpenseKind::Delivery), "expense.add_delivery") }
                    if cx.has_account() {
                        { movements::add_others(cx) }
                    }
                </div>
            </details>
            <Paste locale={cx.locale.clone()} levels={cx.levels.to_vec()} as_of={cx.form.text(super::super::state::Field::AsOf).to_owned()} on={cx.on.clone()} />
        </fieldset>
    }
}

/// Every bill, those that did not change as they were drawn before.
fn bills(cx: &Entries) -> Html {
    let locale = cx.locale;
    let levels = cx.levels.iter().map(|level| (level.id.id().to_owned(), locale.name(&level.name)));
    let levels: Rc<Vec<(String, String)>> = Rc::new(levels.collect());
    let schemes = cx.schemes.iter().map(|scheme| (scheme.id.clone(), locale.name(&scheme.name)));
    let schemes: Rc<Vec<(String, String)>> = Rc::new(schemes.collect());
    let bill = |(index, row): (usize, &ExpenseRow)| {
        let is_here = |fault: &&Fault| matches!(fault.spot, Spot::Row(id, _) if id == row.id);
        let faults: Vec<Fault> = cx.faults.iter().filter(is_here).cloned().collect();
        html! {
            <Bill key={row.id} locale={locale.clone()} row={row.clone()} number={index + 1}
                levels={levels.clone()} schemes={schemes.clone()} {faults}
                few={cx.form.expenses.len() <= ALL_SHOWN} focus={cx.focus(row.id)}
                unfinished={cx.reading.unfinished.contains(&row.id)} on={cx.on.clone()} />
        }
    };
    cx.form.expenses.iter().enumerate().map(bill).collect()
}

/// A button that adds a row.
pub(super) fn add(cx: &Fields, row: NewRow, label: &'static str) -> Html {
    let on = cx.on.clone();
    html! {
        <button type="button" class="add" onclick={move |_| on.emit(Action::Add(row))}>
            { cx.locale.text(label) }
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct BillProps {
    locale: Rc<Locale>,
    row: ExpenseRow,
    /// As people count.
    number: usize,
    /// Levels of institution that the area names, with their names.
    levels: Rc<Vec<(String, String)>>,
    /// Its schemes for chronic diseases.
    schemes: Rc<Vec<(String, String)>>,
    /// What is wrong with the row.
    faults: Vec<Fault>,
    unfinished: bool,
    /// Whether there are so few that all their fields are shown.
    few: bool,
    /// Whether the focus belongs here.
    focus: bool,
    on: Callback<Action>,
}

/// One bill, drawn again only when something of it changed. A line, where there are many; one that is
/// new, not finished or wrong shows its fields.
#[component]
fn Bill(props: &BillProps) -> Html {
    let needs_work = props.unfinished || !props.faults.is_empty();
    let open = use_state_eq(|| props.few || props.focus || needs_work);
    let (node, pressed) = (use_node_ref(), use_mut_ref(|| false));
    {
        let (node, pressed) = (node.clone(), pressed.clone());
        use_effect_with(*open, move |_| {
            // The control that was pressed is gone.
            if pressed.replace(false) {
                focus_within(&node);
            }
        });
    }
    {
        // Once it is right again it must not close under the fingers of whoever mends it.
        let open = open.setter();
        use_effect_with(needs_work, move |needs_work| {
            if *needs_work {
                open.set(true);
            }
        });
    }
    let set_open = {
        let open = open.setter();
        Callback::from(move |to: bool| {
            pressed.replace(true);
            open.set(to);
        })
    };
    let cx = &Fields { locale: &props.locale, faults: &props.faults, on: &props.on };
    let number = props.number.to_string();
    let kind = cx.locale.text(kind_key(props.row.kind));
    let title = cx.locale.fill("expense.numbered", &[("number", &number), ("kind", kind)]);
    let content = if *open || needs_work {
        fields(cx, props, &title, &set_open)
    } else {
        line(cx, props, &title, &set_open)
    };
    html! {
        <div ref={node}>
            <Frame title={title} focus={props.focus} on={props.on.clone()}>{ content }</Frame>
        </div>
    }
}

/// A bill in one line, and the button that shows its fields.
fn line(cx: &Fields, props: &BillProps, title: &str, set_open: &Callback<bool>) -> Html {
    let texts = &props.row.texts;
    let date = read_date(texts.get(RowField::Date)).map(|date| format::date(cx.locale, date));
    let level = props.levels.iter().find(|(id, _)| id == texts.get(RowField::Level));
    let total = read_amount(texts.get(RowField::Total)).and_then(Result::ok).map(format::money);
    let known = [date, level.map(|(_, name)| name.clone()), total];
    let known: Vec<String> = known.into_iter().flatten().collect();
    let edit = {
        let set_open = set_open.clone();
        move |_| set_open.emit(true)
    };
    html! {
        <div class="folded">
            <span>{ known.join(cx.locale.text("expense.line_between")) }</span>
            <button type="button" class="quiet" aria-label={cx.locale.fill("expense.edit_named", &[("name", title)])}
                onclick={edit}>{ cx.locale.text("expense.edit") }</button>
        </div>
    }
}

fn fields(cx: &Fields, props: &BillProps, title: &str, set_open: &Callback<bool>) -> Html {
    let expense = &props.row;
    let row = Row { id: expense.id, texts: &expense.texts };
    let fold = {
        let set_open = set_open.clone();
        move |_| set_open.emit(false)
    };
    let is_stay = matches!(expense.kind, ExpenseKind::Inpatient | ExpenseKind::Delivery);
    let date = if is_stay { "expense.discharged" } else { "expense.date" };
    html! {
        <>
            <div class="pair">
                { row.input(cx, RowField::Date, date, None, Kind::Day) }
                { level(cx, props) }
            </div>
            { scheme(cx, props) }
            { birth(cx, expense) }
            <div class="pair">
                { row.input(cx, RowField::Total, "expense.total", None, Kind::Number) }
                { row.input(cx, RowField::OwnPaid, "expense.own_paid", None, Kind::Number) }
            </div>
            { parts_unknown(cx, props) }
            <details class="more">
                <summary>{ cx.locale.text("expense.more") }</summary>
                <p class="hint">{ cx.locale.text("expense.more_hint") }</p>
                <div class="pair">
                    { row.input(cx, RowField::OverLimit, "expense.over_limit", None, Kind::Number) }
                    { row.input(cx, RowField::FirstOwn, "expense.first_own", None, Kind::Number) }
                </div>
            </details>
            { away(cx, expense) }
            if props.unfinished {
                <p class="unfinished">{ cx.locale.text("expense.unfinished") }</p>
            }
            <div class="row-buttons">
                if !props.few && !props.unfinished && props.faults.is_empty() {
                    <button type="button" class="quiet" onclick={fold}
                        aria-label={cx.locale.fill("expense.fold_named", &[("name", title)])}>
                        { cx.locale.text("expense.fold") }
                    </button>
                }
                { row.buttons(cx, title, true) }
            </div>
        </>
    }
}

/// Where nothing is said of what the fund does not share: what that means, where to look, and one tap
/// for a bill without such parts.
fn parts_unknown(cx: &Fields, props: &BillProps) -> Html {
    let expense = &props.row;
    if !expense.parts_unknown() || props.unfinished || expense.texts.get(RowField::Total).is_empty()
    {
        return html! {};
    }
    let (id, on) = (expense.id, cx.on.clone());
    let onclick = move |_| on.emit(Action::Choose(id, RowChoice::AllInRange));
    html! {
        <div class="notice unknown-parts">
            <p>{ cx.locale.text("expense.parts_unknown") }</p>
            <button type="button" {onclick}>{ cx.locale.text("expense.all_in_range") }</button>
        </div>
    }
}

/// The name of a kind of bill.
pub(crate) fn kind_key(kind: ExpenseKind) -> &'static str {
    match kind {
        ExpenseKind::Outpatient => "expense.outpatient",
        ExpenseKind::Pharmacy => "expense.pharmacy",
        ExpenseKind::Inpatient => "expense.inpatient",
        ExpenseKind::Chronic => "expense.chronic",
        ExpenseKind::Prenatal => "expense.prenatal",
        ExpenseKind::Delivery => "expense.delivery",
    }
}

/// The scheme for chronic diseases, of those that the area's rules name.
fn scheme(cx: &Fields, props: &BillProps) -> Html {
    if props.row.kind != ExpenseKind::Chronic {
        return html! {};
    }
    let words = ("expense.scheme", "expense.level_choose");
    let row = Row { id: props.row.id, texts: &props.row.texts };
    row.select(cx, RowField::Scheme, words, props.schemes.to_vec())
}

/// How a pregnancy ended.
pub(super) const DELIVERIES: [(Delivery, &str); 5] = [
    (Delivery::Natural, "delivery.natural"),
    (Delivery::Assisted, "delivery.assisted"),
    (Delivery::Difficult, "delivery.difficult"),
    (Delivery::Caesarean, "delivery.caesarean"),
    (Delivery::Ended, "delivery.ended"),
];

/// How the pregnancy ended, and what some rules go by besides.
fn birth(cx: &Fields, expense: &ExpenseRow) -> Html {
    if expense.kind != ExpenseKind::Delivery {
        return html! {};
    }
    let row = Row { id: expense.id, texts: &expense.texts };
    let control = Control {
        id: format!("row-{}-delivery", expense.id),
        label: "expense.delivered",
        empty: Some("expense.level_choose"),
    };
    let (id, on) = (expense.id, cx.on.clone());
    let chosen = Callback::from(move |how| on.emit(Action::Choose(id, RowChoice::Delivery(how))));
    html! {
        <>
            { choice(cx, &control, expense.delivery, &DELIVERIES, chosen) }
            <div class="pair">
                { row.input(cx, RowField::PregnantMonths, "expense.pregnant_months", None, Kind::Number) }
                { row.input(cx, RowField::Children, "expense.children", None, Kind::Number) }
            </div>
        </>
    }
}

/// How and where, when away from home; which stay of the year.
fn away(cx: &Fields, expense: &ExpenseRow) -> Html {
    let (id, on) = (expense.id, cx.on.clone());
    let row = Row { id, texts: &expense.texts };
    let is_stay = expense.kind == ExpenseKind::Inpatient;
    let arranged =
        Callback::from(move |how| on.emit(Action::Choose(id, RowChoice::Arrangement(how))));
    let on = cx.on.clone();
    let placed = Callback::from(move |region: Option<Region>| {
        if let Some(region) = region {
            on.emit(Action::Choose(id, RowChoice::Region(region)));
        }
    });
    let how = Control {
        id: format!("row-{id}-arrangement"),
        label: "expense.arrangement",
        empty: Some("expense.at_home"),
    };
    let whither = Control { id: format!("row-{id}-region"), label: "expense.region", empty: None };
    html! {
        <details class="more" open={expense.arrangement.is_some() || !row.texts.get(RowField::Stay).is_empty()}>
            <summary>{ cx.locale.text(if is_stay { "expense.away_or_stay" } else { "expense.away" }) }</summary>
            <div class="pair">
                { choice(cx, &how, expense.arrangement, &ARRANGEMENTS, arranged) }
                if expense.arrangement.is_some() {
                    { choice(cx, &whither, Some(expense.region), &REGIONS, placed) }
                }
            </div>
            if is_stay {
                { row.input(cx, RowField::Stay, "expense.stay", Some("expense.stay_hint"), Kind::Number) }
            }
        </details>
    }
}

const ARRANGEMENTS: [(Arrangement, &str); 5] = [
    (Arrangement::FiledResidence, "elsewhere.filed_residence"),
    (Arrangement::Referred, "elsewhere.referred"),
    (Arrangement::Emergency, "elsewhere.emergency"),
    (Arrangement::FiledTemporary, "elsewhere.filed_temporary"),
    (Arrangement::Unfiled, "elsewhere.unfiled"),
];

const REGIONS: [(Region, &str); 3] = [
    (Region::OtherCounty, "elsewhere.other_county"),
    (Region::SameProvince, "elsewhere.same_province"),
    (Region::OtherProvince, "elsewhere.other_province"),
];

/// The level of the institution; for a pharmacy, of the one that wrote the prescription.
fn level(cx: &Fields, props: &BillProps) -> Html {
    let words = match props.row.kind {
        ExpenseKind::Pharmacy => ("expense.prescriber", "expense.prescriber_none"),
        _ => ("expense.level", "expense.level_choose"),
    };
    let row = Row { id: props.row.id, texts: &props.row.texts };
    row.select(cx, RowField::Level, words, props.levels.to_vec())
}
