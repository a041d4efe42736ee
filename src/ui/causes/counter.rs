//! A text to show at the counter: the figures and dates, the likely causes, what to ask for. It names
//! nobody.

use std::rc::Rc;

use yew::prelude::*;

use super::super::copy::CopyButton;
use super::super::format::{self, money};
use super::super::locale::{Language, Locale};
use super::{Causes, clue, reconciled};
use crate::explain::{Finding, Verdict};

/// The text in a field of its own, from which it is copied; in Chinese whatever the person reads.
pub(super) fn counter(cx: &Causes) -> Html {
    let text = match cx.locale.language() {
        Language::Zh => text(cx),
        Language::En => text(&Causes { locale: &Rc::new(Locale::of(Language::Zh)), ..*cx }),
    };
    let text = AttrValue::from(text);
    html! {
        <section class="card counter" aria-labelledby="counter-title">
            <h2 id="counter-title">{ cx.locale.text("counter.title") }</h2>
            <p class="hint" id="counter-hint">{ cx.locale.text("counter.hint") }</p>
            <textarea id="counter-text" lang={Language::Zh.tag()} readonly=true rows="10" aria-labelledby="counter-title"
                aria-describedby="counter-hint" value={text.clone()} />
            <CopyButton locale={cx.locale.clone()} {text} label="counter.copy" />
        </section>
    }
}

fn text(cx: &Causes) -> String {
    let locale: &Locale = cx.locale;
    let on = format::date(locale, cx.assessment.as_of);
    let mut lines = vec![locale.fill(
        "counter.first",
        &[
            ("area", locale.said(&cx.assessment.area.name)),
            ("date", &on),
            ("balance", &money(cx.diagnosis.balance)),
        ],
    )];
    if let Some(reconciliation) = &cx.diagnosis.reconciliation {
        lines.push(locale.fill(
            "counter.reckoned",
            &[
                ("reckoned", &money(reconciliation.reckoned)),
                ("difference", &format::movement(reconciliation.difference)),
            ],
        ));
        if let Some(first) = reconciliation.explanations.first() {
            let parts = first.parts.iter().map(|part| reconciled::part_words(cx, part));
            let parts = parts.collect::<Vec<_>>().join(locale.text("format.and"));
            lines.push(locale.fill("counter.fits", &[("parts", &parts)]));
        }
    }
    let likely: Vec<&Finding> =
        cx.of_verdict(Verdict::Confirmed).chain(cx.of_verdict(Verdict::Likely)).collect();
    for finding in likely {
        let clues: Vec<String> =
            finding.clues.iter().map(|clue| clue::sentence(cx, clue)).collect();
        lines.push(
            locale.fill(
                "counter.cause",
                &[("cause", &cx.title(finding)), ("clues", &clues.concat())],
            ),
        );
    }
    lines.push(locale.text("counter.please").to_owned());
    let checked = cx.policy.layers().iter().map(|file| file.updated_on).max();
    let checked = checked.map(|date| format::date(locale, date)).unwrap_or_default();
    lines.push(locale.fill("counter.source", &[("date", &checked)]));
    lines.join("\n")
}
