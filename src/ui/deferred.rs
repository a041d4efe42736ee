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
            let pending = (*shown != *value).then(|| after_paint(shown.setter(), value.clone()));
            move || drop(pending)
        });
    }
    (*shown).clone()
}

/// Sets `shown` once the next frame is painted, unless what is given back is dropped before.
fn after_paint<T: 'static>(shown: UseStateSetter<T>, value: T) -> impl Sized {
    let timeout = Rc::new(RefCell::new(None));
    let frame = {
        let timeout = timeout.clone();
        // Callbacks of a frame run before it is painted, timers set by them after that.
        request_animation_frame(move |_| {
            *timeout.borrow_mut() = Some(Timeout::new(0, move || shown.set(value)));
        })
    };
    (frame, timeout)
}
