import type { MailItem } from './mail-content.ts';

/** Mail as plain text. What people wrote is quoted line by line, so that no line of it can pass for a line of ours. */
export function textOf(items: readonly MailItem[], closing: readonly string[]): string {
  return [...items.map(itemText), closing.join('\n')].join('\n\n').concat('\n');
}

function itemText({ title, state, since, quoted, links, because }: MailItem): string {
  return [
    `${title} is ${state} since ${since}.`,
    ...(quoted.length === 0 ? [] : ['', ...quoted.map((line) => `> ${line}`.trimEnd())]),
    '',
    ...links.map(({ label, text }) => `${`${label}:`.padEnd(9)}${text}`),
    '',
    because,
  ].join('\n');
}
