import { isXmlText } from './xml-characters.ts';

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text between tags. Throws on characters that XML has no way to write: the caller has refused them before. */
export function xmlText(text: string): string {
  return escaped(text, /[&<>\r]/g);
}

/** The value of an attribute, in double quotes; readers would make spaces of raw line ends and tabs. */
export function xmlAttribute(text: string): string {
  return `"${escaped(text, /[&<>"\r\n\t]/g)}"`;
}

function escaped(text: string, characters: RegExp): string {
  if (!isXmlText(text)) throw new Error(`XML cannot hold ${JSON.stringify(text.slice(0, 120))}`);
  return text.replace(characters, (character) => replacements[character] ?? character);
}
