//! Tables as spreadsheet programs read them: UTF-8 with its mark, commas, quoted cells, lines ended as
//! in RFC 4180. No cell is ever taken for a formula.

use crate::money::Yuan;

/// A table under way.
pub(crate) struct Csv {
    text: String,
    at_start: bool,
}

impl Csv {
    /// An empty table.
    pub(crate) fn new() -> Self {
        // Without the mark, spreadsheet programs of many devices take the text for another encoding.
        Self { text: "\u{feff}".to_owned(), at_start: true }
    }

    /// A cell of words.
    pub(crate) fn words(&mut self, words: &str) -> &mut Self {
        let safe = if begins_a_formula(words) { format!("'{words}") } else { words.to_owned() };
        self.cell(&format!("\"{}\"", safe.replace('"', "\"\"")))
    }

    /// A cell with an amount, as a plain number.
    pub(crate) fn amount(&mut self, amount: Yuan) -> &mut Self {
        self.cell(&amount.to_string())
    }

    /// A cell with a whole number.
    #[cfg(feature = "batch")]
    pub(crate) fn whole(&mut self, number: u32) -> &mut Self {
        self.cell(&number.to_string())
    }

    /// A cell with an amount, or an empty one.
    pub(crate) fn optional(&mut self, amount: Option<Yuan>) -> &mut Self {
        match amount {
            Some(amount) => self.amount(amount),
            None => self.cell(""),
        }
    }

    fn cell(&mut self, written: &str) -> &mut Self {
        if !self.at_start {
            self.text.push(',');
        }
        self.at_start = false;
        self.text.push_str(written);
        self
    }

    /// The end of a line.
    pub(crate) fn end(&mut self) {
        self.text.push_str("\r\n");
        self.at_start = true;
    }

    /// The whole table.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// Whether a spreadsheet program would reckon with such words rather than show them.
fn begins_a_formula(words: &str) -> bool {
    words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_and_never_a_formula() {
        let mut csv = Csv::new();
        csv.words("门诊, \"大\"")
            .words("=1+1")
            .words("+86")
            .words("＝A1")
            .amount(Yuan::from_fen(-1_05));
        csv.end();
        csv.words("-x").optional(None).optional(Some(Yuan::ZERO));
        csv.end();
        assert_eq!(
            csv.finish(),
            "\u{feff}\"门诊, \"\"大\"\"\",\"'=1+1\",\"'+86\",\"'＝A1\",-1.05\r\n\"'-x\",,0.00\r\n"
        );
    }
}
