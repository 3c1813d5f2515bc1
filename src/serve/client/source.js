// Opens the source of a clicked text in the editor that started the preview. Without an editor nothing is added.

function openSource(token) {
  const TEXTS = 'p, li, dd, dt, td, th, h1, h2, h3, h4, blockquote, figcaption';
  document.addEventListener('click', (event) => {
    const isPlain = event.button === 0 && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const target = event.target instanceof Element ? event.target : null;
    if (!isPlain || !target || target.closest('a, button, input, select, textarea, summary, label, svg')) return;
    // Who selects words does not want to leave them.
    if (String(getSelection())) return;
    const text = target.closest(TEXTS)?.textContent.replace(/\s+/g, ' ').trim().slice(0, 300);
    if (!text) return;
    const query = new URLSearchParams({token, page: location.pathname, text});
    fetch(`/_atlas/open?${String(query).replaceAll('+', '%20')}`).catch(() => {});
  });
}
