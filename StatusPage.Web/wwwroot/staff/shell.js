// Small things that must go on while the server cannot be heard. The elements write their own text, so a render never fights with it.
let ahead = Infinity;
// Whether the line is known to be cut; whether the circuit is on its way to another node.
let cut = false;
let moving = false;
const $ = id => document.getElementById(id);
const wait = ms => new Promise(done => setTimeout(done, ms));
const heard = server => { ahead = Math.min(ahead, Date.now() - server); };
const now = () => Date.now() - (Number.isFinite(ahead) ? ahead : 0);

const words = seconds => {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
};

class TimeAgo extends HTMLElement {
  static observedAttributes = ['at', 'form'];

  connectedCallback() { ticking.add(this); this.tick(); }

  disconnectedCallback() { ticking.delete(this); }

  attributeChangedCallback() { this.tick(); }

  tick() {
    const at = Number(this.getAttribute('at'));
    if (!at) return;
    const age = (now() - at) / 1000;
    const form = this.getAttribute('form');
    const text = form === 'for' ? words(age)
      : form === 'in' ? (age < -0.5 ? `in ${words(-age + 0.5)}` : 'now')
      : `${words(age)} ago`;
    if (this.textContent !== text) this.textContent = text;
    this.title = new Date(at).toLocaleString();
  }
}

// "live" while the page hears from the server, else the plain truth about how long it has not.
class LiveMark extends HTMLElement {
  static observedAttributes = ['at', 'now', 'lost'];

  connectedCallback() { ticking.add(this); this.tick(); }

  disconnectedCallback() { ticking.delete(this); }

  attributeChangedCallback(name, _, value) {
    if (name === 'now') heard(Number(value));
    this.tick();
  }

  tick() {
    const at = Number(this.getAttribute('at'));
    const age = (now() - at) / 1000;
    const live = at > 0 && age < 15 && !cut && !this.hasAttribute('lost');
    const text = !at ? 'connecting' : live ? 'live' : `last heard ${words(age)} ago`;
    if (this.textContent !== text) this.textContent = text;
    this.dataset.state = live ? 'live' : at ? 'lost' : 'waiting';
    document.documentElement.dataset.live = this.dataset.state;
  }
}

// The whole draft of a form, as the server has it after each change, kept for this tab: the server may be lost without a word.
const keptFor = 3600e3;
const draftOf = name => `draft ${name}`;
const stored = (key, longest) => {
  try {
    const { at, text } = JSON.parse(sessionStorage.getItem(key)) ?? {};
    return Date.now() - at < longest ? text : null;
  } catch {
    return null;
  }
};
const store = (key, text) => {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), text }));
  } catch { /* A browser that keeps nothing keeps no draft either. */ }
};
const place = () => location.pathname + location.search;

class KeepDraft extends HTMLElement {
  static observedAttributes = ['value'];

  connectedCallback() {
    this.place = place();
    // After the whole batch of changes, in which the fields come.
    setTimeout(() => {
      if (moving) return;
      sayAsBefore();
      sendAgain();
    });
  }

  // Who goes elsewhere has given it up; a circuit that moves takes the element away as well.
  disconnectedCallback() { if (!moving && this.place !== place()) store(draftOf(this.getAttribute('name')), null); }

  attributeChangedCallback(_, __, value) {
    store(draftOf(this.getAttribute('name')), value);
    if (value === null) store('sent ' + place(), null);
  }
}

// What a field shows is what its reader means to post. A change that was on its way when the line was cut is shown here and unknown there, so
// it is said again: to the same circuit, to one on another node, or to the next page at this place.
const touched = new Map();
const before = new Map(stored('fields ' + place(), 60e3) ?? []);
let typedAt = 0, cutAt = 0, saying = false;
const fieldName = field => field.id || (field.type === 'radio' ? `${field.name}=${field.value}` : '');
const fieldOf = name => $(name) ?? [...document.querySelectorAll('input[type=radio]')].find(field => fieldName(field) === name);
const valueOf = field => field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value;
for (const kind of ['input', 'change']) {
  document.addEventListener(kind, ({ target }) => {
    typedAt = Date.now();
    if (fieldName(target)) touched.set(fieldName(target), typedAt);
    // Who goes on writing has seen that it was not posted.
    if (!saying) store('sent ' + place(), null);
  }, true);
}
const say = (field, value) => {
  // A radio button that is off says nothing; the one that is on does.
  if (value === false && field.type === 'radio') return;
  const choice = typeof value === 'boolean';
  if (choice) field.checked = value;
  else field.value = value;
  saying = true;
  field.dispatchEvent(new Event(choice || field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
  saying = false;
};
const sayAgain = () => {
  for (const [name, at] of [...touched]) {
    const field = at > cutAt - 30e3 && fieldOf(name);
    if (field) say(field, valueOf(field));
  }
};
const sayAsBefore = () => {
  for (const [name, value] of before) {
    const field = fieldOf(name);
    if (!field) continue;
    before.delete(name);
    if (valueOf(field) !== value) say(field, value);
  }
};
// The click that posts may have been on its way as well. The draft has an id, so that it is posted once at most.
const sendAgain = () => {
  const form = document.querySelector('keep-draft[value] + form:not([aria-busy=true])');
  const sent = stored('sent ' + place(), 60e3);
  store('sent ' + place(), null);
  if (form && sent) form.requestSubmit();
};
const noteFields = content => {
  for (const field of content.querySelectorAll('input, textarea, select')) {
    if (touched.has(fieldName(field))) before.set(fieldName(field), valueOf(field));
  }
};
addEventListener('pagehide', () => {
  before.clear();
  if (document.querySelector('keep-draft')) noteFields($('content'));
  store('fields ' + place(), before.size ? [...before] : null);
});
// Until the page has been drawn in full.
const settled = async (content, longest) => {
  let changed = Date.now();
  const watch = new MutationObserver(() => { changed = Date.now(); });
  watch.observe(document.body, { subtree: true, childList: true, attributes: true });
  for (const until = Date.now() + longest; Date.now() < until;) {
    await wait(20);
    if ($('content') !== content && !document.querySelector('#content .waiting') && Date.now() - changed > 150) break;
  }
  watch.disconnect();
};
const ticking = new Set();
customElements.define('time-ago', TimeAgo);
customElements.define('live-mark', LiveMark);
customElements.define('keep-draft', KeepDraft);
setInterval(() => { for (const element of ticking) element.tick(); }, 1000);

window.statusPage = {
  setTheme(choice) {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    document.cookie = `StatusPage.Theme=${choice}; path=/; max-age=${choice ? 31536000 : 0}; samesite=lax`;
    document.documentElement.dataset.scheme = choice || (dark ? 'dark' : 'light');
    return dark;
  },
  kept: name => stored(draftOf(name), keptFor),
  // Comes from a server that is about to stop. Answers at once: the circuit that asks is the one that will be put to sleep.
  move: spread => { move(spread); },
};
document.addEventListener('click', ({ target }) => {
  const left = target.closest('[data-forget]');
  if (left) store(draftOf(left.dataset.forget), null);
});
document.addEventListener('submit', ({ target }) => {
  if (target.matches('form[action="/account/logout"]')) sessionStorage.clear();
  else if (target.matches('keep-draft + form')) store('sent ' + place(), 'yes');
});

// While the connection is cut: Blazor says so with events on this element and retries by itself.
const dialog = $('components-reconnect-modal');
const mark = lost => {
  if (lost && !cut) cutAt = Date.now();
  cut = lost;
  for (const element of ticking) element.tick();
};
const again = async () => {
  try {
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) location.reload();
  } catch {
    // A board on a wall has nobody who presses the button.
    setTimeout(again, 10000);
  }
};
dialog.addEventListener('components-reconnect-state-changed', ({ detail }) => {
  if (moving) return;
  mark(detail.state !== 'hide');
  if (detail.state === 'show') dialog.show();
  else if (detail.state === 'hide') {
    dialog.close();
    sayAgain();
    sendAgain();
  }
  else if (detail.state === 'failed') setTimeout(again, 10000);
  else if (detail.state === 'rejected') location.reload();
});

// What is seen stays while the other node draws the page anew: nobody should see it come and go. Takes the picture away again.
const picture = content => {
  const copy = content.cloneNode(true), box = content.getBoundingClientRect();
  const fields = content.querySelectorAll('input, textarea, select');
  copy.querySelectorAll('input, textarea, select').forEach((field, n) => { field.value = fields[n].value; });
  copy.querySelectorAll('[id], [name]').forEach(one => { one.removeAttribute('id'); one.removeAttribute('name'); });
  copy.removeAttribute('id');
  copy.className += ' picture';
  copy.inert = true;
  Object.assign(copy.style, { left: `${box.left + scrollX}px`, top: `${box.top + scrollY}px`, width: `${box.width}px`, height: `${box.height}px` });
  document.body.append(copy);
  return () => copy.remove();
};
const caret = () => {
  const field = document.activeElement, name = field && fieldName(field);
  let from = null, to = null;
  try { ({ selectionStart: from, selectionEnd: to } = field); } catch { /* Not every field has a caret. */ }
  const focus = () => {
    const same = name && fieldOf(name);
    if (!same) return document.activeElement?.blur();
    same.focus({ preventScroll: true });
    try { if (from !== null) same.setSelectionRange(from, to); } catch { /* As above. */ }
  };
  return () => {
    focus();
    // A page that begins takes the focus where it likes; this one only goes on, until somebody does something.
    const over = new AbortController(), { signal } = over;
    document.addEventListener('focusin', ({ target }) => { if (!name || fieldName(target) !== name) focus(); }, { signal });
    for (const kind of ['keydown', 'pointerdown']) document.addEventListener(kind, () => over.abort(), { signal, capture: true });
    setTimeout(() => over.abort(), 5000);
  };
};

// To another node: asleep here, with all that was typed in the browser's hands, and awake there.
const move = async spread => {
  if (moving || cut) return;
  await wait(Math.random() * spread);
  // Not in the middle of a word, nor while something is being saved.
  const patient = Date.now() + (spread ? 2500 : 500);
  while (Date.now() < patient && (Date.now() - typedAt < 400 || document.querySelector('form[aria-busy=true]'))) await wait(50);
  if (moving || cut) return;
  moving = true;
  before.clear();
  const content = $('content'), back = caret(), uncover = content ? picture(content) : () => {}, top = scrollY;
  const late = setTimeout(() => { mark(true); dialog.classList.add('components-reconnect-show'); dialog.show(); }, 5000);
  const done = () => {
    clearTimeout(late);
    moving = false;
    mark(false);
    dialog.classList.remove('components-reconnect-show');
    dialog.close();
    uncover();
  };
  try {
    await Blazor.pauseCircuit();
  } catch { /* The server was faster; the browser has kept the draft. */ }
  for (let tries = 0; ; tries++) {
    await wait(tries ? Math.min(5000, 200 * 2 ** tries) * (.5 + Math.random() / 2) : 0);
    try {
      // Asked first, since a circuit that fails to wake up has lost what it carried: is there a node that takes it?
      if (!(await fetch('/_blazor/initializers', { cache: 'no-store', signal: AbortSignal.timeout(5000) })).ok) continue;
      if (await Blazor.resumeCircuit()) break;
      return location.reload();
    } catch { /* Nobody there yet. */ }
  }
  await settled(content, 5000);
  done();
  scrollTo({ top, behavior: 'instant' });
  if (content) noteFields(content);
  sayAsBefore();
  sendAgain();
  back();
};
$('components-reconnect-button').addEventListener('click', again);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && dialog.classList.contains('components-reconnect-failed')) again();
});
document.querySelector('#blazor-error-ui button').addEventListener('click', () => location.reload());

// Whoever has both hands on the keyboard sends with Ctrl or Cmd and Enter.
document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.target.tagName !== 'TEXTAREA') return;
  event.preventDefault();
  event.target.form?.requestSubmit();
});
