// Turns links and elements of other pages into the calculator; see docs/embedding.md. What is served is
// this file made small, static/embed-1.js. Those pages name its hash, so neither ever changes: another
// version is another file.
(() => {
  const src = document.currentScript?.src;
  const tag = 'mingbai-calculator';
  // Added twice, or in a way in which it cannot know where it lies: what is there stays as it is.
  if (!src || customElements.get(tag)) return;

  const names = 'area insurance status view locale theme large result'.split(' ');
  const { origin } = new URL(src);
  /** Each link or element with its frame. A frame is `ready` once the calculator in it has said so. */
  const frames = new Map();

  const preset = (host) => {
    const found = {};
    for (const name of names) {
      const value = host.getAttribute(host.localName === tag ? name : 'data-' + name);
      if (value !== null) found[name] = value;
    }
    return found;
  };
  const style = (element, name, value) => element.style.setProperty(name, value, 'important');
  const tell = (host) => {
    const frame = frames.get(host);
    if (frame?.ready) frame.contentWindow.postMessage({ mingbai: 1, type: 'set', preset: preset(host) }, origin);
  };
  const add = (host) => {
    if (frames.has(host)) return;
    const frame = document.createElement('iframe');
    frame.src = new URL('embed.html?' + new URLSearchParams(preset(host)), src);
    frame.title = host.textContent || tag;
    frame.allow = 'clipboard-write';
    frame.loading = 'lazy';
    // Whatever the page's stylesheet says of frames: an element's own important style stands above it.
    frame.style.cssText = 'all:initial!important;display:block!important;width:100%!important;height:0!important';
    frames.set(host, frame);
    host.after(frame);
  };
  const scan = () => {
    document.querySelectorAll('a[data-mingbai],' + tag).forEach(add);
    frames.forEach((frame, host) => {
      if (!host.isConnected) {
        frame.remove();
        frames.delete(host);
      }
    });
  };

  addEventListener('message', ({ data, source, origin: from }) => {
    if (from !== origin || data?.mingbai !== 1) return;
    const { type } = data;
    for (const [host, frame] of frames) {
      if (frame.contentWindow !== source) continue;
      if (type === 'height') style(frame, type, data.height + 'px');
      if (type === 'result') host.dispatchEvent(new CustomEvent('mingbai:result', { detail: data.result }));
      if (type === 'ready') {
        frame.ready = 1;
        style(host, 'display', 'none');
        tell(host);
      }
    }
  });
  customElements.define(tag, class extends HTMLElement {
    static observedAttributes = names;
    connectedCallback() { add(this); }
    attributeChangedCallback() { tell(this); }
  });
  new MutationObserver((changes) => {
    scan();
    changes.forEach((change) => tell(change.target));
  }).observe(document, { subtree: true, childList: true, attributeFilter: names.map((name) => 'data-' + name) });
  scan();
})();
