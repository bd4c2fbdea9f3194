// What the incident log needs of the browser: it reads the person's own file here, so that nothing is uploaded, works out
// the checksum of a file that stays where it is, and asks before a page is closed that holds what stands in no file.
//
// The pages speak to this script by marks: components/incident_log/files.py, evidence.py and page.py.
'use strict';

(() => {
  const LONGEST_WAIT = 10000;
  const PAUSE = 100;

  // A page draws its fields one after the other, and some only after the server has heard of others.
  function whenThere(key, then, until = performance.now() + LONGEST_WAIT) {
    const found = document.querySelector(`.st-key-${CSS.escape(key)} :is(textarea, input)`);
    if (found) then(found);
    else if (performance.now() < until) setTimeout(whenThere, PAUSE, key, then, until);
  }

  // Streamlit's fields take only what their own script hears of, and send it with the Enter key.
  function fill(found, text) {
    const kind = found.localName === 'textarea' ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(found, text);
    found.dispatchEvent(new Event('input', { bubbles: true }));
    setTimeout(() => found.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true })), PAUSE);
  }

  function inBase64(bytes) {
    let text = '';
    for (let place = 0; place < bytes.length; place += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(place, place + 0x8000));
    }
    return btoa(text);
  }

  function say(input, sentence) {
    const place = input.closest('.kompass-file')?.querySelector('[role="status"]');
    if (place) place.textContent = sentence;
  }

  async function bringBack(input, file) {
    const { kompassFile, kompassMost, kompassTooLarge, kompassEmpty } = input.dataset;
    if (file.size > Number(kompassMost)) return say(input, kompassTooLarge);
    if (!file.size) return say(input, kompassEmpty);
    say(input, '');
    const sent = inBase64(new Uint8Array(await file.arrayBuffer()));
    whenThere(kompassFile, (found) => fill(found, sent));
    return undefined;
  }

  async function checksum(input, file) {
    const { kompassHash, kompassName, kompassUnsafe } = input.dataset;
    whenThere(kompassName, (found) => { if (!found.value) fill(found, file.name); });
    if (!crypto.subtle) return say(input, kompassUnsafe); // only where the connection is encrypted
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const sum = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    whenThere(kompassHash, (found) => fill(found, sum));
    return undefined;
  }

  document.addEventListener('change', (event) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    if (input.dataset.kompassFile !== undefined) bringBack(input, file);
    else if (input.dataset.kompassHash !== undefined) checksum(input, file);
    else return;
    input.value = ''; // the same file may be chosen again
  });

  // The log stays in the window while other pages are shown: what was said last holds until it is said anew.
  let unsaved = 0;
  new MutationObserver(() => {
    const mark = document.querySelector('[data-kompass-unsaved]');
    if (mark) unsaved = Number(mark.dataset.kompassUnsaved);
    if (document.querySelector('[data-kompass-ticket=""]')) unsaved = 0; // signed out: nothing is left
  }).observe(document.body, { subtree: true, childList: true });

  addEventListener('beforeunload', (event) => {
    if (unsaved && document.documentElement.dataset.kompassLeaving === undefined) event.preventDefault();
  });
})();
