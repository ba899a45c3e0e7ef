import path from 'node:path';
import { StagepostError } from '../../domain/failure.ts';

// The characters of ordinary branch names; git allows more, and each of them is a way to be surprised.
const branchName = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
const controls = /[\u0000-\u001f\u007f]/;

/** An address that git may be given: an absolute path, or a URL of https or ssh. Throws `bad-configuration`. */
export function checkRepository(address: string | URL): string {
  const text = typeof address === 'string' ? address : address.href;
  if (!controls.test(text) && (path.isAbsolute(text) || isAllowedUrl(text))) return text;
  throw new StagepostError({
    code: 'bad-configuration',
    message: `the address of the release repository is not usable: ${text}`,
    hint: 'Use an absolute path, or a URL that starts with https:// or ssh://.',
    treatment: 'needs-person',
  });
}

/** A branch name that is safe as an operand and as part of a reference. Throws `bad-configuration`. */
export function checkBranch(name: string): string {
  const bad =
    name.includes('..') || name.split('/').some((part) => part.endsWith('.') || part.endsWith('.lock'));
  if (branchName.test(name) && !bad) return name;
  throw new StagepostError({
    code: 'bad-configuration',
    message: `"${name}" cannot be used as the name of a branch`,
    hint: 'Use letters, digits, dots, dashes and single slashes.',
    treatment: 'needs-person',
  });
}

function isAllowedUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'ssh:')) return false;
  // A host or user that starts with a dash would reach ssh as an option.
  const startsWithDash = [url.hostname, decodeURIComponent(url.username)].some((part) =>
    part.startsWith('-'),
  );
  return /^(https|ssh):\/\//.test(text) && url.hostname !== '' && !startsWithDash && !text.includes(' ');
}
