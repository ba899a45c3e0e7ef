import { cleanText } from '../../domain/failure.ts';

const mostBytes = 64 * 1024;

/** The end of what a program wrote, without control characters, in at most 64 KiB. */
export function shownOutput(bytes: Uint8Array): string {
  const text = cleanText(Buffer.from(bytes).subarray(-mostBytes).toString('utf8'));
  const clean = Buffer.from(text);
  let start = Math.max(0, clean.length - mostBytes);
  // A cut inside a character would grow into replacement characters; 10xxxxxx never starts one.
  while (start > 0 && start < clean.length && ((clean[start] ?? 0) & 0xc0) === 0x80) start++;
  return clean.toString('utf8', start);
}
