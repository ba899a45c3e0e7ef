import type { Finding } from '../domain/finding.ts';
import { good, type Result, refused } from '../domain/result.ts';
import { describeCharacter, invisibleCharacters } from './invisible-characters.ts';
import { findingAt, type SourceText, sourceText } from './source-text.ts';

const maxBytes = 256 * 1024;

/** Text of a file, refused when people and machines could read it differently. Lines may end as on Windows. */
export function decodeText(file: string, bytes: Uint8Array): Result<SourceText> {
  if (bytes.length > maxBytes) {
    const message = `the file has ${bytes.length} bytes, more than ${maxBytes}`;
    return refused([findingAt(sourceText(file, ''), 0, { rule: 'file-too-large', message })]);
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const source = sourceText(file, text);
  if (!isUtf8(bytes)) return refused([notUtf8(source)]);
  const findings = invisibleIn(source);
  return findings.length > 0 ? refused(findings) : good(source);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function notUtf8(source: SourceText): Finding {
  const offset = Math.max(0, source.text.indexOf('\ufffd'));
  const complaint = { rule: 'not-utf8', message: 'the file is not text in UTF-8', hint: 'save it as UTF-8' };
  return findingAt(source, offset, complaint);
}

function invisibleIn(source: SourceText): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { 0: character, index } of source.text.matchAll(invisibleCharacters)) {
    if (character === '\r' && source.text[index + 1] === '\n') continue;
    const message = `${describeCharacter(character)} must not stand in this file`;
    findings.push(findingAt(source, index, { rule: 'invisible-character', message, hint: 'remove it' }));
  }
  return findings;
}
