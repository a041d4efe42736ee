//! What can be wrong with a policy file.

use core::fmt;

use super::topics::Topic;

/// Why a file or a stack of files cannot be used. `Display` is for maintainers: it names file
/// positions and codes; words for people come from the locale files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyError {
    /// Not JSON of the expected shape, or an unknown key.
    Malformed {
        /// Where in the file, as a path of keys.
        path: String,
        /// What the parser says.
        detail: String,
    },
    /// A format version that this crate does not read.
    Format {
        /// The version in the file.
        found: u32,
        /// The version read here.
        expected: u32,
    },
    /// Well-formed, but wrong as rules.
    Findings(Vec<Finding>),
    /// The parents given are not those that the area names.
    Parents {
        /// Codes that the area names.
        expected: Vec<String>,
        /// Codes given.
        given: Vec<String>,
    },
}

impl PolicyError {
    pub(super) fn malformed(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        Self::Malformed { path: error.path().to_string(), detail: error.inner().to_string() }
    }

    pub(super) fn trailing(error: &serde_json::Error) -> Self {
        Self::Malformed { path: ".".to_owned(), detail: error.to_string() }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { path, detail } => write!(f, "{path}: {detail}"),
            Self::Format { found, expected } => write!(f, "format: {found}, expected {expected}"),
            Self::Findings(findings) => {
                for (index, finding) in findings.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "\n" };
                    write!(f, "{separator}{finding}")?;
                }
                Ok(())
            }
            Self::Parents { expected, given } => {
                write!(f, "parents: {given:?}, expected {expected:?}")
            }
        }
    }
}

impl core::error::Error for PolicyError {}

/// One thing that is wrong with the rules of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, by its area code.
    pub adcode: String,
    /// The topic, where the finding is about a rule.
    pub topic: Option<Topic>,
    /// The rule, or the key of the source.
    pub id: String,
    /// What is wrong.
    pub kind: FindingKind,
}

/// Kinds of [`Finding`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// Two rules of the topic have this id.
    DuplicateId,
    /// The rule names no source.
    NoSource,
    /// The rule names a source that the file does not have.
    UnknownSource(String),
    /// A source that nothing uses.
    UnusedSource,
    /// A source claims independent pages but lists fewer.
    TooFewPages,
    /// A source is called official without a document that its page names.
    OfficialWithoutDocument,
    /// A source is called corroborated with fewer than two independent pages.
    CorroboratedByOne,
    /// The period ends before it starts.
    EndsBeforeStart,
    /// An open-ended rule says neither its end nor when it was last confirmed.
    NotConfirmed,
    /// The rule names no kind of insurance.
    NoInsurance,
    /// Another rule covers the same people on the same days.
    Overlaps(String),
    /// Days between this rule and the next one for the same people have no rule.
    GapBefore(String),
    /// The rule declares a gap after it, but there is none.
    NoGap,
    /// Two entries of the table claim the same person at the same place.
    AmbiguousCells,
    /// The table has no entry.
    NoCells,
    /// A place that is neither a pharmacy nor a level that the file names.
    UnknownPlace(String),
    /// A month number outside 1–12.
    MonthNumber,
    /// The floor is above the ceiling.
    FloorAboveCeiling,
    /// A deduction is larger than what it is taken from.
    DeductionTooLarge,
    /// The fund pays a larger share at a higher level, and the rule gives no reason.
    RisesWithLevel,
    /// Retired people are worse off than those in service, and the rule gives no reason.
    RetiredWorseOff,
    /// The deductible is above what the fund pays at most, and neither rule gives a reason.
    DeductibleAboveCap(String),
    /// An amount below zero.
    NegativeAmount,
    /// Something is said of further stays, but not that each stay owes a deductible.
    FurtherStaysWithoutPer,
    /// Where segments are counted from, or over, does not fit the entries.
    SegmentsMisplaced,
    /// A cap beside the word that there is none.
    CappedAndUncapped,
    /// Two schemes for the same people on the same days have this id.
    DuplicateScheme(String),
    /// A case of no delivery.
    EmptyCase,
    /// A case that ends before it begins, by months of pregnancy.
    MonthsReversed,
    /// Two entries tell the days or the cost of the same delivery.
    CaseTwice,
    /// A list names the same thing twice.
    Repeated,
    /// Two fields of the rule that cannot both hold, or one that means nothing without another.
    Contradicts,
    /// A waiting period of no length.
    NoWait,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.adcode)?;
        if let Some(topic) = self.topic {
            write!(f, " {topic:?}")?;
        }
        write!(f, " {}: {:?}", self.id, self.kind)
    }
}
