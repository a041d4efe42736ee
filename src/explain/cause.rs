//! The causes of a zero, negative or unexpectedly low balance, and the questions that tell them apart.
//!
//! What each cause is, what it rests on and what to do stands in `static/causes.json` and the locale
//! files; here are their names and which displays they can bring about.

use serde::{Deserialize, Serialize};

/// What is wrong with a balance in its owner's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Symptom {
    /// It is below zero.
    Negative,
    /// It is zero.
    Zero,
    /// It is less than there should be.
    Lower,
    /// It is more than was reckoned.
    Higher,
}

/// A cause. In this order where nothing else puts one before another: what is common and easily
/// checked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// 这种参保没有个人账户: the kind or tier has no account.
    NoAccount,
    /// 花完了: all of it was spent.
    Spent,
    /// 家人用了: relatives paid with it.
    FamilyUse,
    /// 离职停缴扣回预划: an advance was taken back because the person left or stopped paying.
    AdvanceTakenBack,
    /// 年度清算: the year's settlement took back what base, months or status did not earn.
    YearSettlement,
    /// 单位欠费: the employer did not pay.
    EmployerInArrears,
    /// 单位补缴到账晚: contributions arrived after the money was needed.
    PaidLate,
    /// 停缴没有新划入: credits ended with the last paid month.
    StoppedPaying,
    /// 刚参保头一个月: the first credit is not there yet.
    FirstMonth,
    /// 已缴还没划入: the latest credit is on its way.
    NotYetCredited,
    /// 转走了: the account was closed or moved to another area.
    MovedAway,
    /// 花得比账上多: more left the account than was in it.
    SpentBeyondAccount,
    /// 重复或错误参保更正: a doubly or wrongly paid period was cancelled.
    EnrolmentCorrected,
    /// 从账户代扣保费: a premium was taken from the account.
    PremiumTaken,
    /// 改革后划入变少: since the outpatient reform less is credited.
    CreditRuleReformed,
    /// 看错了账户: the bank's side of the card was looked at, or another area's.
    WrongAccountLookedAt,
    /// 卡没激活: the card or its medical function was never activated.
    CardNotActivated,
    /// 姓名或证件号对不上: name or number differ between the records.
    IdentityMismatch,
    /// 银行账户休眠: the bank put the card's account to sleep.
    DormantBankAccount,
    /// 把统筹的钱当成自己的: the pooled fund's money was taken for one's own.
    PooledFundMistaken,
    /// 退费记错: a refund was booked twice, to the wrong side, or not at all.
    RefundBookedWrongly,
    /// 离线或迟到的消费: spending was posted late.
    PostedLate,
    /// 系统切换: a change of system shows a wrong figure.
    SystemChanged,
    /// 卡坏了: a damaged chip shows an old balance.
    DamagedCard,
    /// 被法院冻结: a court froze the bank's side of the card.
    FrozenByCourt,
    /// 超出支付范围: costs outside what the insurance pays.
    OutsideScope,
}

impl Cause {
    /// All causes, in order.
    pub const ALL: [Self; 26] = [
        Self::NoAccount,
        Self::Spent,
        Self::FamilyUse,
        Self::AdvanceTakenBack,
        Self::YearSettlement,
        Self::EmployerInArrears,
        Self::PaidLate,
        Self::StoppedPaying,
        Self::FirstMonth,
        Self::NotYetCredited,
        Self::MovedAway,
        Self::SpentBeyondAccount,
        Self::EnrolmentCorrected,
        Self::PremiumTaken,
        Self::CreditRuleReformed,
        Self::WrongAccountLookedAt,
        Self::CardNotActivated,
        Self::IdentityMismatch,
        Self::DormantBankAccount,
        Self::PooledFundMistaken,
        Self::RefundBookedWrongly,
        Self::PostedLate,
        Self::SystemChanged,
        Self::DamagedCard,
        Self::FrozenByCourt,
        Self::OutsideScope,
    ];

    /// What it can bring about.
    #[must_use]
    pub const fn symptoms(self) -> &'static [Symptom] {
        use Symptom::{Higher, Lower, Negative, Zero};
        match self {
            Self::AdvanceTakenBack
            | Self::YearSettlement
            | Self::PaidLate
            | Self::EnrolmentCorrected
            | Self::IdentityMismatch => &[Negative, Zero, Lower],
            Self::SpentBeyondAccount => &[Negative],
            Self::PostedLate
            | Self::SystemChanged
            | Self::DamagedCard
            | Self::RefundBookedWrongly => &[Negative, Zero, Lower, Higher],
            Self::NoAccount
            | Self::FirstMonth
            | Self::CardNotActivated
            | Self::DormantBankAccount
            | Self::WrongAccountLookedAt
            | Self::FrozenByCourt
            | Self::MovedAway => &[Zero],
            Self::EmployerInArrears
            | Self::Spent
            | Self::FamilyUse
            | Self::StoppedPaying
            | Self::NotYetCredited
            | Self::PremiumTaken
            | Self::CreditRuleReformed
            | Self::PooledFundMistaken
            | Self::OutsideScope => &[Zero, Lower],
        }
    }
}

/// A question whose answer tells causes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Where was the figure seen?
    WhereSeen,
    /// Did the person leave a job or stop paying?
    StoppedPaying,
    /// Does the payment record show every month as arrived?
    AllArrived,
    /// Are relatives bound to the account?
    FamilyBound,
    /// Was the card's medical function activated?
    CardActivated,
    /// Did name or identity number change, or the identity card expire?
    IdentityChanged,
    /// Was the card unused for half a year?
    UnusedHalfYear,
    /// Is there a court's enforcement case?
    CourtCase,
    /// Was a purchase returned or a settlement cancelled lately?
    RefundLately,
    /// Were the same months paid twice, by two employers or in two areas?
    PaidTwice,
    /// Was the insurance moved to another area?
    MovedArea,
    /// Was there a notice of a change of system lately?
    SystemChange,
    /// Was the card used where the machine had no connection, or with an old card?
    OfflineCard,
    /// Did the person agree to pay a premium from the account?
    PremiumAgreed,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Yes.
    Yes,
    /// No.
    No,
    /// In the app of the medical insurance, or at its counter.
    MedicalApp,
    /// In the bank's app or at its machine.
    Bank,
    /// On a card reader or a receipt.
    CardReader,
    /// 不知道: skipped.
    Unknown,
}

impl Question {
    /// All questions.
    pub const ALL: [Self; 14] = [
        Self::WhereSeen,
        Self::StoppedPaying,
        Self::AllArrived,
        Self::FamilyBound,
        Self::CardActivated,
        Self::IdentityChanged,
        Self::UnusedHalfYear,
        Self::CourtCase,
        Self::RefundLately,
        Self::PaidTwice,
        Self::MovedArea,
        Self::SystemChange,
        Self::OfflineCard,
        Self::PremiumAgreed,
    ];

    /// The answers that say something.
    #[must_use]
    pub const fn replies(self) -> &'static [Reply] {
        match self {
            Self::WhereSeen => &[Reply::MedicalApp, Reply::Bank, Reply::CardReader],
            _ => &[Reply::Yes, Reply::No],
        }
    }
}
