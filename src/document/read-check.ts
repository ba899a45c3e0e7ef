import { mostCheckBytes, type PullRequestCheck } from '../domain/pull-request-check.ts';
import { firstProblem } from './schemas.ts';

/** A check as a document, or one sentence why it is not believed. */
export type ReadCheck =
  | { readonly ok: true; readonly check: PullRequestCheck }
  | { readonly ok: false; readonly why: string };

/** Reads the document of a check that may come from anybody: its size, its encoding, its shape, and whether it can count. */
export function readCheck(bytes: Uint8Array): ReadCheck {
  if (bytes.length > mostCheckBytes)
    return { ok: false, why: `it has ${bytes.length} bytes, more than ${mostCheckBytes}` };
  const value = parsed(bytes);
  if (value === undefined) return { ok: false, why: 'it is no JSON in UTF-8' };
  const problem = firstProblem('check', value);
  if (problem !== null) return { ok: false, why: problem };
  const check = value as PullRequestCheck;
  if (!canCount(check)) return { ok: false, why: 'its counts are smaller than its lists' };
  return { ok: true, check };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function canCount(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const { total, first } = value as { readonly total?: unknown; readonly first?: unknown };
  if (Array.isArray(first) && typeof total === 'number' && total < first.length) return false;
  return Object.values(value).every(canCount);
}
