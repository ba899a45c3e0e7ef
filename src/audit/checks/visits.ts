import { canonicalJson } from '../../domain/digest.ts';
import type { ReleaseRecord } from '../../domain/record.ts';
import type { RecordStep } from '../../domain/record-step.ts';
import { type AuditFinding, inRecord, releaseFile } from '../finding.ts';
import type { StepCheck } from '../step.ts';

/** What was recorded of a release stays: states are added at the end, later than those before, and nothing vanishes. */
export const checkVisits: StepCheck = ({ before, after }) =>
  [...(before?.record.releases.values() ?? [])].flatMap((earlier) => {
    const now = after.record.releases.get(earlier.release);
    const file = releaseFile(earlier.release);
    if (now === undefined)
      return [
        inRecord(
          after,
          { rule: 'record-vanished', file },
          { message: 'a release vanished', expected: `${earlier.visits.length} visits`, found: 'no file' },
        ),
      ];
    return [...rewritten(after, earlier, now), ...otherState(after, earlier, now)];
  });

/** The order in time, and the last visit as the present one, of every release that is new or changed. */
export const checkOrder: StepCheck = ({ before, after }) =>
  [...after.record.releases.values()].flatMap((now) => {
    if (before?.record.releases.get(now.release) === now) return [];
    const at = { rule: 'visits', file: releaseFile(now.release) };
    const backwards = now.visits.flatMap((visit, index) => {
      const earlier = now.visits[index - 1];
      if (earlier === undefined || earlier.entered <= visit.entered) return [];
      const expected = `${earlier.entered} or later`;
      const message = `visit ${index + 1} (${visit.state}) was entered before the one before it`;
      return [inRecord(after, at, { message, expected, found: visit.entered })];
    });
    const last = now.visits.at(-1)?.state;
    if (last === now.observed.state) return backwards;
    const message = 'the state is not the one that was entered last';
    return [
      ...backwards,
      inRecord(after, at, { message, expected: String(last), found: now.observed.state }),
    ];
  });

function rewritten(step: RecordStep, earlier: ReleaseRecord, now: ReleaseRecord): readonly AuditFinding[] {
  const at = { rule: 'visits', file: releaseFile(earlier.release) };
  return earlier.visits.flatMap((visit, index) => {
    const expected = canonicalJson(visit);
    const found = canonicalJson(now.visits[index] ?? null);
    const what = now.visits[index] === undefined ? 'was removed' : 'was rewritten';
    if (expected === found) return [];
    return [inRecord(step, at, { message: `visit ${index + 1} (${visit.state}) ${what}`, expected, found })];
  });
}

// A failure that is repeated keeps its step and since when; what went wrong may be told in other words.
function otherState(step: RecordStep, earlier: ReleaseRecord, now: ReleaseRecord): readonly AuditFinding[] {
  if (now.visits.length > earlier.visits.length) return [];
  const [expected, found] = [lasting(earlier), lasting(now)];
  if (expected === found) return [];
  const message = 'its state changed without having been entered';
  return [inRecord(step, { rule: 'visits', file: releaseFile(now.release) }, { message, expected, found })];
}

function lasting({ observed }: ReleaseRecord): string {
  if (observed.state !== 'Failed') return canonicalJson(observed);
  const { state, from, wanted, failure } = observed;
  return canonicalJson({ state, from, wanted, since: failure.since });
}
