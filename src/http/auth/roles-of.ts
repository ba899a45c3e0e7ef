import type { SignedIn } from '../../domain/access.ts';
import { cleanText } from '../../domain/failure.ts';
import type { Claims } from '../../ports/identity-provider.ts';

/** By which claim people have a role. */
export interface RoleByClaim {
  readonly claim: string;
  /** One of these is enough. */
  readonly values: readonly string[];
}

const longestName = 100;

/** Somebody as their claims say it, with every role that the configuration gives to such claims. */
export function personOf(claims: Claims, roles: ReadonlyMap<string, RoleByClaim>): SignedIn {
  const has = [...roles].filter(([, { claim, values }]) =>
    textsOf(claimOf(claims, claim)).some((text) => values.includes(text)),
  );
  return { subject: short(claims.sub), name: nameOf(claims), roles: has.map(([role]) => role).sort() };
}

/** A claim by its name, or, where none has that name, by the names that the dots in it part. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((value, field) => {
    const isGroup = typeof value === 'object' && value !== null && Object.hasOwn(value, field);
    return isGroup ? (value as Record<string, unknown>)[field] : undefined;
  }, claims);
}

function textsOf(value: unknown): readonly string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}

function nameOf({ preferred_username, name, email, sub }: Claims): string {
  const found = [preferred_username, name, email].find(
    (each) => typeof each === 'string' && each.trim() !== '',
  );
  return short(String(found ?? sub));
}

// It goes into logs and pages, and comes from elsewhere.
function short(text: string): string {
  return cleanText(text).replaceAll(/\s+/g, ' ').trim().slice(0, longestName);
}
