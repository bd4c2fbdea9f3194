// Streamlit 1.67 has no translations: its built-in texts are put into German here, and back when the language of the
// document changes. Only text nodes and attributes change, so that React does not notice.
// tests/browser/test_german.py lists what is still English after an update of Streamlit.
//
// The pages speak to this script by marks: `data-kompass-language` (components/document_language.py) and
// `data-kompass-ticket` (components/session_cookie.py).
'use strict';

// Where the program lives. Without it Streamlit guesses, asks at the address of the page first and fails.
window.__streamlit = { BACKEND_BASE_URL: new URL('..', document.currentScript.src).href };

const GERMAN = new Map(Object.entries({
  // frame
  'Skip to main content': 'Zum Inhalt springen',
  'Main menu': 'Menü',
  'App pages': 'Seiten',
  'Navigate to home page': 'Zur Startseite',
  'Collapse sidebar': 'Seitenleiste einklappen',
  'Expand sidebar': 'Seitenleiste ausklappen',
  'Sidebar': 'Seitenleiste',
  'Open sidebar': 'Seitenleiste öffnen',
  'Close sidebar': 'Seitenleiste schließen',
  'View less': 'Weniger anzeigen',
  'Running...': 'Wird geladen …',
  'RUNNING...': 'WIRD GELADEN …',
  'Stopping...': 'Wird angehalten …',
  'Please wait...': 'Bitte warten …',
  'Loading...': 'Wird geladen …',
  'Stop': 'Anhalten',
  'Rerun': 'Neu laden',
  'Print': 'Drucken',
  'Settings': 'Einstellungen',
  'About': 'Über',
  'Theme': 'Farben',
  'Light': 'Hell',
  'Dark': 'Dunkel',
  'Wide mode': 'Volle Breite',
  'Use system setting': 'Wie im System',
  'Choose app theme': 'Farben wählen',
  // dialogs, messages, connection
  'Close': 'Schließen',
  'Cancel': 'Abbrechen',
  'Try again': 'Noch einmal versuchen',
  'Continue anyway': 'Trotzdem weiter',
  'Open': 'Öffnen',
  'Page not found': 'Diese Seite gibt es nicht',
  'Connecting': 'Verbindung wird hergestellt',
  'Connecting to Streamlit server': 'Verbindung zum Server wird hergestellt',
  'Unable to connect to Streamlit server': 'Der Server ist nicht erreichbar',
  'Connection error': 'Keine Verbindung',
  'Connection timed out.': 'Der Server antwortet nicht. Die Verbindung wird wiederhergestellt, sobald es geht.',
  'Connection lost. Please wait for the app to reconnect, then try again.':
    'Die Verbindung ist unterbrochen. Bitte warten Sie kurz und versuchen Sie es dann noch einmal.',
  'Streamlit server is not responding. Are you connected to the internet?':
    'Der Server antwortet nicht. Besteht die Verbindung zum Netz?',
  'Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:':
    'Der Server antwortet nicht. Läuft Kompass 2035 noch?',
  'The page that you have requested does not seem to exist. Running the app\'s main page.':
    'Die gewünschte Seite gibt es nicht, oder sie ist nur nach der Anmeldung zu sehen. Sie sehen die Startseite.',
  'Script execution error': 'Fehler auf der Seite',
  'Network issue': 'Netzfehler',
  'Cannot load Streamlit frontend code. This can happen when you update Streamlit while a Streamlit app is running.':
    'Ein Teil der Seite fehlt, weil Kompass 2035 gerade erneuert wurde. Bitte laden Sie die Seite neu.',
  'Error': 'Fehler',
  'Error:': 'Fehler:',
  'Dismiss': 'Schließen',
  'Warning': 'Warnung',
  'Learn more': 'Mehr dazu',
  // texts and links
  'Help': 'Hilfe',
  'Link to heading': 'Link zu dieser Überschrift',
  'Copy to clipboard': 'In die Zwischenablage kopieren',
  'Copied': 'Kopiert',
  'Copy': 'Kopieren',
  'Fullscreen': 'Vollbild',
  'View fullscreen': 'Vollbild',
  'Close fullscreen': 'Vollbild schließen',
  'Exit fullscreen': 'Vollbild schließen',
  // fields
  '(required)': '(Pflichtfeld)',
  'This field is required.': 'Bitte füllen Sie dieses Feld aus.',
  'Invalid value.': 'Diese Angabe passt nicht.',
  'Invalid input.': 'Diese Angabe passt nicht.',
  'Press Enter to apply': 'Eingabetaste zum Übernehmen',
  'Press Enter to submit form': 'Eingabetaste zum Absenden',
  'Press Ctrl+Enter to apply': 'Strg+Eingabetaste zum Übernehmen',
  'Press Ctrl+Enter to submit form': 'Strg+Eingabetaste zum Absenden',
  'Press ⌘+Enter to apply': '⌘+Eingabetaste zum Übernehmen',
  'Press ⌘+Enter to submit form': '⌘+Eingabetaste zum Absenden',
  'Show password': 'Passwort anzeigen',
  'Hide password': 'Passwort verbergen',
  'Clear entry': 'Eingabe löschen',
  'Clear value': 'Eingabe löschen',
  'Clear all': 'Alle entfernen',
  'Select all': 'Alle auswählen',
  'Selected values': 'Ausgewählt',
  'Selectbox options': 'Auswahlmöglichkeiten',
  'Multiselect options': 'Auswahlmöglichkeiten',
  'Choose an option': 'Bitte wählen',
  'Choose options': 'Bitte wählen',
  'Select...': 'Bitte wählen',
  'Add...': 'Hinzufügen …',
  'No options': 'Keine Auswahl',
  'No options to select.': 'Keine Auswahl vorhanden.',
  'No results': 'Nichts gefunden',
  'Increment': 'Erhöhen',
  'Decrement': 'Verringern',
  'Increment value': 'Erhöhen',
  'Decrement value': 'Verringern',
  'Number is above the allowed range.': 'Die Zahl ist zu groß.',
  'Number is below the allowed range.': 'Die Zahl ist zu klein.',
  'Choose date': 'Datum wählen',
  'Choose date range': 'Zeitraum wählen',
  'Choose date and time': 'Datum und Uhrzeit wählen',
  'Quick select a date range': 'Zeitraum schnell wählen',
  'Date range': 'Zeitraum',
  'Clear date': 'Datum löschen',
  'Clear dates': 'Zeitraum löschen',
  'Clear date and time': 'Datum und Uhrzeit löschen',
  'Clear time': 'Uhrzeit löschen',
  'dd': 'TT',
  'mm': 'MM',
  'yyyy': 'JJJJ',
  'Empty': 'leer',
  'Next month': 'Nächster Monat',
  'Previous month': 'Voriger Monat',
  'Use arrow keys to navigate dates. Enter to select. Escape to close.':
    'Mit den Pfeiltasten zum Tag, Eingabetaste wählt, Escape schließt.',
  'Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.':
    'Mit den Pfeiltasten zum Tag, Eingabetaste wählt, Tabulator wechselt zur Uhrzeit, Escape schließt.',
  'Invalid time format. Please use HH:MM.': 'Bitte geben Sie die Uhrzeit so ein: 14:30.',
  'Next page': 'Nächste Seite',
  'Previous page': 'Vorige Seite',
  'Pagination': 'Seitenwahl',
  // files
  'file upload': 'Datei hochladen',
  'Upload': 'Datei wählen',
  'Browse files': 'Datei wählen',
  'Add files': 'Datei hinzufügen',
  'Drag and drop a file here': 'Datei hierher ziehen',
  'Drag and drop file here': 'Datei hierher ziehen',
  'Drag and drop files here': 'Dateien hierher ziehen',
  'Error uploading file': 'Die Datei konnte nicht hochgeladen werden',
  'Download failed': 'Das Herunterladen ist nicht gelungen',
  'Error: Request failed with status code 403': 'Bitte melden Sie sich neu an und laden Sie die Datei dann hoch.',
  'Request failed with status code 403': 'Bitte melden Sie sich neu an und laden Sie die Datei dann hoch.',
  'Request failed with status code 413': 'Die Datei ist zu groß.',
  // tables and charts
  'Search': 'Suchen',
  'Close Search': 'Suche schließen',
  'Next Result': 'Nächster Treffer',
  'Previous Result': 'Voriger Treffer',
  'Download as CSV': 'Als CSV herunterladen',
  'Show/hide columns': 'Spalten zeigen oder ausblenden',
  'Clear selection': 'Auswahl aufheben',
  'Add row': 'Zeile hinzufügen',
  'Delete row(s)': 'Zeilen löschen',
  'Sort ascending': 'Aufsteigend sortieren',
  'Sort descending': 'Absteigend sortieren',
  'Hide column': 'Spalte ausblenden',
  'Pin column': 'Spalte festhalten',
  'Unpin column': 'Spalte lösen',
  'Autosize': 'Breite anpassen',
  'Copy column name': 'Spaltennamen kopieren',
  'Dataframe column menu': 'Menü der Spalte',
  'Scrollable table': 'Tabelle zum Blättern',
  'No data': 'Keine Daten',
  'empty': 'leer',
  'progress': 'Fortschritt',
}));

const GERMAN_PATTERNS = [
  [/^Help for (.+)$/, 'Hilfe zu $1'],
  [/^View (\d+) more$/, '$1 weitere anzeigen'],
  [/^(\d+(?:\.\d+)?) ?([KMG]B) per file$/, 'höchstens $1 $2 je Datei'],
  [/^[a-z0-9_ ]+ icon$/, 'Symbol'],
  [/^Remove (.+)$/, '$1 entfernen'],
  [/^Add: (.+)$/, 'Hinzufügen: $1'],
  [/^day, (.+)$/, 'Tag, $1'],
  [/^month, (.+)$/, 'Monat, $1'],
  [/^year, (.+)$/, 'Jahr, $1'],
  [/^Choose date, (.+)$/, 'Datum wählen, $1'],
  [/^(\d+) – (?:January|February|March|May|June|July|October|December)$/, '$1'],
  [/^Selected Date: (.+)$/, (_all, date) => `Gewähltes Datum: ${new Date(date).toLocaleDateString('de-DE')}`],
  [/^Error: Date set outside allowed range\. Please select a date on or before (.+)\.$/,
    'Dieser Tag ist nicht möglich. Bitte wählen Sie einen bis zum $1.'],
  [/^Error: Date set outside allowed range\. Please select a date on or after (.+)\.$/,
    'Dieser Tag ist nicht möglich. Bitte wählen Sie einen ab dem $1.'],
  [/^Error: Date set outside allowed range\. Please select a date between (.+) and (.+)\.$/,
    'Dieser Tag ist nicht möglich. Bitte wählen Sie einen vom $1 bis zum $2.'],
  // said to screen readers by lists that unfold
  [/^1 option available\.$/, 'Eine Möglichkeit verfügbar.'],
  [/^(\d+) options available\.$/, '$1 Möglichkeiten verfügbar.'],
  [/^(.+), selected$/, '$1, ausgewählt'],
  [/^Page (\d+)$/, 'Seite $1'],
  [/^Page (\d+) of (\d+)$/, 'Seite $1 von $2'],
  [/^Select (\d+) matches$/, '$1 Treffer auswählen'],
  [/^(.+) files are not allowed\.$/, 'Dateien der Art $1 werden nicht angenommen.'],
  [/^File must be (.+?)(?:\.0)?([KMG]B) or smaller\.$/, 'Die Datei darf höchstens $1 $2 groß sein.'],
  [/^(\d+)\.(\d)([KMG]?B)$/, '$1,$2 $3'],
  [/^(.+), (\d+)\.(\d)([KMG]?B)$/, '$1, $2,$3 $4'],
  [/^You can only select up to (\d+) options?\. Remove an option first\.$/,
    'Höchstens $1 sind möglich. Entfernen Sie zuerst etwas.'],
  [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/,
    'Die Zahl ist zu groß, höchstens $1 ist möglich.'],
  [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/,
    'Die Zahl ist zu klein, mindestens $1 ist nötig.'],
  [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/,
    'Die Zahl muss zwischen $1 und $2 liegen.'],
  [/^You have requested page \/.*, but no corresponding file was found in the app's pages\/ directory\. Running the app's main page\.$/,
    'Die gewünschte Seite gibt es nicht, oder sie ist nur nach der Anmeldung zu sehen. Sie sehen die Startseite.'],
];

const ATTRIBUTES = ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt', 'data-tooltip'];
// What pages write themselves is translated by the server, and must not be touched here.
const OWN_TEXT = '[data-testid="stMarkdownContainer"], [data-testid="stText"], td, th, script, style';
const BUILT_IN_INSIDE_OWN_TEXT =
  '[data-testid="stTooltipIcon"], [data-testid="stHeaderActionElements"], [data-testid="stFileUploader"] button';

const originals = new WeakMap(); // node -> Map(attribute or '' -> [original, German])

function german(text) {
  const trimmed = text.trim();
  if (!trimmed) return null;
  const exact = GERMAN.get(trimmed);
  if (exact !== undefined) return text.replace(trimmed, () => exact);
  for (const [pattern, replacement] of GERMAN_PATTERNS) {
    if (pattern.test(trimmed)) return text.replace(trimmed, () => trimmed.replace(pattern, replacement));
  }
  return null;
}

// The value a node shall have in the language of the document; undefined: leave it.
function wanted(node, name, current) {
  const known = originals.get(node)?.get(name);
  if (document.documentElement.lang !== 'de') {
    return known && current === known[1] ? known[0] : undefined;
  }
  const translated = german(current);
  if (translated === null || translated === current) return undefined;
  if (!originals.has(node)) originals.set(node, new Map());
  originals.get(node).set(name, [current, translated]);
  return translated;
}

function inText(node) {
  const parent = node.parentElement;
  if (!parent) return;
  if (parent.closest(OWN_TEXT) && !parent.closest(BUILT_IN_INSIDE_OWN_TEXT)) return;
  const value = wanted(node, '', node.nodeValue);
  if (value !== undefined) node.nodeValue = value;
}

function inAttributes(element) {
  for (const name of ATTRIBUTES) {
    const current = element.getAttribute(name);
    if (current === null) continue;
    const value = wanted(element, name, current);
    if (value !== undefined) element.setAttribute(name, value);
  }
}

// The form of streamlit-authenticator forbids completion; people with password managers and WCAG 1.3.5 want it.
function completion(element) {
  if (!element.matches('.st-key-sign_in input')) return;
  const purpose = element.type === 'password' || element.autocomplete === 'current-password' ? 'current-password' : 'username';
  if (element.autocomplete !== purpose) element.autocomplete = purpose;
}

// Streamlit's menu puts its groups between list and items, where readers of the page may not have them:
// links without a list are read better than a list without items.
function menu(element) {
  if (element.matches('[data-testid="stSidebarNavItems"], [data-testid="stSidebarNavItems"] li')) element.role = 'none';
}

// Wide tables scroll within themselves: with the keyboard too. Looked for after every change, because Streamlit may put a
// table that is already there into a new frame.
function scrollableTables() {
  for (const table of document.querySelectorAll('[data-testid="stTableStyledTable"]')) {
    const around = table.parentElement;
    if (around.hasAttribute('tabindex')) continue;
    around.tabIndex = 0;
    around.role = 'group';
    around.setAttribute('aria-label', 'Scrollable table');
  }
}

const used = new Set();

// Exchanges the ticket of a sign-in for its cookie, once; an empty ticket drops the cookie.
function exchange(ticket) {
  if (used.has(ticket)) return;
  if (ticket) used.add(ticket);
  fetch(new URL('kompass/session', document.baseURI), {
    method: ticket ? 'POST' : 'DELETE',
    headers: { 'X-Requested-With': 'kompass' },
    body: ticket || undefined,
  });
}

function speak(language) {
  if (document.documentElement.lang !== language) document.documentElement.lang = language;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `kompass_language=${language}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

const LONGEST_LOADING = 10000;

// Scrolls to what somebody came for, once it is there, and says where the reader is now. Its fields may be drawn later.
function scrollTo(name, until = performance.now() + LONGEST_LOADING) {
  const target = document.querySelector(`.st-key-${CSS.escape(name)}`);
  if (target && !target.classList.contains('kompass-in-view')) {
    document.querySelector('.kompass-in-view')?.classList.remove('kompass-in-view');
    target.classList.add('kompass-in-view');
    target.scrollIntoView({ block: 'start' });
  }
  const first = target?.querySelector('input:checked, input');
  if (first) {
    target.scrollIntoView({ block: 'start' });
    first.focus({ preventScroll: true });
  } else if (performance.now() < until) requestAnimationFrame(() => scrollTo(name, until));
}

// Text that somebody types is sent after a short pause, and when the page is left in any way: a field alone sends it only
// when one leaves the field.
const PAUSE = 1500;
const WAY_BACK_AFTER = 200;
// Not in lists to choose from: there Enter chooses.
const STORED_WHILE_TYPING =
  ':is([class*="st-key-question_"], [class*="st-key-measure_part_"], [class*="st-key-priority_part_"],' +
  ' [class*="st-key-vision_part_"], [class*="st-key-meeting_note_"], [class*="st-key-meeting_draft_"],' +
  ' [class*="st-key-incident_field_"], [class*="st-key-knowledge_draft_"])' +
  ' :is(textarea, [data-testid="stTextInput"] input)';
const typing = new Map();

function send(field) {
  clearTimeout(typing.get(field));
  typing.delete(field);
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true }));
}

const sendAll = () => [...typing.keys()].forEach(send);

// Streamlit sends by a timer of 0 ms, which comes after the browser's question, and not at all when the page is gone then.
function sendAllAtOnce() {
  const { setTimeout } = window;
  window.setTimeout = (task, wait, ...given) => (wait ? setTimeout(task, wait, ...given) : queueMicrotask(() => task(...given)));
  sendAll();
  setTimeout(() => { window.setTimeout = setTimeout; });
}

function sendWhileTyping() {
  document.addEventListener('input', ({ target }) => {
    if (!target.matches?.(STORED_WHILE_TYPING)) return;
    clearTimeout(typing.get(target));
    typing.set(target, setTimeout(send, PAUSE, target));
  });
  document.addEventListener('visibilitychange', () => document.hidden && sendAllAtOnce());
  // A page that is left at once may not get to sending: the browser asks first, and by then it is sent.
  addEventListener('beforeunload', (event) => {
    if (!typing.size) return;
    sendAllAtOnce();
    event.preventDefault();
  });
  // The fields of a page are gone with the next one: what was typed goes first, the way back follows.
  addEventListener('popstate', (event) => {
    if (!typing.size) return;
    event.stopImmediatePropagation();
    const wanted = location.href;
    sendAll();
    setTimeout(() => {
      // A page that stored what was sent told its own address once more: back again from there.
      if (location.href === wanted) dispatchEvent(new PopStateEvent('popstate', { state: event.state }));
      else history.back();
    }, WAY_BACK_AFTER);
  }, { capture: true });
}

// What was stored is told to those who do not see it.
function saved(element) {
  if (/(^| )st-key-saved_/.test(element.className) && element.role !== 'status') element.role = 'status';
}

// A popover is drawn at the end of the page: without this the keyboard would come to it last. Escape leads back.
function popover(element) {
  if (element.dataset.testid !== 'stPopoverBody' || element.contains(document.activeElement)) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function obey(element) {
  const { kompassLanguage, kompassTicket, kompassScroll, kompassSend } = element.dataset;
  if (kompassScroll !== undefined) scrollTo(kompassScroll);
  if (kompassLanguage !== undefined) speak(kompassLanguage);
  if (kompassTicket !== undefined) exchange(kompassTicket);
  if (kompassSend !== undefined) sendAll(); // the page is about to change: what is being typed goes first
}

function translate(root) {
  if (root.nodeType === Node.TEXT_NODE) return inText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return undefined;
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = nodes.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      inText(node);
    } else {
      inAttributes(node);
      if (node.localName === 'input') completion(node);
      if (node.localName === 'ul' || node.localName === 'li') menu(node);
      if (node.localName === 'span') obey(node);
      if (node.localName === 'div') {
        saved(node);
        popover(node);
      }
    }
  }
  return undefined;
}

function begin() {
  translate(document.body);
  scrollableTables();
  sendWhileTyping();
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'childList') change.addedNodes.forEach(translate);
      else if (change.type === 'characterData') inText(change.target);
      else inAttributes(change.target);
    }
    scrollableTables();
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
  new MutationObserver(() => translate(document.body)).observe(document.documentElement, {
    attributes: true, attributeFilter: ['lang'],
  });
}

begin();
