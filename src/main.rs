//! Mounts the page.

fn main() {
    mingbai::ui::apply_kept_preferences();
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    match root {
        Some(root) => drop(yew::Renderer::<mingbai::ui::App>::with_root(root).render()),
        None => drop(yew::Renderer::<mingbai::ui::App>::new().render()),
    }
}
