//! A policy file, and the stack of files that speaks for an area.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::check::{check, unknown_places};
use super::error::{Finding, PolicyError};
use super::evidence::{Source, Text};
use super::fingerprint::Fingerprint;
use super::lookup::RuleCard;
use super::rule::{Place, Rule, Start};
use super::topics::{
    AccountCredit, AccountFrame, AccountRules, AccountSharing, AccountTiming, AccountUse,
    BenefitYear, ChronicOutpatient, ContactPoints, ContributionBase, ContributionRate,
    EnrolmentIncentive, FlexibleContribution, InpatientCap, InpatientDeductible, InpatientRatio,
    Maternity, OtherRules, OutpatientCap, OutpatientDeductible, OutpatientFrame, OutpatientRatio,
    PaymentOrder, ResidentPremium, RetirementYears, SeriousIllness, TreatmentElsewhere, Waiting,
};
use super::topics::{InsuranceKind, Topic};
use crate::calendar::Date;

/// The version of the file format that this crate reads.
pub(super) const FORMAT: u32 = 1;

/// An area whose rules a file holds: a pooling area (统筹区), a province, or the nation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Administrative division code; `000000` for the nation.
    pub adcode: String,
    /// Name.
    pub name: Text,
    /// Codes of the layers above, nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<String>,
}

/// A level of medical institution as an area names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InstitutionLevel {
    /// The identifier that rules and expenses use.
    pub id: Place,
    /// Name.
    pub name: Text,
}

/// An identifier that rules use, with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The identifier.
    pub id: String,
    /// Name.
    pub name: Text,
}

/// What was found on a topic but cannot be expressed as a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Unexpressed {
    /// The topic.
    pub topic: Topic,
    /// The evidence.
    pub sources: Vec<String>,
    /// What it says and why it is not a rule here.
    pub why: Text,
}

/// Whom a person can ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contacts {
    /// Telephone hotline.
    pub hotline: String,
    /// Name of the service app or site.
    pub platform: Text,
    /// Its address, without scheme.
    pub web: String,
    /// Keys into the `sources` of the file.
    pub sources: Vec<String>,
}

/// The rules of a file by topic.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "each field is the topic whose type documents it")]
pub struct Rules {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub account_credit: Vec<Rule<AccountCredit>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub account_frame: Vec<Rule<AccountFrame>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub account_timing: Vec<Rule<AccountTiming>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub account_use: Vec<Rule<AccountUse>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub benefit_year: Vec<Rule<BenefitYear>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contribution_base: Vec<Rule<ContributionBase>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outpatient_deductible: Vec<Rule<OutpatientDeductible>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outpatient_ratio: Vec<Rule<OutpatientRatio>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outpatient_cap: Vec<Rule<OutpatientCap>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outpatient_frame: Vec<Rule<OutpatientFrame>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub payment_order: Vec<Rule<PaymentOrder>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contribution_rate: Vec<Rule<ContributionRate>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flexible_contribution: Vec<Rule<FlexibleContribution>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resident_premium: Vec<Rule<ResidentPremium>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inpatient_deductible: Vec<Rule<InpatientDeductible>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inpatient_ratio: Vec<Rule<InpatientRatio>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inpatient_cap: Vec<Rule<InpatientCap>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub serious_illness: Vec<Rule<SeriousIllness>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chronic_outpatient: Vec<Rule<ChronicOutpatient>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub maternity: Vec<Rule<Maternity>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<Rule<Waiting>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub treatment_elsewhere: Vec<Rule<TreatmentElsewhere>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enrolment_incentive: Vec<Rule<EnrolmentIncentive>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub account_sharing: Vec<Rule<AccountSharing>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub account_rules: Vec<Rule<AccountRules>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub retirement_years: Vec<Rule<RetirementYears>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contact_points: Vec<Rule<ContactPoints>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_rules: Vec<Rule<OtherRules>>,
}

/// The rules of one area with their evidence, as kept under `static/policies/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PolicyFile {
    /// Where editors find the schema of this format.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Version of the file format.
    pub format: u32,
    /// Whose rules these are.
    pub area: Area,
    /// The day of the last change to the file.
    pub updated_on: Date,
    /// The levels of institution that the area distinguishes; those of its parents when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub institution_levels: Vec<InstitutionLevel>,
    /// The groups among the insured that the rules name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Named>,
    /// The tiers of contributions that the rules name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Named>,
    /// Whom to ask; the parents' contacts when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Contacts>,
    /// The evidence, by key.
    pub sources: BTreeMap<String, Source>,
    /// The rules.
    pub rules: Rules,
    /// What could not be expressed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unexpressed: Vec<Unexpressed>,
    /// That of the text it was read from.
    #[serde(skip)]
    pub fingerprint: Fingerprint,
}

impl PolicyFile {
    /// The file of an area of which no rule is known: its parents speak for it.
    #[must_use]
    pub fn without_rules(area: Area, updated_on: Date) -> Self {
        Self {
            schema: None,
            format: FORMAT,
            area,
            updated_on,
            institution_levels: Vec::new(),
            groups: Vec::new(),
            tiers: Vec::new(),
            contacts: None,
            sources: BTreeMap::new(),
            rules: Rules::default(),
            unexpressed: Vec::new(),
            fingerprint: Fingerprint::default(),
        }
    }

    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`PolicyError`] when the text is not JSON of this format, names an unknown key, or when the
    /// rules contradict each other or lack evidence.
    pub fn parse(json: &str) -> Result<Self, PolicyError> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let mut file: Self = serde_path_to_error::deserialize(&mut deserializer)
            .map_err(|error| PolicyError::malformed(&error))?;
        file.fingerprint = Fingerprint::of(json);
        deserializer.end().map_err(|error| PolicyError::trailing(&error))?;
        if file.format != FORMAT {
            return Err(PolicyError::Format { found: file.format, expected: FORMAT });
        }
        let findings = check(&file);
        if findings.is_empty() { Ok(file) } else { Err(PolicyError::Findings(findings)) }
    }
}

/// The files that speak for an area, nearest first: city, province, nation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicySet {
    layers: Vec<PolicyFile>,
    /// Days on which some rule begins, or is no longer known to hold: ascending.
    edges: Vec<Date>,
}

impl PolicySet {
    /// That of all texts the rules were read from.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_all(self.layers.iter().map(|file| file.fingerprint))
    }

    /// The schemes for chronic diseases that the rules name for a kind of insurance, each once.
    #[must_use]
    pub fn schemes(&self, insurance: InsuranceKind) -> Vec<Named> {
        let mut schemes: Vec<Named> = Vec::new();
        for rule in self.layers().iter().flat_map(|file| &file.rules.chronic_outpatient) {
            if !rule.insurance.contains(&insurance) {
                continue;
            }
            for scheme in &rule.value.schemes {
                if !schemes.iter().any(|known| known.id == scheme.id) {
                    schemes.push(Named { id: scheme.id.clone(), name: scheme.name.clone() });
                }
            }
        }
        schemes
    }

    /// Stacks `area` on the files of its parents.
    ///
    /// # Errors
    /// [`PolicyError::Parents`] when `parents` are not exactly the layers that `area` names, in
    /// that order; [`PolicyError::Findings`] when a rule names a place that no layer knows.
    pub fn new(area: PolicyFile, parents: Vec<PolicyFile>) -> Result<Self, PolicyError> {
        let given: Vec<String> = parents.iter().map(|file| file.area.adcode.clone()).collect();
        if given != area.area.parents {
            return Err(PolicyError::Parents { expected: area.area.parents, given });
        }
        let mut layers = vec![area];
        layers.extend(parents);
        let mut set = Self { layers, edges: Vec::new() };
        set.edges = set.edges();
        let levels = set.institution_levels();
        let findings: Vec<Finding> = set
            .layers
            .iter()
            .filter(|file| file.institution_levels.is_empty())
            .flat_map(|file| unknown_places(file, levels))
            .collect();
        if findings.is_empty() { Ok(set) } else { Err(PolicyError::Findings(findings)) }
    }

    fn edges(&self) -> Vec<Date> {
        let begins = |card: &RuleCard<'_>| match card.from {
            Start::On(date) => Some(date),
            Start::Unknown => None,
        };
        let ends =
            |card: &RuleCard<'_>| card.to.or(card.last_confirmed).map(|last| last.plus_days(1));
        let cards = self.rules();
        let edges: BTreeSet<Date> =
            cards.iter().flat_map(|card| [begins(card), ends(card)]).flatten().collect();
        edges.into_iter().collect()
    }

    /// The number of the stretch of days that `date` falls into, within which the same rules hold for
    /// the same person.
    #[must_use]
    pub fn stretch_of(&self, date: Date) -> usize {
        self.edges.partition_point(|edge| *edge <= date)
    }

    /// The layers, nearest first.
    #[must_use]
    pub fn layers(&self) -> &[PolicyFile] {
        &self.layers
    }

    /// The area at hand; `None` never happens, as [`Self::new`] puts it first.
    #[must_use]
    pub fn area(&self) -> Option<&Area> {
        self.layers.first().map(|file| &file.area)
    }

    /// The levels of institution of the nearest layer that names any.
    #[must_use]
    pub fn institution_levels(&self) -> &[InstitutionLevel] {
        self.layers
            .iter()
            .map(|file| file.institution_levels.as_slice())
            .find(|levels| !levels.is_empty())
            .unwrap_or_default()
    }

    /// The groups among the insured of the nearest layer that names any.
    #[must_use]
    pub fn groups(&self) -> &[Named] {
        let groups = self.layers.iter().map(|file| file.groups.as_slice());
        groups.into_iter().find(|groups| !groups.is_empty()).unwrap_or_default()
    }

    /// The tiers of contributions of the nearest layer that names any.
    #[must_use]
    pub fn tiers(&self) -> &[Named] {
        let tiers = self.layers.iter().map(|file| file.tiers.as_slice());
        tiers.into_iter().find(|tiers| !tiers.is_empty()).unwrap_or_default()
    }

    /// The day on which the newest of the evidence was read.
    #[must_use]
    pub fn checked_on(&self) -> Option<Date> {
        let sources = self.layers.iter().flat_map(|file| file.sources.values());
        sources.map(|source| source.checked_on).max()
    }

    /// The contacts of the nearest layer that names any.
    #[must_use]
    pub fn contacts(&self) -> Option<&Contacts> {
        self.layers.iter().find_map(|file| file.contacts.as_ref())
    }
}
