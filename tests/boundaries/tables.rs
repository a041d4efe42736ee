//! Every rule of every topic, and every table in them: for what is looked at wherever it stands.

use mingbai::policy::{
    AccountCredit, AccountFrame, AccountRules, AccountSharing, AccountTiming, AccountUse,
    BenefitYear, Cell, ChronicOutpatient, ContactPoints, ContributionBase, ContributionRate,
    EnrolmentIncentive, FlexibleContribution, InpatientCap, InpatientDeductible, InpatientRatio,
    Maternity, OtherRules, OutpatientCap, OutpatientDeductible, OutpatientFrame, OutpatientRatio,
    PaymentOrder, PolicySet, ResidentPremium, RetirementYears, Rule, SeriousIllness, TopicRules,
    TreatmentElsewhere, Waiting,
};

/// What is looked at in rules and in their tables.
pub(crate) trait Visitor {
    /// Looks at the rules of a topic in the nearest layer.
    fn rules<T: TopicRules>(&mut self, policy: &PolicySet);
    /// Looks at a table of a rule.
    fn cells<T: TopicRules, V>(&mut self, policy: &PolicySet, rule: &Rule<T>, cells: &[Cell<V>]);
}

/// Shows every topic of the nearest layer, and every table, to a visitor.
pub(crate) fn visit(policy: &PolicySet, visitor: &mut impl Visitor) {
    visitor.rules::<AccountCredit>(policy);
    visitor.rules::<AccountFrame>(policy);
    visitor.rules::<AccountRules>(policy);
    visitor.rules::<AccountSharing>(policy);
    visitor.rules::<AccountTiming>(policy);
    visitor.rules::<AccountUse>(policy);
    visitor.rules::<BenefitYear>(policy);
    visitor.rules::<ChronicOutpatient>(policy);
    visitor.rules::<ContactPoints>(policy);
    visitor.rules::<ContributionBase>(policy);
    visitor.rules::<ContributionRate>(policy);
    visitor.rules::<EnrolmentIncentive>(policy);
    visitor.rules::<FlexibleContribution>(policy);
    visitor.rules::<InpatientCap>(policy);
    visitor.rules::<InpatientDeductible>(policy);
    visitor.rules::<InpatientRatio>(policy);
    visitor.rules::<Maternity>(policy);
    visitor.rules::<OtherRules>(policy);
    visitor.rules::<OutpatientCap>(policy);
    visitor.rules::<OutpatientDeductible>(policy);
    visitor.rules::<OutpatientFrame>(policy);
    visitor.rules::<OutpatientRatio>(policy);
    visitor.rules::<PaymentOrder>(policy);
    visitor.rules::<ResidentPremium>(policy);
    visitor.rules::<RetirementYears>(policy);
    visitor.rules::<SeriousIllness>(policy);
    visitor.rules::<TreatmentElsewhere>(policy);
    visitor.rules::<Waiting>(policy);
    visits(policy, visitor);
    stays(policy, visitor);
    other_care(policy, visitor);
    for rule in &policy.layers()[0].rules.resident_premium {
        for cells in [&rule.value.premium, &rule.value.subsidy] {
            visitor.cells(policy, rule, cells);
        }
    }
}

fn visits(policy: &PolicySet, visitor: &mut impl Visitor) {
    let rules = &policy.layers()[0].rules;
    for rule in &rules.outpatient_deductible {
        for cells in [&rule.value.cells, &rule.value.later, &rule.value.year_max] {
            visitor.cells(policy, rule, cells);
        }
    }
    for rule in &rules.outpatient_ratio {
        visitor.cells(policy, rule, &rule.value.cells);
    }
    for rule in &rules.outpatient_cap {
        for cells in rule.value.tables() {
            visitor.cells(policy, rule, cells);
        }
    }
}

fn stays(policy: &PolicySet, visitor: &mut impl Visitor) {
    let rules = &policy.layers()[0].rules;
    for rule in &rules.inpatient_deductible {
        let value = &rule.value;
        for cells in [&value.first, &value.second, &value.third, &value.later, &value.floor] {
            visitor.cells(policy, rule, cells);
        }
    }
    for rule in &rules.inpatient_ratio {
        visitor.cells(policy, rule, &rule.value.cells);
        visitor.cells(policy, rule, &rule.value.added_by_age);
    }
    for rule in &rules.inpatient_cap {
        for cells in [&rule.value.basic, &rule.value.large_sum, &rule.value.total] {
            visitor.cells(policy, rule, cells);
        }
        visitor.cells(policy, rule, &rule.value.large_sum_ratio);
    }
    for rule in &rules.serious_illness {
        visitor.cells(policy, rule, &rule.value.threshold);
        visitor.cells(policy, rule, &rule.value.ratio);
        visitor.cells(policy, rule, &rule.value.cap);
    }
}

fn other_care(policy: &PolicySet, visitor: &mut impl Visitor) {
    let rules = &policy.layers()[0].rules;
    for rule in &rules.chronic_outpatient {
        for scheme in &rule.value.schemes {
            visitor.cells(policy, rule, &scheme.deductible);
            visitor.cells(policy, rule, &scheme.ratio);
            visitor.cells(policy, rule, &scheme.cap);
        }
    }
    for rule in &rules.maternity {
        visitor.cells(policy, rule, &rule.value.prenatal_limit);
        visitor.cells(policy, rule, &rule.value.prenatal_ratio);
        for delivery in &rule.value.deliveries {
            visitor.cells(policy, rule, &delivery.limit);
            visitor.cells(policy, rule, &delivery.ratio);
        }
    }
    for rule in &rules.treatment_elsewhere {
        for terms in &rule.value.terms {
            visitor.cells(policy, rule, &terms.deductible);
            for cells in [&terms.first_own, &terms.ratio, &terms.ratio_less] {
                visitor.cells(policy, rule, cells);
            }
        }
    }
}
