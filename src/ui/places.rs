//! Finding a place by what a person types: its name, its pinyin, their first letters, its code, or
//! its province. Pure: the lists are given, and nothing here knows the page.

use std::collections::BTreeMap;

use super::load::{County, IndexEntry};

/// With fewer good matches than this among the areas, counties are looked through as well.
const ENOUGH: usize = 3;
/// No more choices than a person would read through.
const MOST: usize = 60;
/// From this many bytes on (four letters, two characters) the beginning of a province's name stands
/// for all its places.
const TELLS_A_PROVINCE: usize = 4;
/// Letters from within a name are looked for from this many on.
const TELLS_A_PART: usize = 3;

/// What was typed, made comparable: half-width, in small letters, without spaces and apostrophes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query(String);

impl Query {
    /// Reads what was typed.
    pub(crate) fn new(typed: &str) -> Self {
        let is_told = |c: &char| !c.is_whitespace() && !matches!(c, '\'' | '’' | '·' | '-');
        Self(typed.chars().filter(is_told).map(half_width).flat_map(char::to_lowercase).collect())
    }

    /// Whether nothing was typed.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Full-width digits and letters as half-width ones; ü as it is typed.
fn half_width(c: char) -> char {
    match c {
        'ü' | 'Ü' => 'v',
        '！'..='～' => {
            let shifted = u32::from(c) - u32::from('！') + u32::from('!');
            char::from_u32(shifted).unwrap_or(c)
        }
        _ => c,
    }
}

/// A place that can be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Choice<'a> {
    /// The area whose rules hold there.
    pub(crate) area: &'a IndexEntry,
    /// The place within it that was found, where it is not the area itself.
    pub(crate) county: Option<&'a County>,
}

impl Choice<'_> {
    /// A name that no other choice has.
    pub(crate) fn key(&self) -> String {
        match self.county {
            Some(county) => format!("county-{}", county.adcode),
            None => self.area.adcode.clone(),
        }
    }
}

/// What a search found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    /// The best first.
    pub(crate) choices: Vec<Choice<'a>>,
    /// Whether the areas alone hold too little, so that counties are wanted.
    pub(crate) is_miss: bool,
    /// Whether the first choice is what was typed, beyond doubt.
    pub(crate) is_sure: bool,
}

/// How well a place answers to what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Its name, with or without its last character (市, 县), or its code.
    Whole,
    Name,
    WholePinyin,
    Pinyin,
    WholeInitials,
    Initials,
    Code,
    InProvince,
    /// Somewhere within its name.
    Part,
    /// The characters in their order, others between them: 恩施州, 四川宜宾.
    Scattered,
}

/// How a place is called.
struct Called<'a> {
    name: &'a str,
    english: &'a str,
    pinyin: String,
    initials: String,
    code: &'a str,
    /// From the province down to the place.
    path: [&'a str; 3],
}

impl<'a> Called<'a> {
    fn area(area: &'a IndexEntry) -> Self {
        Self {
            name: &area.name,
            english: &area.name_en,
            pinyin: area.pinyin.clone(),
            initials: area.initials.clone(),
            code: &area.adcode,
            path: [&area.province, &area.name, ""],
        }
    }

    fn county(county: &'a County, area: &'a IndexEntry) -> Self {
        Self {
            name: &county.name,
            english: "",
            pinyin: county.pinyin.replace(' ', ""),
            initials: county.pinyin.split(' ').filter_map(|said| said.chars().next()).collect(),
            code: &county.adcode,
            path: [&area.province, &area.name, &county.name],
        }
    }

    fn rank(&self, Query(query): &Query) -> Option<Rank> {
        if self.is_whole(query) {
            Some(Rank::Whole)
        } else if self.name.starts_with(query) {
            Some(Rank::Name)
        } else if self.pinyin == *query {
            Some(Rank::WholePinyin)
        } else if self.pinyin.starts_with(query) || self.is_english(query) {
            Some(Rank::Pinyin)
        } else if self.initials == *query {
            Some(Rank::WholeInitials)
        } else if self.initials.starts_with(query) {
            Some(Rank::Initials)
        } else if self.code.starts_with(query) {
            Some(Rank::Code)
        } else if self.has_part(query) {
            Some(Rank::Part)
        } else {
            self.has_scattered(query).then_some(Rank::Scattered)
        }
    }

    fn is_whole(&self, query: &str) -> bool {
        let rest = self.name.strip_prefix(query);
        self.code == query || rest.is_some_and(|rest| rest.chars().count() <= 1)
    }

    fn is_english(&self, query: &str) -> bool {
        query.is_ascii() && Query::new(self.english).0.starts_with(query)
    }

    fn has_part(&self, query: &str) -> bool {
        self.name.contains(query) || (query.len() >= TELLS_A_PART && self.pinyin.contains(query))
    }

    /// Letters are left out, as nearly any few of them stand somewhere in that order.
    fn has_scattered(&self, query: &str) -> bool {
        let starts = 0..self.path.len();
        !query.is_ascii()
            && starts.into_iter().any(|start| {
                let path: String = self.path.iter().skip(start).copied().collect();
                path.chars().next() == query.chars().next() && is_scattered(query, &path)
            })
    }
}

fn is_scattered(query: &str, text: &str) -> bool {
    let mut rest = text.chars();
    query.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// Looks for `query` among `areas`, and among `counties` where the areas hold too little.
pub(crate) fn search<'a>(
    areas: &'a [IndexEntry],
    counties: &'a [County],
    query: &Query,
) -> Found<'a> {
    let mut found = rank_areas(areas, query);
    let is_miss = is_too_little(&found, query);
    if is_miss {
        found.extend(rank_counties(areas, counties, query));
    }
    found.sort_by_key(|(rank, choice)| {
        let code = choice.county.map_or(&choice.area.adcode, |county| &county.adcode);
        (*rank, choice.county.is_some(), !choice.area.rules, code)
    });
    let is_whole = |found: &(Rank, Choice)| found.0 == Rank::Whole;
    let is_all = !is_miss || !counties.is_empty();
    let is_one = found.len() == 1 || found.iter().filter(|found| is_whole(found)).count() == 1;
    let is_sure = is_all && is_one;
    let choices = found.into_iter().take(MOST).map(|(_, choice)| choice).collect();
    Found { choices, is_miss, is_sure }
}

/// Whether the areas found leave room for a county being meant: few are found, and none of them is
/// on its way to being spelled out, unless a county may be called the same.
fn is_too_little(found: &[(Rank, Choice)], query: &Query) -> bool {
    let close = found.iter().filter(|(rank, _)| *rank <= Rank::InProvince).count();
    let is_meant = |(rank, choice): &(Rank, Choice)| match rank {
        Rank::Whole | Rank::Name => !choice.area.namesakes || choice.area.adcode == query.0,
        Rank::WholePinyin | Rank::Pinyin => !choice.area.namesakes && !choice.area.homophones,
        Rank::Code => true,
        _ => false,
    };
    close < ENOUGH && !found.iter().any(is_meant)
}

fn rank_areas<'a>(areas: &'a [IndexEntry], query: &Query) -> Vec<(Rank, Choice<'a>)> {
    let provinces: Vec<&str> = areas
        .iter()
        .filter(|area| area.name == area.province && tells_province(area, query))
        .map(|province| province.name.as_str())
        .collect();
    areas
        .iter()
        .filter_map(|area| {
            let here = provinces.contains(&area.province.as_str()).then_some(Rank::InProvince);
            let rank = Called::area(area).rank(query).into_iter().chain(here).min()?;
            Some((rank, Choice { area, county: None }))
        })
        .collect()
}

fn tells_province(province: &IndexEntry, Query(query): &Query) -> bool {
    query.len() >= TELLS_A_PROVINCE
        && (province.name.starts_with(query) || province.pinyin.starts_with(query))
}

fn rank_counties<'a>(
    areas: &'a [IndexEntry],
    counties: &'a [County],
    query: &Query,
) -> Vec<(Rank, Choice<'a>)> {
    let by_code: BTreeMap<&str, &IndexEntry> =
        areas.iter().map(|area| (area.adcode.as_str(), area)).collect();
    counties
        .iter()
        .filter_map(|county| {
            let area = *by_code.get(county.area.as_str())?;
            let rank = Called::county(county, area).rank(query)?;
            Some((rank, Choice { area, county: Some(county) }))
        })
        .collect()
}

/// The areas to browse by province, those with rules of their own or all.
pub(crate) fn browse(areas: &[IndexEntry], all: bool) -> Vec<Choice<'_>> {
    let shown = areas.iter().filter(|area| all || area.rules);
    shown.map(|area| Choice { area, county: None }).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn list<T: serde::de::DeserializeOwned>(text: &str, key: &str) -> Vec<T> {
        let file: Value = serde_json::from_str(text).unwrap();
        serde_json::from_value(file[key].clone()).unwrap()
    }

    fn areas() -> Vec<IndexEntry> {
        list(include_str!("../../static/policies/index.json"), "areas")
    }

    fn counties() -> Vec<County> {
        list(include_str!("../../static/policies/counties.json"), "counties")
    }

    /// The first choices for what was typed, as `area` or `county>area`, and whether counties are
    /// wanted.
    fn find(typed: &str, count: usize) -> (Vec<String>, bool) {
        let (areas, counties) = (areas(), counties());
        let found = search(&areas, &counties, &Query::new(typed));
        let said = |choice: &Choice| match choice.county {
            Some(county) => format!("{}>{}", county.name, choice.area.name),
            None => choice.area.name.clone(),
        };
        (found.choices.iter().take(count).map(said).collect(), found.is_miss)
    }

    #[test]
    fn each_way_of_writing_a_place_finds_it_first() {
        for typed in
            ["宜宾", "宜宾市", "yibin", "YiBin", "yi bin", "yi'bin", "yb", "511500", "５１１５００"]
        {
            assert_eq!(find(typed, 1).0, ["宜宾市"], "{typed}");
        }
        assert_eq!(find("ＹＢ", 1).0, ["宜宾市"]);
        assert_eq!(find("lüliang", 1).0, ["吕梁市"]);
        assert_eq!(find("hohhot", 1).0, ["呼和浩特市"]);
        assert_eq!(find("shaanxi", 1).0, ["陕西省"]);
        assert_eq!(find("恩施州", 1).0, ["恩施土家族苗族自治州"]);
        assert_eq!(find("四川宜宾", 1).0, ["宜宾市"]);
        assert_eq!(find("bingtuan", 1).0, ["新疆生产建设兵团"]);
    }

    #[test]
    fn a_province_shows_its_places_those_with_rules_first() {
        for typed in ["四川", "四川省", "sichuan", "51"] {
            let (found, is_miss) = find(typed, 60);
            assert_eq!(found.len(), 22, "{typed}");
            assert!(found[..2].contains(&"成都市".to_owned()), "{typed}: {found:?}");
            assert!(found.contains(&"宜宾市".to_owned()));
            assert!(!is_miss);
        }
        assert_eq!(find("四川", 1).0, ["四川省"]);
    }

    #[test]
    fn better_matches_come_first() {
        // The whole name before names that begin so, and both before the places of a province.
        assert_eq!(find("海南", 3).0, ["海南省", "海南藏族自治州", "海口市"]);
        // Whole pinyin, those with rules of their own first; then what begins so.
        assert_eq!(find("suzhou", 2).0, ["苏州市", "宿州市"]);
        assert_eq!(find("tai", 3).0, ["太原市", "泰州市", "台州市"].map(str::to_owned));
        // The whole of the first letters before their beginning.
        assert_eq!(find("yb", 2).0, ["宜宾市", "延边朝鲜族自治州"]);
    }

    #[test]
    fn counties_are_wanted_only_where_the_areas_hold_too_little() {
        for (typed, first) in [
            ("双流", "双流区>成都市"),
            ("shuangliu", "双流区>成都市"),
            ("slq", "双流区>成都市"),
            ("大兴", "大兴区>北京市"),
            ("fushun", "富顺县>自贡市"),
            ("义乌", "义乌市>金华市"),
            ("yiwu", "义乌市>金华市"),
            ("靖边", "靖边县>榆林市"),
            ("jingbian", "靖边县>榆林市"),
            ("仙桃", "仙桃市>湖北省"),
            ("xiantao", "仙桃市>湖北省"),
            ("330782", "义乌市>金华市"),
            ("石河子", "石河子市>新疆生产建设兵团"),
            ("四川省省直", "四川省省直>四川省"),
            ("四川省直", "四川省省直>四川省"),
            ("北京朝阳", "朝阳区>北京市"),
        ] {
            let (found, is_miss) = find(typed, 12);
            assert!(is_miss, "{typed}");
            assert!(found.contains(&first.to_owned()), "{typed}: {found:?}");
        }
        for typed in ["成", "成都", "南京", "宜宾市", "yib", "5115", "510100", "四川", "s"]
        {
            let (found, is_miss) = find(typed, 60);
            assert!(!is_miss, "{typed}");
            assert!(found.iter().all(|name| !name.contains('>')), "{typed}: {found:?}");
        }
    }

    #[test]
    fn a_name_that_two_places_bear_offers_both() {
        let (found, is_miss) = find("朝阳", 3);
        assert!(is_miss, "朝阳 is a city, and a district elsewhere");
        assert_eq!(found, ["朝阳市", "朝阳区>北京市", "朝阳区>长春市"]);
    }

    #[test]
    fn nothing_is_sure_while_counties_are_still_to_come() {
        let (areas, counties) = (areas(), counties());
        for (typed, before, after) in [
            ("成都", true, true),
            ("朝阳", false, false),
            ("大同", false, false),
            ("yibin", true, true),
        ] {
            let query = Query::new(typed);
            assert_eq!(search(&areas, &[], &query).is_sure, before, "{typed}");
            assert_eq!(search(&areas, &counties, &query).is_sure, after, "{typed}");
        }
    }

    #[test]
    fn what_no_place_answers_to_finds_nothing() {
        assert_eq!(find("没有的地方", 1), (vec![], true));
        assert!(Query::new(" 　' ").is_empty());
    }

    #[test]
    fn every_choice_has_a_key_of_its_own() {
        let (areas, counties) = (areas(), counties());
        let found = search(&areas, &counties, &Query::new("四川省直"));
        let both = [Choice { area: found.choices[0].area, county: None }, found.choices[0]];
        assert_ne!(both[0].key(), both[1].key());
    }

    #[test]
    fn browsing_shows_places_with_rules_or_all() {
        let areas = areas();
        assert!(browse(&areas, false).iter().all(|choice| choice.area.rules));
        assert_eq!(browse(&areas, true).len(), areas.len());
    }
}
