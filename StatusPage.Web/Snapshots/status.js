// The public page's script: words times, shows days, keeps the page current. Whole-line comments and indentation are dropped when it is loaded.
// Every push is only a hint that a newer page exists; what is shown always comes from this page's own HTML.
(() => {
const doc = document, body = doc.body, $ = id => doc.getElementById(id);
let slug = body.dataset.slug, root = body.dataset.root;
const en = 'en-GB', zoneOf = o => { try { return Intl.DateTimeFormat(en, o).resolvedOptions().timeZone; } catch { return ''; } };
// Browsers have older names for some zones, Asia/Calcutta for one: the page's own name goes through the browser before the two are compared.
const here = zoneOf({}), zone = () => zoneOf({ timeZone: body.dataset.zone }) === here ? body.dataset.zone : here;
const make = (tag, cls, text) => { const e = doc.createElement(tag); if (cls) e.className = cls; if (text) e.textContent = text; return e; };

// --- Times, in the visitor's zone. skew: the server's clock minus ours.
let skew = 0;
const now = () => Date.now() + skew;
// The server's words for months have three letters all the year.
const fmt = o => { const f = new Intl.DateTimeFormat(en, o); return d => f.format(d).replace('Sept', 'Sep'); };
const clock = fmt({ hour: '2-digit', minute: '2-digit' }), exact = fmt({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const short = fmt({ day: 'numeric', month: 'short' }), long = fmt({ day: 'numeric', month: 'short', year: 'numeric' });
const weekday = fmt({ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const span = ms => {
  const s = Math.max(0, Math.round(ms / 1e3)), m = s / 60 | 0, h = m / 60 | 0, d = h / 24 | 0;
  const two = (a, b, c, e) => a + '\u00a0' + b + (c ? '\u00a0' + c + '\u00a0' + e : '');
  return s < 60 ? two(s, 's') : m < 60 ? two(m, 'min') : h < 24 ? two(h, 'h', m % 60, 'min') : two(d, 'd', d < 7 ? h % 24 : 0, 'h');
};
const absolute = t => {
  const d = new Date(t), n = new Date(now());
  return d.toDateString() === n.toDateString() ? clock(d) : (d.getFullYear() === n.getFullYear() ? short(d) : long(d)) + ', ' + clock(d);
};
const word = (t, f) => {
  const a = absolute(t), gap = now() - t;
  if (f === 'ago') return a + ' · ' + (gap < 45e3 ? 'just now' : span(gap) + ' ago');
  if (f === 'since') return a + ' · ' + (gap < 6e4 ? 'less than a minute' : span(gap));
  if (f === 'countdown') return a + (gap < 0 ? ', in ' + span(-gap) : gap < 6e4 ? ', now due' : ', overdue by ' + span(gap));
  return a;
};
const words = scope => {
  for (const e of scope.querySelectorAll('time[data-f]')) {
    if (!e.title) e.title = e.textContent + ' ' + body.dataset.zone;
    const text = word(Date.parse(e.dateTime), e.dataset.f);
    if (e.textContent !== text) e.textContent = text;
  }
  const z = scope.querySelector('#zone');
  if (z) z.textContent = 'Times in your zone, ' + zone() + (zone() === body.dataset.zone ? '' : '; days in ' + body.dataset.zone);
};

// --- What a freshly parsed page needs before it is compared with the shown one, so that only true differences remain.
const prepare = scope => {
  words(scope);
  for (const b of scope.querySelectorAll('.bar')) {
    const last = b.dataset.n - 1, at = cur && cur.parentNode === live(b) ? +cur.dataset.d : last;
    const set = { role: 'slider', tabindex: 0, 'aria-orientation': 'horizontal', 'aria-valuemin': 0, 'aria-valuemax': last, 'aria-valuenow': at, 'aria-valuetext': say(b, at) };
    for (const k in set) b.setAttribute(k, set[k]);
  }
};
const live = b => { const c = b.closest('.c'), o = c && $(c.id); return o && o.querySelector('.days'); };

// --- The days of a bar.
let cur = null, tip = null, away = 0;
const entry = (b, i) => {
  for (const li of b.parentNode.querySelectorAll('li')) {
    const [from, to] = li.dataset.d.split('-').map(Number);
    if (i >= from && i <= (to === undefined ? from : to)) return li;
  }
};
const date = (b, i) => weekday(new Date(Date.parse(b.dataset.end) - (b.dataset.n - 1 - i) * 864e5));
const say = (b, i) => { const li = entry(b, i); return li ? (li.dataset.d.includes('-') ? date(b, i) + ' No data' : li.textContent) : date(b, i) + ' No problems'; };
const icon = key => {
  const s = doc.createElementNS('http://www.w3.org/2000/svg', 'svg'), u = doc.createElementNS(s.namespaceURI, 'use');
  s.setAttribute('class', 'i'); s.setAttribute('aria-hidden', 'true'); u.setAttribute('href', '#s-' + key); s.append(u);
  return s;
};
const stay = () => { clearTimeout(away); away = 0; };
const hide = () => { stay(); if (cur) { cur.remove(); tip.remove(); cur = tip = null; } };
const later = () => { clearTimeout(away); away = setTimeout(() => { if (!(cur && cur.parentNode.contains(doc.activeElement) && doc.activeElement.matches(':focus-visible'))) hide(); }, 300); };
const show = (b, i) => {
  const days = b.parentNode, n = +b.dataset.n;
  i = Math.max(0, Math.min(n - 1, i));
  stay();
  if (cur && cur.parentNode === days && +cur.dataset.d === i) return;
  hide();
  const li = entry(b, i);
  cur = make('i', 'cur'); tip = make('div', 'tip card');
  cur.dataset.keep = tip.dataset.keep = ''; cur.dataset.d = i;
  if (li && !li.dataset.d.includes('-')) tip.append(...li.cloneNode(true).childNodes);
  else { tip.append(make('b', '', date(b, i))); tip.append(make('span', 'st s-' + (li ? 'un' : 'ok'), li ? 'No data' : 'No problems')); }
  for (const s of tip.querySelectorAll('.st')) s.prepend(icon(s.className.slice(-2)));
  for (const c of tip.querySelectorAll('cite')) {
    const id = c.dataset.i, to = $('i-' + id) ? '#i-' + id : body.dataset.incidents ? body.dataset.incidents + id : '';
    if (to) { const a = make('a', '', c.textContent); a.href = to; c.replaceWith(a); }
  }
  days.append(cur, tip);
  // On a phone the picture is three times as wide as its frame, pushed to its end.
  const frame = days.clientWidth, wide = b.firstChild.getBoundingClientRect().width, step = wide / n, x = frame - wide + i * step;
  cur.style.left = x - 2 + 'px'; cur.style.width = step * .7 + 4 + 'px';
  tip.style.left = Math.max(0, Math.min(frame - tip.offsetWidth, x - tip.offsetWidth / 2)) + 'px';
  b.setAttribute('aria-valuenow', i); b.setAttribute('aria-valuetext', say(b, i));
};
// After what it stands on has changed: other words, another width, another day at its place. A link in it that has the focus is left alone.
const renew = () => {
  if (!cur) return;
  const b = cur.isConnected && !tip.contains(doc.activeElement) && cur.parentNode.querySelector('.bar'), i = +cur.dataset.d, leaving = away;
  if (b) { hide(); show(b, i); if (leaving) later(); } else if (!cur.isConnected) hide();
};
const shown = b => { const w = b.firstChild.getBoundingClientRect().width; return Math.round(b.clientWidth / w * b.dataset.n); };
const bar = e => e.target.closest && e.target.closest('.bar');
const point = e => {
  const b = bar(e);
  if (b) { const r = b.firstChild.getBoundingClientRect(); show(b, Math.floor((e.clientX - r.left) / r.width * b.dataset.n)); }
  else if (cur && !cur.parentNode.contains(e.target)) { if (e.type === 'pointerdown') hide(); else later(); }
  else stay();
};
doc.addEventListener('pointermove', point);
doc.addEventListener('pointerdown', point);
doc.addEventListener('focusin', e => { const b = bar(e); if (b && b.matches(':focus-visible')) show(b, +b.getAttribute('aria-valuenow')); });
doc.addEventListener('focusout', later);
doc.addEventListener('keydown', e => {
  if (e.key === 'Escape') hide();
  const b = bar(e);
  if (!b) return;
  const n = b.dataset.n - 1, i = +b.getAttribute('aria-valuenow'), first = n + 1 - shown(b);
  const to = { ArrowLeft: i - 1, ArrowDown: i - 1, ArrowRight: i + 1, ArrowUp: i + 1, PageDown: i - 7, PageUp: i + 7, Home: first, End: n }[e.key];
  if (to !== undefined) { e.preventDefault(); show(b, Math.max(first, to)); }
});

// --- The filter of a long list.
const folded = new Map();
let query = '';
const filter = () => {
  let hits = 0;
  for (const g of doc.querySelectorAll('.g')) {
    let own = 0;
    for (const c of g.querySelectorAll('.c')) {
      const fits = c.querySelector('.ch').textContent.toLowerCase().includes(query);
      c.hidden = !fits;
      own += fits;
    }
    g.hidden = !own;
    hits += own;
    if (g.localName !== 'details') continue;
    if (query) { if (!folded.has(g.id)) folded.set(g.id, g.open); g.open = true; }
    else if (folded.has(g.id)) g.open = folded.get(g.id);
  }
  if (!query) folded.clear();
  const out = $('found');
  if (out) out.textContent = query ? (hits || 'No') + (hits === 1 ? ' service' : ' services') : '';
};
const tools = () => {
  const t = $('tools');
  if (!t || t.firstChild) return;
  const input = make('input'), out = make('span', 'm');
  input.type = 'search'; input.placeholder = 'Filter by name or status';
  input.setAttribute('aria-label', 'Filter services by name or status');
  out.id = 'found'; out.setAttribute('role', 'status');
  input.addEventListener('input', () => { query = input.value.trim().toLowerCase(); filter(); });
  t.append(input, out);
};

// --- Morphing: the shown page becomes the new one; what is the same keeps its element, and with it focus and folding.
const served = new Map();
const remember = scope => { for (const d of scope.querySelectorAll('details[id]')) served.set(d.id, d.hasAttribute('open')); };
let hits = [];
const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || '') === (b.id || '');
const kept = e => e.nodeType === 1 && 'keep' in e.dataset;
const morph = (a, b) => {
  if (a.nodeType !== 1) { if (a.data !== b.data) a.data = b.data; return; }
  if (a.dataset.k !== b.dataset.k) hits.push(a);
  for (const { name } of [...a.attributes]) if (!b.hasAttribute(name)) a.removeAttribute(name);
  for (const { name, value } of b.attributes) if (a.getAttribute(name) !== value) a.setAttribute(name, value);
  let at = a.firstChild;
  const byId = new Map();
  for (const c of a.children) if (c.id) byId.set(c.id, c);
  for (const n of [...b.childNodes]) {
    while (at && kept(at) && at.id !== n.id) at = at.nextSibling;
    let old = n.id ? byId.get(n.id) : at && same(at, n) ? at : null;
    if (old && !same(old, n)) old = null;
    if (old === at && at) at = at.nextSibling;
    else if (old) a.insertBefore(old, at);
    if (!old) {
      const fresh = doc.importNode(n, true);
      a.insertBefore(fresh, at);
      if (fresh.dataset && fresh.dataset.k) hits.push(fresh);
    } else if (!kept(old)) morph(old, n);
  }
  while (at) { const next = at.nextSibling; if (!kept(at)) at.remove(); at = next; }
};
const swap = next => {
  asOf = Math.min(asOf, claimed(next));
  prepare(next);
  for (const d of next.querySelectorAll('details[id]')) {
    const old = $(d.id), def = d.hasAttribute('open');
    if (old && served.get(d.id) === def) d.toggleAttribute('open', folded.has(d.id) ? folded.get(d.id) : old.open);
    served.set(d.id, def);
  }
  const focus = doc.activeElement;
  const anchor = [...doc.querySelectorAll('main [id]')].find(e => e.getClientRects().length && e.getBoundingClientRect().top >= 0), top = anchor && anchor.getBoundingClientRect().top;
  hits = [];
  folded.clear();
  for (const id of ['top', 'main', 'foot']) morph($(id), next.getElementById(id));
  doc.title = next.title;
  doc.querySelector('link[rel=icon]').href = next.querySelector('link[rel=icon]').getAttribute('href');
  Object.assign(body.dataset, next.body.dataset);
  tools();
  filter();
  renew();
  notice();
  if (focus !== body && doc.activeElement !== focus && focus.isConnected) focus.focus({ preventScroll: true });
  if (anchor && anchor.isConnected && scrollY > 0) scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: 'instant' });
  for (const h of hits) { h.classList.add('hit'); setTimeout(() => h.classList.remove('hit'), 2e3); }
};

// --- Fetching. want: the highest version that anybody told us of.
let want = +body.dataset.version, etag = '', tries = 0, timer = 0, busy = false, gone = 0;
const soon = ms => { clearTimeout(timer); timer = setTimeout(refresh, ms); };
// A new release of the product brings another script or style, and the address may belong to another page by now: only a reload takes that, at most once
// a minute in case nodes of two releases answer in turn.
const foreign = next => next.body.dataset.page !== body.dataset.page || next.querySelector('script[src]').getAttribute('src') !== doc.querySelector('script[src]').getAttribute('src')
  || next.querySelector('style').textContent !== doc.querySelector('style').textContent;
const reload = () => {
  let last = 0;
  try { last = +sessionStorage.reloaded || 0; sessionStorage.reloaded = Date.now(); } catch { last = 0; }
  if (Date.now() - last > 6e4) setTimeout(() => location.reload(), Math.random() * 5e3);
};
const get = async (url, headers) => {
  const r = await fetch(url, { cache: 'no-store', headers, signal: AbortSignal.timeout(1e4) });
  const d = Date.parse(r.headers.get('date'));
  if (r.status < 500 && d) {
    const off = d + 500 - Date.now(), was = skew;
    skew = Math.abs(off) > 2e3 ? off : 0;
    // A clock that is hours off would show wrong words until the next half minute.
    if (Math.abs(skew - was) > 2e3) words(doc);
  }
  return r;
};
const refresh = async () => {
  if (busy) return soon(250);
  busy = true;
  try {
    const r = await get(location.pathname, etag ? { 'If-None-Match': etag } : {});
    // Told twice by the product itself that there is nothing here; what a proxy says for a moment, or a node that has not heard of a new address yet, is not it.
    gone = r.status === 404 && !r.redirected && (await r.text()).includes('data-gone') ? gone + 1 : 0;
    if (gone > 1) { reload(); return; }
    if (r.ok) {
      const next = new DOMParser().parseFromString(await r.text(), 'text/html'), v = +(next.body.dataset.version || -1);
      // Whoever answers in the page's place, a hotel's log-in for instance, has not said how things are.
      if (v < 0 || !next.getElementById('main')) throw 0;
      if (foreign(next)) { reload(); return; }
      if (v >= +body.dataset.version || setBack > 1) {
        etag = r.headers.get('etag') || '';
        want = Math.max(v, setBack > 1 ? 0 : want);
        setBack = 0;
        swap(next);
        // The page may have another address by now; the one before leads there.
        if (r.redirected) history.replaceState(history.state, '', new URL(r.url).pathname + location.search + location.hash);
        slug = body.dataset.slug; root = body.dataset.root;
      }
    }
    if (r.ok || r.status === 304) heard = Date.now();
  } catch { /* the next try or the poll asks again */ } finally { busy = false; }
  // Told of a version that the node we ask has not got yet: it is there in a moment, and should it not be, we ask less and less often.
  if (+body.dataset.version < want) soon(Math.min(3e4, 250 * 2 ** tries++) * (.75 + Math.random() / 2));
  else tries = 0;
  indicate();
};
const hint = v => { if (v > want) { want = v; tries = 0; } if (want > +body.dataset.version) soon(Math.random() * 250); };
// A page that was served as old is as old as it says, until live.json says better.
const claimed = scope => { const n = scope.querySelector('#stale'); return n.hidden ? Infinity : Date.parse(n.querySelector('time').dateTime) - skew; };
let asOf = Math.min(Date.now(), claimed(doc)), polled = 0, sure = false;
// How often in a row we were told of a lower version. Once, a node may lag; twice, the data came back from a backup and what we show is no more.
let setBack = 0;
const poll = async () => {
  polled = Date.now();
  try {
    const r = await get(root + '/live.json', {});
    if (!r.ok) throw 0;
    const j = await r.json();
    heard = Date.now();
    asOf = Math.min(heard, Date.parse(j.as_of) - skew);
    sure = true;
    setBack = j.version < +body.dataset.version ? setBack + 1 : 0;
    hint(+j.version);
    // The same version may be worded anew, at midnight for instance; an unchanged page costs an empty answer.
    if (want <= +body.dataset.version || setBack > 1) soon(Math.random() * 2e3);
  } catch { soon(Math.random() * 1e3); }
  notice();
  indicate();
};

// --- The socket: SignalR's JSON protocol without negotiation, records end with 0x1e.
let ws = null, open = false, fails = 0, heard = Date.now(), spoke = 0, again = 0, given = 0, since = 0, moved = 0;
const send = o => { if (ws && ws.readyState === 1) { ws.send(JSON.stringify(o) + '\x1e'); spoke = Date.now(); } };
// A peer that is gone does not answer the closing either, and the browser would wait for that: whatever comes of it, this socket is done with.
const drop = () => {
  clearTimeout(given);
  if (ws) { ws.onopen = ws.onmessage = ws.onclose = null; ws.close(); ws = null; }
  // Who cuts every connection after a moment is asked less and less often.
  if (open && Date.now() - since > 1e4) fails = 0;
  open = false;
};
const lose = () => { drop(); retry(); indicate(); };
const connect = () => {
  clearTimeout(again);
  drop();
  try { ws = new WebSocket(location.origin.replace(/^http/, 'ws') + '/hubs/status'); } catch { return retry(); }
  given = setTimeout(lose, 1e4);
  let greeted = false;
  ws.onopen = () => send({ protocol: 'json', version: 1 });
  ws.onmessage = e => {
    heard = Date.now();
    for (const part of String(e.data).split('\x1e')) {
      if (!part) continue;
      const m = JSON.parse(part);
      if (m.error || m.type === 7) return lose();
      if (!greeted) {
        greeted = true;
        send({ type: 1, invocationId: '1', target: 'Watch', arguments: [slug] });
      }
      else if (m.type === 3) {
        clearTimeout(given);
        open = true;
        since = Date.now();
        // What was pushed while nobody listened is caught up with here.
        poll();
      }
      else if (m.type === 1 && m.target === 'changed') hint(+m.arguments[0].version);
      // This node is about to stop, and another is there: nothing is lost, so nothing is said.
      else if (m.type === 1 && m.target === 'moving') {
        const wait = Math.random() * m.arguments[0].spread;
        clearTimeout(again);
        moved = Date.now() + wait;
        again = setTimeout(() => { fails = 0; connect(); }, wait);
      }
      else if (m.type === 6) send({ type: 6 });
    }
    indicate();
  };
  ws.onclose = lose;
};
// A lost node sends all its viewers to the others: the first try is spread over five seconds, which keeps every later one apart too. A move is spread already.
const retry = () => {
  clearTimeout(again);
  const wait = fails ? Math.min(3e4, 1500 * 2 ** fails) * (.5 + Math.random() / 2) : Math.random() * (Date.now() - moved < 5e3 ? 500 : 5e3);
  fails++;
  again = setTimeout(connect, wait);
};

// --- What the page says of itself.
const indicate = () => {
  // An open socket to a server that has itself not heard for a minute is not live, nor is a page that cannot fetch what it was told of.
  const e = $('live'), age = Date.now() - asOf, old = age > 6e4, gap = old ? age : Date.now() - heard, on = (open || Date.now() - moved < 3e3) && sure && !old && tries < 5 && gap <= 35e3;
  const text = on ? 'Live' : gap >= 3e3 ? 'Last heard ' + span(gap) + ' ago' : fails > 2 ? 'Last heard just now' : 'Connecting';
  e.classList.toggle('on', on);
  if (e.textContent !== text) e.textContent = text;
  e.title = 'As of ' + exact(asOf + skew);
};
const notice = () => {
  const n = $('stale'), t = n.querySelector('time');
  const old = Date.now() - asOf > 6e4;
  n.hidden = !old;
  if (!old) return;
  t.dateTime = new Date(asOf + skew).toISOString();
  t.textContent = word(asOf + skew, 'ago');
};

remember(doc);
prepare(doc);
tools();
connect();
addEventListener('online', () => { fails = 0; connect(); });
addEventListener('pageshow', e => { if (e.persisted) { fails = 0; connect(); } });
doc.addEventListener('visibilitychange', () => { if (!doc.hidden) { words(doc); poll(); if (!open) { fails = 0; connect(); } } });
// A link to an incident that is folded opens it.
const unfold = () => { const e = $(decodeURIComponent(location.hash.slice(1))), d = e && e.closest('details'); if (d && !d.open) { d.open = true; e.scrollIntoView(); } };
addEventListener('resize', renew);
addEventListener('hashchange', unfold);
unfold();
setInterval(() => {
  const t = Date.now();
  if (open && t - heard > 3e4) lose();
  if (open && t - spoke > 15e3) send({ type: 6 });
  // In the future: the visitor's clock has been set back meanwhile.
  if (!doc.hidden && (t - polled > 3e4 || t < polled)) poll();
  indicate();
}, 1e3);
setInterval(() => { words(doc); notice(); }, 3e4);
})();
