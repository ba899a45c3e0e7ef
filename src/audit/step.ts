import type { Generation } from '../domain/generation.ts';
import type { AskingState, ObservedState, RestingState } from '../domain/lifecycle.ts';
import type { RecordedGeneration, ReleaseRecord, Visit } from '../domain/record.ts';
import type { RecordStep } from '../domain/record-step.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { RepositoryKey } from '../domain/repository.ts';
import type { AuditFacts } from './facts.ts';
import type { AuditFinding } from './finding.ts';

/** One commit of the record, beside the one that it follows. */
export interface Step {
  readonly before: RecordStep | null;
  readonly after: RecordStep;
  /** The commits before it, the oldest first. */
  readonly earlier: readonly RecordStep[];
}

/** The commits of the record, each beside those before it. */
export function stepsOf(steps: readonly RecordStep[]): readonly Step[] {
  return steps.map((after, index) => ({
    before: steps[index - 1] ?? null,
    after,
    earlier: steps.slice(0, index),
  }));
}

/** A check of one commit of the record; an audit asks all of them of every commit. */
export type StepCheck = (step: Step, facts: AuditFacts) => readonly AuditFinding[];

/** A state that a release entered in this commit. */
export interface NewVisit {
  readonly release: ReleaseId;
  readonly index: number;
  readonly visit: Visit;
  /** What was observed before; null for the first. */
  readonly from: ObservedState | null;
  /** What is observed from then on. */
  readonly to: ObservedState;
}

/** The states that were entered, those of each release in their order. */
export function newVisits({ before, after }: Step): readonly NewVisit[] {
  return [...after.record.releases.values()].flatMap((record) => {
    const earlier = before?.record.releases.get(record.release);
    const known = earlier?.visits.length ?? 0;
    const found: NewVisit[] = [];
    let from = earlier?.observed ?? null;
    for (const [index, visit] of record.visits.entries()) {
      if (index < known) continue;
      const to = observedAt(record, index, from);
      found.push({ release: record.release, index, visit, from, to });
      from = to;
    }
    return found;
  });
}

// Only the last state is recorded with all that it remembers; in one commit nothing follows a failure.
function observedAt(record: ReleaseRecord, index: number, from: ObservedState | null): ObservedState {
  const state = record.visits[index]?.state ?? 'Submitted';
  if (index === record.visits.length - 1 && record.observed.state === state) return record.observed;
  if (state === 'Deferred')
    return {
      state,
      from: askedFrom(from),
      position: 0,
    };
  return { state: state as RestingState };
}

function askedFrom(from: ObservedState | null): AskingState {
  return from?.state === 'WaitingForResponse' || from?.state === 'Production' ? from.state : 'InVerification';
}

/** A generation that this commit recorded first. */
export interface NewGeneration extends RecordedGeneration {
  readonly key: RepositoryKey;
  readonly previous: Generation | null;
}

/** The generations that are other than before. */
export function newGenerations({ before, after }: Step): readonly NewGeneration[] {
  return [...after.record.generations].flatMap(([key, recorded]) => {
    const earlier = before?.record.generations.get(key);
    const same = earlier !== undefined && sameGeneration(earlier, recorded);
    return same ? [] : [{ ...recorded, key, previous: earlier?.generation ?? null }];
  });
}

function sameGeneration(a: RecordedGeneration, b: RecordedGeneration): boolean {
  if (JSON.stringify(a.generation) !== JSON.stringify(b.generation)) return false;
  const names = new Set([...a.rootFiles.keys(), ...b.rootFiles.keys()]);
  return [...names].every((name) => a.rootFiles.get(name) === b.rootFiles.get(name));
}

/** The lines of a commit's message between its subject and what it says of main and of its plan. */
export function linesOf({ message }: Pick<RecordStep, 'message'>): readonly string[] {
  const [, ...rest] = message.split('\n');
  return rest.filter((line) => line !== '' && !/^(?:Main|Plan): /.test(line));
}

/** Whether the message says that this generation was found, because the cycle that published it was interrupted. */
export function wasFound(after: RecordStep, key: RepositoryKey, number: number): boolean {
  return linesOf(after).some((line) => isLineOf(line, key, `: generation ${number} found and recorded`));
}

/** Whether a line is about a repository: titles have spaces where keys have slashes. */
export function isLineOf(line: string, key: RepositoryKey, end: string): boolean {
  return line.endsWith(end) && line.slice(0, -end.length).replaceAll(' ', '/') === key;
}
