import type { Generation } from '../domain/generation.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { MemberContent } from './read-members.ts';

/** What the second reader needs from outside: nothing that could change something. */
export interface CheckDeps extends Pick<PublishDeps, 'files'> {
  readonly signer: Pick<PublishDeps['signer'], 'checkDetached' | 'checkClearsigned'>;
}

/** A generation's folder and what it must be. */
export interface Expected {
  readonly folder: string;
  readonly generation: Generation;
  readonly contents: readonly MemberContent[];
}
