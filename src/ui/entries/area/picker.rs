//! What the area field remembers while it is used. Knows no browser and runs in any test.

use std::rc::Rc;

use yew::Reducible;

use super::super::super::load::County;
use super::super::super::places::Query;

/// The name of a choice in the list.
pub(super) type Key = String;

/// The state of the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Picker {
    /// The text as typed; the name of the area picked stands there until something is typed.
    pub(super) text: Option<String>,
    /// What is looked for. Letters on their way to characters are looked for as pinyin: on some
    /// telephones all typing is of that kind.
    pub(super) query: Query,
    pub(super) open: bool,
    /// Whether areas without rules of their own are listed, too, while nothing is typed.
    pub(super) all: bool,
    /// The choice that arrow keys have reached.
    pub(super) active: Option<Key>,
    /// The county by which the area was picked.
    pub(super) via: Option<County>,
}

/// What happens to the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Typed(String),
    Open,
    Close,
    /// Back to the name of the area picked.
    Revert,
    /// The focus went elsewhere.
    Leave {
        is_chosen: bool,
    },
    ShowAll,
    Activate(Key),
    Picked(Option<County>),
}

impl Picker {
    fn close(&mut self) {
        self.open = false;
        self.active = None;
        self.all = false;
    }

    fn revert(&mut self) {
        self.text = None;
        self.query = Query::default();
    }

    fn apply(&mut self, act: Act) {
        match act {
            Act::Typed(text) => {
                self.query = Query::new(&text);
                self.text = Some(text);
                self.open = true;
                self.active = None;
            }
            Act::Open => self.open = true,
            Act::Close => self.close(),
            Act::Revert => self.revert(),
            Act::Leave { is_chosen } => {
                self.close();
                if is_chosen {
                    self.revert();
                }
            }
            Act::ShowAll => {
                self.all = true;
                self.active = None;
            }
            Act::Activate(key) => {
                self.open = true;
                self.active = Some(key);
            }
            Act::Picked(via) => {
                self.close();
                self.revert();
                self.via = via;
            }
        }
    }
}

impl Reducible for Picker {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        next.apply(act);
        if next == *self { self } else { Rc::new(next) }
    }
}

/// Where a key leads in a list of `count` from the active choice `at`, round its ends. `Home` and
/// `End` belong to the text until a choice is active.
pub(super) fn moved(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (key, at) {
        ("ArrowDown", Some(at)) if at < last => Some(at + 1),
        ("ArrowUp", Some(at)) if at > 0 => Some(at - 1),
        ("ArrowDown", _) | ("Home", Some(_)) => Some(0),
        ("ArrowUp", _) | ("End", Some(_)) => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(acts: &[Act]) -> Picker {
        let mut picker = Picker::default();
        for act in acts {
            picker.apply(act.clone());
        }
        picker
    }

    fn typed(text: &str) -> Act {
        Act::Typed(text.to_owned())
    }

    #[test]
    fn arrows_go_round_and_home_and_end_are_the_texts_at_first() {
        assert_eq!(moved("ArrowDown", None, 3), Some(0));
        assert_eq!(moved("ArrowDown", Some(0), 3), Some(1));
        assert_eq!(moved("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(moved("ArrowUp", None, 3), Some(2));
        assert_eq!(moved("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(moved("Home", Some(2), 3), Some(0));
        assert_eq!(moved("End", Some(0), 3), Some(2));
        for key in ["Home", "End", "a"] {
            assert_eq!(moved(key, None, 3), None);
        }
        assert_eq!(moved("ArrowDown", None, 0), None);
    }

    #[test]
    fn leaving_keeps_what_was_typed_until_there_is_an_area_to_show() {
        let picker = after(&[typed("宜"), Act::Leave { is_chosen: false }]);
        assert_eq!(picker.text.as_deref(), Some("宜"));
        assert!(!picker.open);
        let picker = after(&[typed(""), Act::Leave { is_chosen: true }]);
        assert_eq!(picker.text, None, "the area picked is shown again");
    }

    #[test]
    fn picking_closes_the_list_and_shows_the_areas_name() {
        let picker = after(&[typed("yb"), Act::Activate("511500".into()), Act::Picked(None)]);
        assert_eq!(picker, Picker::default());
    }
}
