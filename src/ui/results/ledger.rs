//! The account, entry by entry.

use yew::prelude::*;

use super::super::format;
use super::super::toolbar::Folded;
use super::{Results, derivation};
use crate::engine::{Entry, EntryKind, MovementKind, SubAccount};

/// The ledger as a table that becomes cards on a narrow screen.
pub(super) fn ledger(cx: &Results) -> Html {
    let locale = cx.locale;
    let entries = &cx.answer.assessment.account.ledger;
    html! {
        <Folded id="ledger-title" title={locale.text("ledger.title")}>
            <table class="ledger">
                <caption class="visually-hidden">{ locale.text("ledger.title") }</caption>
                <thead><tr>
                    <th scope="col">{ locale.text("ledger.date") }</th>
                    <th scope="col">{ locale.text("ledger.item") }</th>
                    <th scope="col" class="amount">{ locale.text("ledger.amount") }</th>
                    <th scope="col" class="amount">{ locale.text("ledger.balance") }</th>
                    <th scope="col"><span class="visually-hidden">{ locale.text("derivation.title") }</span></th>
                </tr></thead>
                <tbody>{ for entries.iter().map(|entry| row(cx, entry)) }</tbody>
            </table>
        </Folded>
    }
}

fn row(cx: &Results, entry: &Entry) -> Html {
    let locale = cx.locale;
    let item = item(cx, entry);
    let sub_account = match entry.sub_account {
        SubAccount::Whole => None,
        SubAccount::CurrentYear => Some("balance.current_year"),
        SubAccount::Accumulated => Some("balance.accumulated"),
    };
    html! {
        <tr class={classes!(entry.projected.then_some("projected"))}>
            <td class="date">{ entry.date.to_string() }</td>
            <td class="item">
                { item.clone() }
                if let Some(sub_account) = sub_account {
                    { " " }<span class="tag">{ locale.text(sub_account) }</span>
                }
                if entry.projected {
                    { " " }<span class="tag">{ locale.text("ledger.projected") }</span>
                }
            </td>
            <td class="amount" data-name={locale.text("ledger.amount")}>{ format::movement(entry.amount) }</td>
            <td class={classes!("amount", "balance", entry.total.is_negative().then_some("negative"))}
                data-name={locale.text("ledger.balance")}>
                { format::money(entry.total) }
            </td>
            <td class="how">
                if let Some(step) = entry.step {
                    { derivation::working(cx, &item, step) }
                }
            </td>
        </tr>
    }
}

/// What an entry is called.
pub(super) fn item(cx: &Results, entry: &Entry) -> String {
    let locale = cx.locale;
    match entry.kind {
        EntryKind::Opening => locale.text("entry.opening").to_owned(),
        EntryKind::Credit { month } => {
            locale.fill("entry.credit", &[("month", &format::month(locale, month))])
        }
        EntryKind::Advance { from, to } => {
            let (from, to) = (format::month(locale, from), format::month(locale, to));
            locale.fill("entry.advance", &[("from", &from), ("to", &to)])
        }
        EntryKind::Settlement { .. } => locale.text("entry.settlement").to_owned(),
        EntryKind::Movement { kind, .. } => locale.text(movement_key(kind)).to_owned(),
        EntryKind::Closing => locale.text("entry.closing").to_owned(),
        EntryKind::CarryOver => locale.text("entry.carry_over").to_owned(),
        EntryKind::Expense { expense } => {
            locale.fill("entry.expense", &[("number", &cx.number(expense))])
        }
    }
}

fn movement_key(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Family => "entry.family",
        MovementKind::Premium => "entry.premium",
        MovementKind::Payout => "entry.payout",
        MovementKind::TransferIn => "entry.transfer_in",
        MovementKind::Interest => "entry.interest",
        MovementKind::Correction => "entry.correction",
    }
}
