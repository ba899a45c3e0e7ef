import type { MailItem } from './mail-content.ts';

/** The same as HTML: everything escaped, no script, and nothing that is loaded from anywhere. */
export function htmlOf(subject: string, items: readonly MailItem[], closing: readonly string[]): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font-family: sans-serif">',
    items.map(itemHtml).join('\n<hr>\n'),
    `<p style="color: #555">${closing.map(escaped).join('<br>')}</p>`,
    '</body></html>',
    '',
  ].join('\n');
}

function itemHtml({ title, state, since, quoted, links, because }: MailItem): string {
  const rows = links.map(
    ({ label, text, isAddress }) => `${label}: ${isAddress ? linked(text) : escaped(text)}`,
  );
  return [
    `<p><strong>${escaped(title)}</strong> is <strong>${escaped(state)}</strong> since ${escaped(since)}.</p>`,
    ...(quoted.length === 0
      ? []
      : [`<blockquote style="white-space: pre-wrap">${escaped(quoted.join('\n'))}</blockquote>`]),
    `<p>${rows.join('<br>')}</p>`,
    `<p>${escaped(because)}</p>`,
  ].join('\n');
}

function linked(address: string): string {
  return /^https?:\/\//.test(address)
    ? `<a href="${escaped(address)}">${escaped(address)}</a>`
    : escaped(address);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
