import { asSha256 } from '../../domain/digest.ts';
import type { PooledRelease } from '../../domain/member.ts';

/** Reads release.json; undefined when it is not what the intake writes. */
export function readPooledRelease(text: string): PooledRelease | undefined {
  const found = parse(text);
  if (!isRecord(found) || !Array.isArray(found.members)) return undefined;
  const named = typeof found.release === 'string' && isDigest(found.content);
  const whole = named && found.members.every(isMember) && isLeftOut(found.leftOut);
  return whole ? (found as unknown as PooledRelease) : undefined;
}

function isMember(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { release, platform, digest, packages } = value;
  return (
    typeof release === 'string' &&
    typeof platform === 'string' &&
    isDigest(digest) &&
    Number.isSafeInteger(packages)
  );
}

function isLeftOut(value: unknown): boolean {
  if (value === undefined) return true;
  return Array.isArray(value) && value.every((each) => isRecord(each) && typeof each.file === 'string');
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && asSha256(value) === value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
