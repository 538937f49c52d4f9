// A strip of what happened: one stop for the tab key, arrows go on from there, and the line below says what is under the pointer or the focus.
const day = new Intl.DateTimeFormat([], { day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' });
const when = (from, to) => {
  const [begin, end] = [new Date(+from), new Date(+to)];
  const today = new Date().toDateString();
  const date = one => one.toDateString() === today ? '' : `${day.format(one)}, `;
  return begin.toDateString() === end.toDateString()
    ? `${date(begin)}${clock.format(begin)} to ${clock.format(end)}`
    : `${date(begin)}${clock.format(begin)} to ${date(end)}${clock.format(end)}`;
};

class StateStrip extends HTMLElement {
  connectedCallback() {
    this.addEventListener('pointerover', event => this.say(event.target.closest('g')));
    this.addEventListener('pointerleave', () => this.say(this.focused()));
    this.addEventListener('focusin', event => { this.hold(event.target); this.say(event.target); });
    this.addEventListener('focusout', () => this.say(null));
    this.addEventListener('keydown', event => this.move(event));
    // What is inside comes after the element itself.
    this.watch = new MutationObserver(() => this.settle());
    this.watch.observe(this, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-words', 'data-from', 'data-to'] });
    this.settle();
  }

  disconnectedCallback() { this.watch.disconnect(); }

  focused() { return this.contains(document.activeElement) ? document.activeElement : null; }

  // The newest is what one looks for first.
  settle() {
    const all = [...this.querySelectorAll('g')];
    for (const one of all) one.setAttribute('aria-label', this.words(one));
    if (!all.some(one => one.getAttribute('tabindex') === '0')) all.at(-1)?.setAttribute('tabindex', '0');
    if (this.said?.isConnected) this.say(this.said);
  }

  hold(stretch) {
    for (const one of this.querySelectorAll('g[tabindex="0"]')) one.setAttribute('tabindex', '-1');
    stretch.setAttribute('tabindex', '0');
  }

  move(event) {
    const all = [...this.querySelectorAll('g')], at = all.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    all[to]?.focus();
  }

  words({ dataset }) { return `${when(dataset.from, dataset.to)}: ${dataset.words}`; }

  say(stretch) {
    this.said = stretch;
    const line = this.querySelector('.stretch');
    if (!line) return;
    this.hint ??= line.textContent;
    const text = stretch ? this.words(stretch) : this.hint;
    if (line.textContent !== text) line.textContent = text;
  }
}
customElements.define('state-strip', StateStrip);
