//! Money that moved in the account other than by credits and bills: for the family, a premium, a
//! transfer, interest, a correction.

use yew::prelude::*;

use super::super::state::{Action, MovementRow, NewRow, RowChoice, RowField};
use super::Entries;
use super::expenses::add;
use super::field::{Control, Kind, Row, choice};
use super::focus::Frame;
use crate::engine::{MovementKind, SubAccount};

/// What a movement may be, most common first.
const KINDS: [(MovementKind, &str); 6] = [
    (MovementKind::Family, "movement.family"),
    (MovementKind::Premium, "movement.premium"),
    (MovementKind::Payout, "movement.payout"),
    (MovementKind::TransferIn, "movement.transfer_in"),
    (MovementKind::Interest, "movement.interest"),
    (MovementKind::Correction, "movement.correction"),
];

const ACCOUNTS: [(SubAccount, &str); 2] = [
    (SubAccount::Accumulated, "movement.accumulated"),
    (SubAccount::CurrentYear, "movement.current_year"),
];

/// All movements entered.
pub(super) fn movements(cx: &Entries) -> Html {
    cx.form.movements.iter().enumerate().map(|(index, row)| movement(cx, index, row)).collect()
}

/// The button for what a relative spent.
pub(super) fn add_family(cx: &Entries) -> Html {
    add(cx, NewRow::Movement(MovementKind::Family), "movement.add_family")
}

/// The buttons for the rarer ones.
pub(super) fn add_others(cx: &Entries) -> Html {
    html! {
        <>
            { add(cx, NewRow::Movement(MovementKind::Premium), "movement.add_premium") }
            { add(cx, NewRow::Movement(MovementKind::Correction), "movement.add_other") }
        </>
    }
}

fn movement(cx: &Entries, index: usize, movement: &MovementRow) -> Html {
    let row = Row { id: movement.id, texts: &movement.texts };
    let number = (index + 1).to_string();
    let title = cx.locale.fill("movement.numbered", &[("number", &number)]);
    let (id, on) = (movement.id, cx.on.clone());
    let chosen = Callback::from(move |kind: Option<MovementKind>| {
        if let Some(kind) = kind {
            on.emit(Action::Choose(id, RowChoice::Movement(kind)));
        }
    });
    let kind = Control { id: format!("row-{id}-kind"), label: "movement.kind", empty: None };
    let on = cx.on.clone();
    let from_account =
        Callback::from(move |account| on.emit(Action::Choose(id, RowChoice::Account(account))));
    let account = Control {
        id: format!("row-{id}-account"),
        label: "movement.account",
        empty: Some("person.unchosen"),
    };
    let is_correction = movement.kind == MovementKind::Correction;
    let hint = is_correction.then_some("movement.correction_hint");
    html! {
        <Frame key={movement.id} title={title.clone()} focus={cx.focus(movement.id)} on={cx.on.clone()}>
            { choice(cx, &kind, Some(movement.kind), &KINDS, chosen) }
            <div class="pair">
                { row.input(cx, RowField::Date, "expense.date", None, Kind::Day) }
                { row.input(cx, RowField::Total, "movement.amount", hint, Kind::Number) }
            </div>
            if cx.two_accounts {
                { choice(cx, &account, movement.account, &ACCOUNTS, from_account) }
            }
            if cx.reading.unfinished.contains(&movement.id) {
                <p class="unfinished">{ cx.locale.text("movement.unfinished") }</p>
            }
            <div class="row-buttons">{ row.buttons(cx, &title, true) }</div>
        </Frame>
    }
}
