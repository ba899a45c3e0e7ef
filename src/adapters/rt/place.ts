import type { Sha256 } from '../../domain/digest.ts';
import type { RestClient } from './rest-client.ts';

/** Where tickets are looked for, with what is remembered of it for a while. */
export interface Place {
  readonly client: RestClient;
  readonly queue: string;
  readonly seen: Seen;
}

/** What is the same for all tickets of a round; forgotten at the beginning of each, because administrators change it. */
export interface Seen {
  /** Names of groups by their numbers. */
  readonly groups: Map<string, string>;
  /** Digests of attached files by their paths: RT gives every file a path of its own. */
  readonly digests: Map<string, Sha256 | null>;
  /** Numbers of custom fields of the queue, by name. */
  fields: ReadonlyMap<string, number> | null;
  /** Name of the user whose token we have; null while it is not known. */
  self: string | null;
}

/** Remembers nothing yet. */
export function nothingSeen(): Seen {
  return { groups: new Map(), digests: new Map(), fields: null, self: null };
}

/** Forgets everything. */
export function forget(seen: Seen): void {
  seen.groups.clear();
  seen.digests.clear();
  seen.fields = null;
  seen.self = null;
}
