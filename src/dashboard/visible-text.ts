import { mapTexts } from '../report/map-texts.ts';

// Controls, direction marks and whatever has no width: a reader would not see them, or would see the rest in another order.
const unseen = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu;

/** A text with every character shown that could not be seen, as `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/** The same view with every text in it visible. */
export function visible<T>(view: T): T {
  return mapTexts(view, visibleText);
}
