import { type Parsed, unreadable } from './parsed.ts';

const begin = '-----BEGIN PGP SIGNED MESSAGE-----';
const signature = '-----BEGIN PGP SIGNATURE-----';
const end = '-----END PGP SIGNATURE-----';

/** Whether bytes are meant as a clear-signed text. */
export function isClearSigned(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, begin.length)).toString('latin1') === begin;
}

/**
 * The text inside a clear-signed envelope (RFC 9580, 7). Stricter than its readers: nothing before or after, one envelope,
 * no header but Hash, and no blanks at the end of lines, since these are not signed.
 */
export function readClearSigned(bytes: Uint8Array): Parsed<string> {
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  const problems: string[] = [];
  const complain = (at: number, problem: string) => problems.push(`line ${at + 1}: ${problem}`);
  const blank = lines.indexOf('');
  const close = lines.indexOf(signature);
  if (lines[0] !== begin || blank < 0 || close < blank)
    return unreadable(['line 1: the signed text has no end']);
  for (const [at, line] of lines.slice(1, blank).entries()) {
    if (!/^Hash: [A-Z0-9, ]+$/.test(line)) complain(at + 1, 'the signed text has a header that is not Hash');
  }
  const inside = lines.slice(blank + 1, close);
  for (const [at, line] of inside.entries()) {
    if (/[ \t\r]$/.test(line)) complain(blank + 1 + at, 'blanks at the end of a signed line are not signed');
    if (/^-(?! )/.test(line))
      complain(blank + 1 + at, 'a signed line begins with a hyphen that is not escaped');
  }
  const last = lines.lastIndexOf(end);
  if (last < close || last !== lines.indexOf(end) || lines.slice(last + 1).some((line) => line !== ''))
    complain(Math.max(last, 0), 'something follows the signature, or it has no end');
  if (problems.length > 0) return unreadable(problems);
  return { ok: true, value: inside.map((line) => `${line.replace(/^- /, '')}\n`).join('') };
}
