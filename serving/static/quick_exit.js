// Leaves a page at once: by the button that stands at the same place on every view, or by pressing Escape twice.
//
// A page asks for it with a mark: <span data-kompass-exit="https://..." data-kompass-exit-label="...">. Nothing here asks
// the server: it works while the page is being drawn, and when the connection is gone.

'use strict';

(() => {
  const MARK = '[data-kompass-exit]';
  const NOWHERE = 'about:blank';
  const TWICE_WITHIN = 1000;
  const GONE_AFTER = 400; // a page that is drawn anew is without its marks for a moment

  const page = document.documentElement;
  const isLeaving = () => page.dataset.kompassLeaving !== undefined;

  let address = NOWHERE;
  let button = null;
  let going = 0;

  function leave() {
    page.dataset.kompassLeaving = ''; // hides the page (browser.css)
    document.title = '\u200b';
    location.replace(navigator.onLine ? address : NOWHERE);
    forgetAddresses();
  }

  // Streamlit keeps the colours of each page under its address, for ever: a list of pages that clearing the history leaves.
  function forgetAddresses() {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith('stActiveTheme-')).forEach((key) => localStorage.removeItem(key));
    } catch { /* a browser that keeps nothing */ }
  }

  function made(label) {
    const around = document.createElement('aside');
    around.className = 'kompass-exit';
    const link = document.createElement('button');
    link.type = 'button';
    link.addEventListener('click', leave);
    around.append(link);
    around.setAttribute('aria-label', label);
    return around;
  }

  // The button is the first of the page, so that the keyboard comes to it first, and stands outside of what Streamlit draws.
  function show(mark) {
    clearTimeout(going);
    going = 0;
    address = mark.dataset.kompassExit || NOWHERE;
    const label = mark.dataset.kompassExitLabel;
    button ??= made(label);
    const link = button.firstElementChild;
    if (link.textContent !== label) link.textContent = label;
    if (!button.isConnected) document.body.prepend(button);
  }

  function look() {
    const mark = document.querySelector(MARK);
    if (mark) show(mark);
    else if (button?.isConnected && !going) going = setTimeout(() => { going = 0; if (!document.querySelector(MARK)) button.remove(); }, GONE_AFTER);
  }

  let escapedAt = -Infinity;

  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat || !button?.isConnected) return;
    const isSecond = event.timeStamp - escapedAt <= TWICE_WITHIN;
    escapedAt = event.timeStamp;
    if (isSecond) leave();
  }, { capture: true });

  // Who leaves in haste is asked nothing.
  addEventListener('beforeunload', (event) => isLeaving() && event.stopImmediatePropagation(), { capture: true });

  // Who comes back by the back button comes to a page that is loaded anew.
  addEventListener('pageshow', (event) => event.persisted && isLeaving() && location.reload());

  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
})();
