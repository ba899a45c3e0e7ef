// XML 1.0 has no way to write most of them, and in deb822 they end lines and draw on terminals.
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd]/;

/**
 * Why a text of a package cannot stand in metadata: `the character U+001B`; null when it can. Bytes that are no UTF-8
 * have become U+FFFD when they were decoded. Line ends and tabs are fine where a text may have several lines.
 */
export function unfitCharacterIn(text: string, lines: 'one' | 'many'): string | null {
  const found = lines === 'one' ? (/[\t\n]/.exec(text) ?? control.exec(text)) : control.exec(text);
  if (found === null) return null;
  if (found[0] === '\ufffd') return 'bytes that are no UTF-8';
  return `the character U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
