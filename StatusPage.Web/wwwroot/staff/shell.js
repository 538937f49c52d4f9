// Small things that must go on while the server cannot be heard. The elements write their own text, so a render never fights with it.
let ahead = Infinity;
let cut = false;
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

const ticking = new Set();
customElements.define('time-ago', TimeAgo);
customElements.define('live-mark', LiveMark);
setInterval(() => { for (const element of ticking) element.tick(); }, 1000);

window.statusPage = {
  setTheme(choice) {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    document.cookie = `StatusPage.Theme=${choice}; path=/; max-age=${choice ? 31536000 : 0}; samesite=lax`;
    document.documentElement.dataset.scheme = choice || (dark ? 'dark' : 'light');
    return dark;
  },
};

// While the connection is cut: Blazor says so with events on this element and retries by itself.
const dialog = document.getElementById('components-reconnect-modal');
const again = async () => {
  try {
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) location.reload();
  } catch {
    // A board on a wall has nobody who presses the button.
    setTimeout(again, 10000);
  }
};
dialog.addEventListener('components-reconnect-state-changed', ({ detail }) => {
  cut = detail.state !== 'hide';
  for (const element of ticking) element.tick();
  if (detail.state === 'show') dialog.show();
  else if (detail.state === 'hide') dialog.close();
  else if (detail.state === 'failed') setTimeout(again, 10000);
  else if (detail.state === 'rejected') location.reload();
});
document.getElementById('components-reconnect-button').addEventListener('click', again);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && dialog.classList.contains('components-reconnect-failed')) again();
});
document.querySelector('#blazor-error-ui button').addEventListener('click', () => location.reload());
