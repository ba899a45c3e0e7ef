/**
 * What pages do with a script, and do without when there is none: keep themselves up to date by server-sent events, and
 * copy snippets. After an event the page is asked for again, and every element with `data-live` takes the new form in
 * its place; what came, went or moved is told, and comes with the next load, so that nothing moves under a reader's hand.
 */
export const pageScript = `'use strict';
(() => {
  const line = document.getElementById('live');
  const say = (text, link) => {
    line.textContent = text;
    if (!link) return;
    const again = document.createElement('a');
    again.href = location.href;
    again.textContent = link;
    line.append(' ', again);
  };

  const place = (element) => {
    const list = element.closest('[data-stop]');
    return list ? list.dataset.stop : '';
  };

  const take = (next) => {
    const old = new Map([...document.querySelectorAll('[data-live]')].map((each) => [each.id, each]));
    let changed = 0;
    let moved = 0;
    for (const fresh of next.querySelectorAll('[data-live]')) {
      const stale = old.get(fresh.id);
      old.delete(fresh.id);
      if (!stale || place(stale) !== place(fresh)) { moved += 1; continue; }
      if (stale.outerHTML === fresh.outerHTML) continue;
      const focused = stale.contains(document.activeElement);
      const open = stale.tagName === 'DETAILS' && stale.open;
      stale.replaceWith(document.adoptNode(fresh));
      if (open) fresh.open = true;
      if (focused) fresh.querySelector('a, summary, button')?.focus();
      if (fresh.id !== 'seen') changed += 1;
    }
    return { changed, moved: moved + old.size };
  };

  const refresh = async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
    if (!answer.ok) return;
    const { changed, moved } = take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    if (moved > 0) say(moved === 1 ? '1 release came, went or moved.' : moved + ' releases came, went or moved.', 'Load again');
    else if (changed > 0) say(changed === 1 ? '1 entry was updated.' : changed + ' entries were updated.');
  };

  const listen = (address) => {
    const source = new EventSource(address);
    let due = 0;
    let lostAt = 0;
    source.addEventListener('changed', () => {
      clearTimeout(due);
      due = setTimeout(() => refresh().catch(() => {}), 300 + Math.random() * 700);
    });
    source.addEventListener('open', () => {
      if (lostAt) { lostAt = 0; say(''); refresh().catch(() => {}); }
    });
    source.addEventListener('error', () => {
      if (lostAt) return;
      lostAt = Date.now();
      const since = new Date(lostAt).toISOString().slice(11, 16);
      say('As of ' + since + ' UTC; new events do not reach this page.', 'Load again');
    });
  };

  const copyButton = (snippet) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(snippet.querySelector('code').textContent);
      button.textContent = 'Copied';
    });
    snippet.querySelector('.bar').append(button);
  };

  if (navigator.clipboard) document.querySelectorAll('.snip').forEach(copyButton);
  const { events } = document.body.dataset;
  if (events && 'EventSource' in window) listen(events);
})();
`;
