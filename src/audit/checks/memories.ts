import type { ReleaseRecord } from '../../domain/record.ts';
import { majorOf } from '../../domain/release.ts';
import type { AuditFacts } from '../facts.ts';
import { type AuditFinding, inRecord, releaseFile } from '../finding.ts';
import { type NewVisit, newVisits, type Step, type StepCheck } from '../step.ts';
import { cameFrom } from './gates.ts';

type Told = readonly [what: string, expected: string | null, found: string | null];

/** What a state remembers is so: where a failure or a wait began and when, and its place in line. */
export const checkMemories: StepCheck = (step, { main }) =>
  newVisits(step).flatMap((entry) => {
    const at = { rule: 'visits', file: releaseFile(entry.release) };
    return remembered(step, entry, main)
      .filter(([, expected, found]) => expected !== found)
      .map(([what, expected, found]) => {
        const message = `visit ${entry.index + 1} (${entry.visit.state}) remembers another ${what}`;
        return inRecord(step.after, at, { message, expected: String(expected), found: String(found) });
      });
  });

function remembered(
  { after }: Step,
  { release, index, visit, from, to }: NewVisit,
  main: AuditFacts['main'],
): readonly Told[] {
  // Of states that were passed through in one cycle, nothing is remembered.
  const isLast = index === (after.record.releases.get(release)?.visits.length ?? 0) - 1;
  if (!isLast || from === null) return [];
  if (to.state === 'Failed')
    return [
      ['state before', cameFrom(from), to.from],
      ['moment', visit.entered, to.failure.since],
      ['reason', visit.reason, to.failure.message],
    ];
  if (to.state !== 'Deferred') return [];
  const position = main.commits.get(visit.commit)?.position;
  return [
    // Who failed on the way to stage rollout waits as one who comes from verification.
    ['state before', from.state === 'Failed' ? to.from : cameFrom(from), to.from],
    ['place in line', String(position), String(to.position)],
  ];
}

/** Whoever began to leave production was the newest promotion of its major release that was there, and had a reason (R58). */
export const checkRollbacks: StepCheck = (step) =>
  newVisits(step)
    .filter(({ from, to }) => from?.state === 'Production' && ['Deferred', 'StageRollout'].includes(to.state))
    .flatMap((entry): readonly AuditFinding[] => {
      const at = { rule: 'transition', file: releaseFile(entry.release) };
      const say = (message: string, expected: string, found: string) =>
        inRecord(step.after, at, {
          message: `visit ${entry.index + 1} (${entry.visit.state}): ${message}`,
          expected,
          found,
        });
      const records = [...(step.before?.record.releases.values() ?? [])];
      const own = records.find(({ release }) => release === entry.release);
      const newer = records.filter(
        (other) =>
          majorOf(other.release) === majorOf(entry.release) &&
          isOffered(other) &&
          cameToProduction(other) > (own === undefined ? '' : cameToProduction(own)),
      );
      return [
        ...newer.map(({ release }) => say('it was not the newest promotion', release, entry.release)),
        ...(entry.visit.reason === null
          ? [say('it left production without a reason', 'a reason', 'none')]
          : []),
      ];
    });

function isOffered({ observed }: ReleaseRecord): boolean {
  return cameFrom(observed) === 'Production' && !('withdrawn' in observed);
}

/** When its present time in production began; a rollback that was called off is no end of it. */
function cameToProduction({ visits }: ReleaseRecord): string {
  const stays = visits.filter(({ state }) => state !== 'Failed' && state !== 'Deferred');
  const begins = stays.filter(
    ({ state }, at) => state === 'Production' && stays[at - 1]?.state !== 'Production',
  );
  return begins.at(-1)?.entered ?? '';
}
