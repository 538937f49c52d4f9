// Keys for people who keep a board open all day. An element says by data-key which key presses it, or moves the cursor into it.
const help = document.getElementById('keyhelp');
const on = document.getElementById('keys-on');
const remembered = 'keys';
try {
  on.checked = localStorage.getItem(remembered) !== 'off';
} catch { /* A browser that keeps nothing has them on. */ }
on.addEventListener('change', () => {
  try {
    localStorage.setItem(remembered, on.checked ? 'on' : 'off');
  } catch { /* Then for this page only. */ }
});

const places = { b: '/admin', i: '/admin/incidents', m: '/admin/monitors' };
let going = 0;

const isTyping = target => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
const press = element => {
  if (!element) return false;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) element.focus();
  else element.click();
  return true;
};
const step = by => {
  const links = [...document.querySelectorAll('roving-focus a')];
  if (!links.length) return false;
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))].focus();
  return true;
};

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || document.querySelector('dialog[open]:not(#components-reconnect-modal), .mud-dialog-container, .mud-popover-open')) return;
  if (event.key === '?') {
    help.showModal();
    event.preventDefault();
    return;
  }
  if (!on.checked) return;
  const place = Date.now() - going < 1500 && places[event.key];
  going = event.key === 'g' ? Date.now() : 0;
  const done = place ? (Blazor.navigateTo(place), true)
    : event.key === 'j' ? step(1)
    : event.key === 'k' ? step(-1)
    : press(document.querySelector(`[data-key="${CSS.escape(event.key)}"]`));
  if (done) event.preventDefault();
});

// One stop for the tab key among many links; arrows go on from there, by the grid as it is seen.
class RovingFocus extends HTMLElement {
  connectedCallback() {
    this.addEventListener('keydown', event => this.move(event));
    this.addEventListener('focusin', event => this.hold(event.target));
    this.watch = new MutationObserver(() => this.settle());
    this.watch.observe(this, { childList: true, subtree: true });
    this.settle();
  }

  disconnectedCallback() { this.watch.disconnect(); }

  settle() {
    if (!this.querySelector('a[tabindex="0"]')) this.querySelector('a')?.setAttribute('tabindex', '0');
  }

  hold(link) {
    if (link.tagName !== 'A') return;
    for (const other of this.querySelectorAll('a[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    link.setAttribute('tabindex', '0');
  }

  move(event) {
    const links = [...this.querySelectorAll('a')];
    const at = links.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const top = links[0].getBoundingClientRect().top;
    const columns = Math.max(1, links.findIndex(link => link.getBoundingClientRect().top > top + 4) + 1 || links.length + 1) - 1 || 1;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    links[to]?.focus();
  }
}
customElements.define('roving-focus', RovingFocus);

// The board on a wall: the whole screen, larger, and nothing that is not the board. With ?wall in the address it begins like that.
class WallSwitch extends HTMLElement {
  connectedCallback() {
    this.onwall = () => this.show(!!document.fullscreenElement);
    document.addEventListener('fullscreenchange', this.onwall);
    this.addEventListener('click', () => this.toggle());
    this.show(new URLSearchParams(location.search).has('wall') || !!document.fullscreenElement);
  }

  disconnectedCallback() {
    document.removeEventListener('fullscreenchange', this.onwall);
    delete document.documentElement.dataset.wall;
  }

  async toggle() {
    const wanted = !('wall' in document.documentElement.dataset);
    this.show(wanted);
    try {
      await (wanted ? document.documentElement.requestFullscreen() : document.fullscreenElement && document.exitFullscreen());
    } catch { /* A browser that does not allow it shows the board alone in its window. */ }
  }

  show(wall) {
    document.documentElement.toggleAttribute('data-wall', wall);
    this.querySelector('button')?.setAttribute('aria-pressed', wall);
  }
}
customElements.define('wall-switch', WallSwitch);
