import { escaped } from '../markdown-text.ts';

/** A text as Markdown that shows it, and that neither calls people at the code host nor refers to its issues. */
export function quiet(text: string): string {
  return hushed(escaped(text));
}

/** The same inside of HTML, where GitHub shows a backslash as one. */
export function quietHtml(text: string): string {
  return hushed(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
}

// An empty comment ends what would be read as a name, and nobody sees it.
function hushed(text: string): string {
  return text
    .replace(/@(?=[\w-])/g, '@<!-- -->')
    .replace(/#(?=\d)/g, '#<!-- -->')
    .replace(/\bGH-(?=\d)/gi, '$&<!-- -->');
}
