/**
 * What a reviewer cannot see, or sees in another place than the machine: controls, format characters (bidirectional
 * and zero-width ones among them), line separators and every space that is not the ordinary one.
 */
export const invisibleCharacters = /(?![\t\n ])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]/gu;

/** `U+202E (a character that changes the direction of text)`. */
export function describeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} (${kindOf(character)})`;
}

function kindOf(character: string): string {
  if (character === '\r') return 'a carriage return inside a line';
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(character))
    return 'it changes the direction of text';
  if (/\p{Cc}/u.test(character)) return 'a control character';
  if (/[\p{Zs}\p{Zl}\p{Zp}]/u.test(character)) return 'a space that is not the ordinary one';
  return 'it has no width';
}
