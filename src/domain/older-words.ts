import type { ReleaseWorkflow, StateName } from './release.ts';

/** What an older word says in ours. */
export interface OlderWord {
  /** Null where another word says it: `done` is the end that its outcome names. */
  readonly state: StateName | null;
  readonly outcome: ReleaseWorkflow['outcome'];
}

/** The fields of the older process, each with words of its own (C1). */
export type OlderField = 'status' | 'outcome' | 'action' | 'repository status';

/**
 * The words of the process before there was one field for the state (R37, C1). Certified is Submitted, and what is
 * fetched already is Unverified; Verified is the end of InVerification, from where a person goes on.
 */
export const olderWords: Readonly<Record<OlderField, Readonly<Record<string, OlderWord>>>> = {
  status: {
    Certified: said('Submitted'),
    Verified: said('InVerification'),
    'Rolling-out': said('StageRollout'),
    'Grace-period': said('StageRollout'),
    done: said(null),
    Accepted: said('Production'),
  },
  outcome: {
    Success: said('Production', 'Success'),
    Warning: said('Production', 'Warning'),
    Reject: said('Rejected'),
  },
  action: {
    MoveToUnverified: said('Unverified'),
    MoveToStageRollOut: said('StageRollout'),
    MoveToProduction: said('Production'),
  },
  'repository status': {
    Unverified: said('Unverified'),
    'Stage-Rollout': said('StageRollout'),
    Production: said('Production'),
    Failed: said('Failed'),
  },
};

/** What a word of an older field says, whatever its capitals, spaces, hyphens and underscores; undefined for no such word. */
export function readOlderWord(field: OlderField, word: string): OlderWord | undefined {
  const found = Object.entries(olderWords[field]).find(([name]) => plainWord(name) === plainWord(word));
  return found?.[1];
}

/** A word without what people spell in many ways. */
export function plainWord(spelling: string): string {
  return spelling.toLowerCase().replace(/[ _-]/g, '');
}

function said(state: StateName | null, outcome: ReleaseWorkflow['outcome'] = null): OlderWord {
  return { state, outcome };
}
