//! Fetches the list of areas and the policy files of the area picked, from beside the page.

use std::rc::Rc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::api::is_area_code;
use crate::explain::{CauseBook, FaqEntry, parse_faq};
pub(crate) use crate::policy::IndexEntry;
use crate::policy::{PolicyError, PolicyFile, PolicySet};

/// Why something could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LoadError {
    /// No answer: offline, or the connection broke.
    Network,
    /// The server answered with this status.
    Status(u16),
    /// The answer is not what it should be.
    Content(String),
}

impl From<PolicyError> for LoadError {
    fn from(error: PolicyError) -> Self {
        Self::Content(error.to_string())
    }
}

/// What is fetched: nothing yet, or how it went.
pub(crate) type Loaded<T> = Option<Result<Rc<T>, LoadError>>;

/// How the kinds of place below an area sound: district, county, city, banner.
const PLACE_KINDS: [&str; 4] = ["qu", "xian", "shi", "qi"];

/// A place whose people are insured in an area of the index: a county, a city directly under its
/// province, or the organs of a province.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct County {
    /// Administrative division code.
    pub(crate) adcode: String,
    /// Name in Chinese.
    pub(crate) name: String,
    /// Its syllables, with spaces between.
    pub(crate) pinyin: String,
    /// Code of the area.
    pub(crate) area: String,
}

impl County {
    /// Its name in letters: syllables in one word, the kind of place in another.
    pub(crate) fn name_en(&self) -> String {
        let capital = |word: &str| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
        };
        let (name, kind) = match self.pinyin.rsplit_once(' ') {
            Some((name, kind)) if PLACE_KINDS.contains(&kind) => (name, Some(kind)),
            _ => (self.pinyin.as_str(), None),
        };
        let words = [Some(name.replace(' ', "")), kind.map(str::to_owned)];
        let words = words.into_iter().flatten().filter_map(|word| capital(&word));
        words.collect::<Vec<_>>().join(" ")
    }

    /// Whether it only looks for rules there, its insurance being its own: the organs of a province,
    /// and what lies directly under one (second pair of digits 90).
    pub(crate) fn is_apart(&self) -> bool {
        let is_in_province = self.adcode.get(..2) == self.area.get(..2);
        self.adcode == self.area || (is_in_province && self.adcode.get(2..4) == Some("90"))
    }
}

#[derive(Deserialize)]
struct Index {
    areas: Vec<IndexEntry>,
}

#[derive(Deserialize)]
struct Counties {
    counties: Vec<County>,
}

/// The text of a JSON file beside the page, named without its ending.
async fn fetch(path: &str) -> Result<String, LoadError> {
    let address = format!("{path}.json");
    let request = gloo_net::http::Request::get(&address).send().await;
    let response = request.map_err(|_| LoadError::Network)?;
    if !response.ok() {
        return Err(LoadError::Status(response.status()));
    }
    response.text().await.map_err(|_| LoadError::Network)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, LoadError> {
    serde_json::from_str(text).map_err(|error| LoadError::Content(error.to_string()))
}

/// The areas that can be picked.
pub(crate) async fn index() -> Result<Vec<IndexEntry>, LoadError> {
    read_index(&index_text().await?)
}

/// The areas, from the text of their file.
pub(super) fn read_index(text: &str) -> Result<Vec<IndexEntry>, LoadError> {
    let index: Index = read(text)?;
    Ok(index.areas)
}

/// What is known about the causes of a balance.
pub(crate) async fn causes() -> Result<CauseBook, LoadError> {
    read_causes(&fetch("causes").await?)
}

/// What is known about the causes, from the text of its file.
pub(super) fn read_causes(text: &str) -> Result<CauseBook, LoadError> {
    CauseBook::parse(text).map_err(|error| LoadError::Content(error.to_string()))
}

/// Common questions with their answers.
pub(crate) async fn faq() -> Result<Vec<FaqEntry>, LoadError> {
    parse_faq(&fetch("faq").await?).map_err(LoadError::Content)
}

/// What lies below the areas.
pub(crate) async fn counties() -> Result<Vec<County>, LoadError> {
    let counties: Counties = read(&fetch("policies/counties").await?)?;
    Ok(counties.counties)
}

async fn file(code: &str) -> Result<PolicyFile, LoadError> {
    Ok(PolicyFile::parse(&file_text(code).await?)?)
}

/// The text of a policy file.
pub(crate) async fn file_text(code: &str) -> Result<String, LoadError> {
    if !is_area_code(code) {
        return Err(LoadError::Content(code.to_owned()));
    }
    fetch(&format!("policies/{code}")).await
}

/// The text of the list of areas.
pub(crate) async fn index_text() -> Result<String, LoadError> {
    fetch("policies/index").await
}

/// The rules of an area with those of the layers above it.
pub(crate) async fn policy(entry: &IndexEntry) -> Result<PolicySet, LoadError> {
    let mut parents = Vec::new();
    for code in &entry.parents {
        parents.push(file(code).await?);
    }
    let area = if entry.rules { file(&entry.adcode).await? } else { entry.without_rules(&parents) };
    Ok(PolicySet::new(area, parents)?)
}

#[cfg(test)]
mod tests {
    use super::County;

    #[test]
    fn a_county_is_called_in_letters_as_on_its_road_signs() {
        let english = |pinyin: &str| {
            let county = County {
                adcode: "510116".to_owned(),
                name: String::new(),
                pinyin: pinyin.to_owned(),
                area: "510100".to_owned(),
            };
            county.name_en()
        };
        assert_eq!(english("shuang liu qu"), "Shuangliu Qu");
        assert_eq!(english("fu shun xian"), "Fushun Xian");
        assert_eq!(english("si chuan sheng sheng zhi"), "Sichuanshengshengzhi");
    }
}
