//! What may follow a moment later: while a person types, the figure that was asked for is painted
//! first, and what takes longer to draw comes after it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_render::request_animation_frame;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// `value` as it was when the page was last painted; whatever it has become since comes with the next
/// drawing after that. Of values that follow each other faster only the last one comes.
#[hook]
pub(crate) fn use_deferred<T: Clone + PartialEq + 'static>(value: &T) -> T {
    let shown = use_state(|| value.clone());
    {
        let shown = shown.clone();
        use_effect_with(value.clone(), move |value| {
            let (setter, value) = (shown.setter(), value.clone());
            let pending = (*shown != value).then(|| after_paint(move || setter.set(value)));
            move || drop(pending)
        });
    }
    (*shown).clone()
}

/// Does `then` once the next frame is painted, unless what is given back is dropped before.
pub(crate) fn after_paint(then: impl FnOnce() + 'static) -> impl Sized {
    let timeout = Rc::new(RefCell::new(None));
    let frame = {
        let timeout = timeout.clone();
        // Callbacks of a frame run before it is painted, timers set by them after that.
        request_animation_frame(move |_| {
            *timeout.borrow_mut() = Some(Timeout::new(0, then));
        })
    };
    (frame, timeout)
}
