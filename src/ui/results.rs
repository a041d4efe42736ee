//! The right half of the page: what the answer says, always with its reason and its source.

mod balance;
mod bills;
mod compare;
mod derivation;
pub(super) mod describe;
mod ledger;
mod outcome;
mod pass_on;
mod printed;
mod reasons;
pub(super) mod sources;
mod tables;
mod what_if;

use std::rc::Rc;

use yew::prelude::*;

use pass_on::PassOn;
use what_if::WhatIf;

use super::charts;
use super::deferred::use_deferred;
use super::embed::is_embedded;
use super::lazy::Body;
use super::load::IndexEntry;
use super::locale::Locale;
use super::state::{Action, Form};
use super::toolbar::Folded;
use super::view::View;
use crate::api::Answer;
use crate::calendar::Date;
use crate::engine::{Convention, InputField, Refusal, Situation};
use crate::explain::Ranges;
use crate::policy::{PolicySet, Topic};

/// What is reckoned, for views that reckon it again with something changed.
#[derive(Clone)]
pub(crate) struct Subject {
    pub(crate) form: Rc<Form>,
    pub(crate) answer: Rc<Answer>,
    /// The number that each reckoned bill has among the entries, where unfinished ones count too.
    pub(crate) numbers: Rc<Vec<usize>>,
    /// The bills of which it is not said what lies outside the policy range.
    pub(crate) unknown: Rc<Vec<usize>>,
    /// What the figures of the whole then lie between.
    pub(crate) ranges: Option<Ranges>,
    /// The question that was asked.
    pub(crate) view: View,
    pub(crate) locale: Rc<Locale>,
    pub(crate) policy: Rc<PolicySet>,
    pub(crate) situation: Rc<Situation>,
    pub(crate) today: Date,
    /// The areas that can be picked.
    pub(crate) areas: Rc<Vec<IndexEntry>>,
}

impl PartialEq for Subject {
    /// Lists and rules are the same where they are the same ones; their content is not looked at.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.locale, &other.locale)
            && Rc::ptr_eq(&self.policy, &other.policy)
            && Rc::ptr_eq(&self.areas, &other.areas)
            && self.today == other.today
            && self.view == other.view
            && self.situation == other.situation
            && self.form == other.form
    }
}

/// What every result view needs.
pub(crate) struct Results<'a> {
    pub(crate) locale: &'a Locale,
    pub(crate) answer: &'a Answer,
    pub(crate) policy: &'a PolicySet,
    pub(crate) subject: &'a Subject,
    /// The number that each reckoned bill has among the entries, where unfinished ones count too.
    pub(crate) numbers: &'a [usize],
    /// The bills of which it is not said what lies outside the policy range.
    pub(crate) unknown: &'a [usize],
    /// What the figures of the whole then lie between.
    pub(crate) ranges: Option<Ranges>,
    /// The question that was asked.
    pub(crate) view: View,
    pub(crate) accepted: &'a [crate::policy::RuleRef],
    pub(crate) on: &'a Callback<Action>,
}

impl<'a> Results<'a> {
    /// Of what was reckoned.
    pub(crate) fn of(subject: &'a Subject, on: &'a Callback<Action>) -> Self {
        Self {
            locale: &subject.locale,
            answer: &subject.answer,
            policy: &subject.policy,
            subject,
            numbers: &subject.numbers,
            unknown: &subject.unknown,
            ranges: subject.ranges,
            view: subject.view,
            accepted: &subject.form.accepted,
            on,
        }
    }

    /// Something to be drawn once it is asked for.
    fn later(&self, draw: impl Fn(&Results) -> Html + 'static) -> Body {
        let (subject, on) = (self.subject.clone(), self.on.clone());
        Body::new(move || draw(&Results::of(&subject, &on)))
    }
}

impl Results<'_> {
    /// The number of a bill, as its entry shows it.
    fn number(&self, expense: usize) -> String {
        self.numbers.get(expense).map_or_else(|| (expense + 1).to_string(), usize::to_string)
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct WholeProps {
    pub(crate) subject: Subject,
    pub(crate) on: Callback<Action>,
}

/// The whole result: first what was asked for, then the rest.
#[component]
pub(crate) fn Whole(props: &WholeProps) -> Html {
    let later = use_deferred(&props.subject);
    let cx = &Results::of(&props.subject, &props.on);
    let (balance, bills) = (balance::balance(cx, &later), bills::bills(cx, &later));
    let (first, second) =
        if cx.view == View::Reimburse { (bills, balance) } else { (balance, bills) };
    html! {
        <>
            { charts::patterns() }
            <Rest part={Part::Printed} subject={later.clone()} on={props.on.clone()} />
            { only_wider_rules(cx) }
            { first }
            { second }
            <Rest part={Part::Further} subject={later} on={props.on.clone()} />
        </>
    }
}

/// What is drawn after the figure that was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// What it was reckoned from, on paper.
    Printed,
    /// Of the balance.
    Balance,
    /// Of the bills.
    Bills,
    /// All that follows both.
    Further,
}

#[derive(Properties, PartialEq)]
struct RestProps {
    part: Part,
    subject: Subject,
    on: Callback<Action>,
}

#[component]
fn Rest(props: &RestProps) -> Html {
    let cx = &Results::of(&props.subject, &props.on);
    match props.part {
        Part::Printed => printed::printed(cx),
        Part::Balance => balance::further(cx),
        Part::Bills => bills::each(cx),
        Part::Further => html! {
            <>
                <WhatIf subject={cx.subject.clone()} />
                { ledger::ledger(cx) }
                { conventions(cx) }
                { sources::sources(cx) }
                // From inside another page the entries go along into a window of their own.
                if !is_embedded() {
                    <PassOn subject={cx.subject.clone()} />
                }
            </>
        },
    }
}

/// Where nothing is known of the area itself: whose rules are used instead, and whom to ask.
fn only_wider_rules(cx: &Results) -> Html {
    let rules = cx.policy.rules();
    let Some((area, wider)) = cx.policy.layers().split_first() else {
        return html! {};
    };
    if rules.iter().any(|card| card.file.area.adcode == area.area.adcode) {
        return html! {};
    }
    let names: Vec<String> = wider.iter().map(|file| cx.locale.name(&file.area.name)).collect();
    let wider = names.join(cx.locale.text("format.and"));
    html! {
        <div class="notice wider">
            <p>{ cx.locale.fill("app.only_wider", &[("area", &cx.locale.name(&area.area.name)), ("wider", &wider)]) }</p>
            if let Some(contacts) = cx.policy.contacts() {
                <p>{ cx.locale.fill("app.ask", &[
                    ("hotline", &contacts.hotline), ("platform", &cx.locale.name(&contacts.platform)), ("web", &contacts.web),
                ]) }</p>
            }
        </div>
    }
}

/// The ways of reckoning that no rule prescribes.
fn conventions(cx: &Results) -> Html {
    html! {
        <Folded id="conventions-title" title={cx.locale.text("convention.title")}>
            <ul class="plain">
                { for cx.answer.assessment.conventions.iter().map(|convention| html! {
                    <li>{ cx.locale.text(convention_key(*convention)) }</li>
                }) }
            </ul>
        </Folded>
    }
}

fn convention_key(convention: Convention) -> &'static str {
    match convention {
        Convention::RoundHalfUpToFen => "convention.round_half_up",
        Convention::CreditOnFirstOfMonth => "convention.credit_on_first",
        Convention::BenefitYearIsCalendarYear => "convention.calendar_year",
        Convention::NoInterest => "convention.no_interest",
        Convention::UsualPaymentOrder => "convention.usual_order",
        Convention::EmptyAccountOrderIrrelevant => "convention.empty_account",
        Convention::SeriousIllnessLeftOut => "convention.serious_illness_left_out",
        Convention::SeriousIllnessCountsStays => "convention.serious_illness_counts_stays",
    }
}

/// The name of a topic.
pub(crate) fn topic_key(topic: Topic) -> &'static str {
    match topic {
        Topic::AccountCredit => "topic.account_credit",
        Topic::AccountFrame => "topic.account_frame",
        Topic::AccountTiming => "topic.account_timing",
        Topic::AccountUse => "topic.account_use",
        Topic::BenefitYear => "topic.benefit_year",
        Topic::ContributionBase => "topic.contribution_base",
        Topic::OutpatientDeductible => "topic.outpatient_deductible",
        Topic::OutpatientRatio => "topic.outpatient_ratio",
        Topic::OutpatientCap => "topic.outpatient_cap",
        Topic::OutpatientFrame => "topic.outpatient_frame",
        Topic::PaymentOrder => "topic.payment_order",
        Topic::ContributionRate => "topic.contribution_rate",
        Topic::FlexibleContribution => "topic.flexible_contribution",
        Topic::ResidentPremium => "topic.resident_premium",
        Topic::InpatientDeductible => "topic.inpatient_deductible",
        Topic::InpatientRatio => "topic.inpatient_ratio",
        Topic::InpatientCap => "topic.inpatient_cap",
        Topic::SeriousIllness => "topic.serious_illness",
        Topic::ChronicOutpatient => "topic.chronic_outpatient",
        Topic::Maternity => "topic.maternity",
        Topic::Waiting => "topic.waiting",
        Topic::TreatmentElsewhere => "topic.treatment_elsewhere",
        Topic::EnrolmentIncentive => "topic.enrolment_incentive",
        Topic::AccountSharing => "topic.account_sharing",
        Topic::AccountRules => "topic.account_rules",
        Topic::RetirementYears => "topic.retirement_years",
        Topic::ContactPoints => "topic.contact_points",
        Topic::OtherRules => "topic.other_rules",
    }
}

/// Topics on which a refusal would be lifted by a figure of the person's own.
pub(crate) fn wanted(answer: &Answer) -> Vec<Topic> {
    let mut topics: Vec<Topic> = outcome::refusals(&answer.assessment)
        .filter_map(|refusal| match refusal {
            Refusal::OnlyDoubtful { topic, .. } | Refusal::FigureUnknown { topic, .. } => {
                Some(*topic)
            }
            _ => None,
        })
        .collect();
    topics.dedup();
    topics
}

/// The facts about the person that rules asked for and did not get.
pub(crate) fn asked(answer: &Answer) -> Vec<InputField> {
    let field = |refusal: &Refusal| match refusal {
        Refusal::NeedsInput { field, .. } => Some(*field),
        _ => None,
    };
    outcome::refusals(&answer.assessment).filter_map(field).collect()
}
