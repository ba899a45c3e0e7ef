import { timingSafeEqual } from 'node:crypto';
import { sha256Of } from '../../domain/digest.ts';

/** What the forms of a session hold: another site can have a browser send its cookie, and cannot know this. */
export function formKeyOf(secret: string): string {
  return sha256Of(`form key of ${secret}`);
}

/** Whether a form brought the key of its session. */
export function isFormKey(key: string, given: unknown): boolean {
  if (typeof given !== 'string' || given.length !== key.length) return false;
  const [one, other] = [Buffer.from(key), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
