const predefined = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

const reference = /&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([A-Za-z]+));|&/g;

/**
 * Replaces the five entities and the character references of XML 1.0 (4.1, 4.6). Throws on every other ampersand, and on
 * characters that XML forbids. The result is never longer than the text, so there is nothing to limit.
 */
export function decodeReferences(text: string): string {
  if (text.includes('<')) throw new Error('an attribute value has a raw <; write &lt;');
  if (!text.includes('&')) return text;
  return text.replace(reference, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return characterOf(whole, Number.parseInt(hex, 16));
    if (decimal !== undefined) return characterOf(whole, Number.parseInt(decimal, 10));
    const character = predefined.get(name ?? '');
    if (character !== undefined) return character;
    throw new Error(`only &amp; &lt; &gt; &quot; &apos; and numbered characters are read, not ${whole}`);
  });
}

function characterOf(whole: string, code: number): string {
  const allowed =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  if (!allowed) throw new Error(`${whole} is a character that XML forbids`);
  return String.fromCodePoint(code);
}
