// Moves things in the tree of components: with the mouse, a finger or a pen by the grip, and with Alt and an arrow key. While something is
// dragged nothing is asked of the server and nothing that it has drawn is moved; what comes of it is said in a hidden field, as in
// "c:<id>|to|<group>|<before>" (see TreeMove).
const slop = 5;
const itemOf = element => element.dataset.item;
const idOf = item => item.slice(2);

class MoveTree extends HTMLElement {
  connectedCallback() {
    this.over = new AbortController();
    const { signal } = this.over;
    this.addEventListener('pointerdown', event => this.press(event), { signal });
    this.addEventListener('keydown', event => this.key(event), { signal });
    this.addEventListener('click', event => this.click(event), { signal, capture: true });
    // Whoever moves something by keys goes on from there, wherever the server has drawn it anew.
    this.watch = new MutationObserver(() => this.refocus());
    this.watch.observe(this, { subtree: true, childList: true });
    // Whoever closes what they have opened from here is back where they were.
    this.beside = new MutationObserver(changes => {
      const closed = changes.some(change => [...change.removedNodes].some(node => node.matches?.('.side')));
      if (closed && !document.querySelector('.arrange > .side') && document.activeElement === document.body) this.partOf(this.opener)?.focus();
    });
    this.beside.observe(this.closest('.arrange'), { childList: true });
  }

  disconnectedCallback() {
    this.end();
    this.over.abort();
    this.watch.disconnect();
    this.beside.disconnect();
  }

  partOf({ item, part } = {}) {
    const row = item && this.querySelector(`[data-item="${item}"]`);
    return row?.querySelector(`[data-part="${part}"]`) ?? row?.querySelector('[data-part]');
  }

  get off() { return this.hasAttribute('data-off'); }

  say(text) {
    const field = this.querySelector('input[type=hidden]');
    field.value = text;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  key(event) {
    const way = { ArrowUp: 'up', ArrowDown: 'down' }[event.key];
    const row = event.target.closest('[data-item]');
    if (event.key === 'Escape' && this.drag) return this.end();
    if (!way || !event.altKey || !row || this.off) return;
    event.preventDefault();
    this.step(row, way, event.target.closest('[data-part]')?.dataset.part ?? 'grip');
  }

  click(event) {
    // The end of a drag is no click on the grip.
    if (this.dropped && event.target.closest('.grip')) {
      event.stopPropagation();
      event.preventDefault();
    }
    const opener = event.target.closest('[data-part=open], [data-part=edit]');
    if (opener) this.opener = { item: itemOf(opener.closest('[data-item]')), part: opener.dataset.part };
    const button = event.target.closest('[data-move]');
    if (button && !this.off) this.step(button.closest('[data-item]'), button.dataset.move.split('|')[1], button.dataset.part);
  }

  step(row, way, part) {
    this.wanted = { item: itemOf(row), part, until: Date.now() + 3000 };
    this.say(`${itemOf(row)}|${way}`);
  }

  refocus() {
    if (!this.wanted || Date.now() > this.wanted.until) return;
    const field = this.partOf(this.wanted), has = document.activeElement;
    // Whoever has gone elsewhere meanwhile stays there.
    if (!field || (has && has !== document.body)) return;
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: 'nearest' });
  }

  press(event) {
    const grip = event.target.closest('.grip');
    this.dropped = false;
    this.wanted = null;
    if (!grip || this.off || event.button !== 0) return;
    const row = grip.closest('[data-item]');
    const over = new AbortController(), { signal } = over;
    this.drag = { row, item: itemOf(row), x: event.clientX, y: event.clientY, over, pointer: event.pointerId };
    // On the document: the row may be drawn anew meanwhile, and would take its listeners along.
    document.addEventListener('pointermove', one => this.move(one), { signal });
    document.addEventListener('pointerup', one => this.drop(one), { signal });
    document.addEventListener('pointercancel', () => this.end(), { signal });
    document.addEventListener('keydown', one => { if (one.key === 'Escape') this.end(); }, { signal });
  }

  begin() {
    const { drag } = this, box = drag.row.getBoundingClientRect();
    drag.ghost = drag.row.cloneNode(true);
    drag.ghost.querySelectorAll('[id]').forEach(one => one.removeAttribute('id'));
    drag.ghost.removeAttribute('data-item');
    drag.ghost.querySelectorAll('[data-item]').forEach(one => one.removeAttribute('data-item'));
    drag.ghost.classList.add('ghost');
    drag.ghost.inert = true;
    Object.assign(drag.ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
    drag.line = document.createElement('div');
    drag.line.className = 'drop-line';
    drag.line.hidden = true;
    // Inside of the frame, which has the colours.
    this.closest('.arrange').append(drag.ghost, drag.line);
    drag.row.classList.add('dragged');
    document.documentElement.classList.add('dragging');
  }

  move(event) {
    const { drag } = this;
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < slop) return;
      this.begin();
    }
    event.preventDefault();
    [drag.atX, drag.atY] = [event.clientX, event.clientY];
    drag.ghost.style.transform = `translate(${event.clientX - drag.x}px, ${event.clientY - drag.y}px)`;
    this.aim();
    if (!drag.scrolling) this.scroll();
  }

  // Near an edge of the window the page goes along.
  scroll() {
    const { drag } = this;
    if (!drag?.ghost) return;
    const edge = 70, below = drag.atY - (innerHeight - edge), above = edge + 60 - drag.atY;
    const by = below > 0 ? below : above > 0 ? -above : 0;
    drag.scrolling = by !== 0;
    if (!by) return;
    scrollBy(0, Math.max(-18, Math.min(18, by / 4)));
    this.aim();
    requestAnimationFrame(() => this.scroll());
  }

  // Where it would go, as a line between two rows.
  aim() {
    const { drag } = this;
    drag.to = drag.item[0] === 'g' ? this.amongGroups(drag.atY) : this.amongRows(drag.atY);
    drag.line.hidden = !drag.to;
    if (!drag.to) return;
    const { box, y } = drag.to;
    Object.assign(drag.line.style, { left: `${box.left}px`, width: `${box.width}px`, top: `${y - 2}px` });
  }

  amongGroups(y) {
    const groups = [...this.querySelectorAll('[data-item^="g:"]')].filter(group => itemOf(group) !== this.drag.item);
    if (groups.length === 0) return null;
    const next = groups.find(group => {
      const box = group.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    const box = (next ?? groups.at(-1)).getBoundingClientRect();
    return { group: '', before: next ? idOf(itemOf(next)) : '', box, y: next ? box.top - 5 : box.bottom + 5 };
  }

  amongRows(y) {
    const cards = [...this.querySelectorAll('.card-group')];
    const card = cards.find(one => y < one.getBoundingClientRect().bottom + 5) ?? cards.at(-1);
    const group = card.dataset.group ?? '';
    const list = card.querySelector('ul'), box = (list ?? card).getBoundingClientRect();
    const rows = [...card.querySelectorAll('[data-item^="c:"]')].filter(row => itemOf(row) !== this.drag.item);
    const next = rows.find(row => {
      const one = row.getBoundingClientRect();
      return y < one.top + one.height / 2;
    });
    const end = rows.length ? rows.at(-1).getBoundingClientRect().bottom : list ? box.top : box.bottom;
    return { group, before: next ? idOf(itemOf(next)) : '', box, y: next ? next.getBoundingClientRect().top : end };
  }

  drop(event) {
    const { drag } = this;
    if (!drag || event.pointerId !== drag.pointer) return;
    const to = drag.ghost && drag.to;
    this.dropped = !!drag.ghost;
    setTimeout(() => { this.dropped = false; }, 50);
    this.end();
    if (to) this.say(`${drag.item}|to|${to.group}|${to.before}`);
  }

  end() {
    const { drag } = this;
    if (!drag) return;
    drag.over.abort();
    drag.ghost?.remove();
    drag.line?.remove();
    drag.row.classList.remove('dragged');
    document.documentElement.classList.remove('dragging');
    this.drag = null;
  }
}

customElements.define('move-tree', MoveTree);
