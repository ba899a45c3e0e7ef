import { expect, test } from 'vitest';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { DesirableState, ReleaseId } from '../../src/domain/release.ts';
import { explain, explanationAsText } from '../../src/report/explain.ts';
import { debian12 } from '../builders/policy.ts';
import { aDesiredRelease } from '../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  untilQuiet,
  type World,
} from '../builders/world.ts';

type Line = readonly [DesirableState, ...DesirableState[]];
const toRollout: Line = ['Unverified', 'InVerification', 'StageRollout'];
const voms = { product: 'voms' };
const argus = { product: 'argus', version: '1.7.5', platforms: [debian12] };

function explained(world: World, desired: DesiredState, id: string): string {
  const facts = { desired, actual: actualStateOf(world, desired), record: world.record };
  const found = explain(id as ReleaseId, { ...facts, plan: planFor(world, desired) });
  return explanationAsText(found);
}

function later(world: World, seconds: number): World {
  return { ...world, now: plusSeconds(world.now, seconds) };
}

test('A release behind the holder of its slot is told who has it, since when, and what it waits for.', () => {
  const both = aDesiredState([aDesiredRelease(voms, toRollout, 1), aDesiredRelease(argus, toRollout, 4)], 6);
  const world = later(untilQuiet(emptyWorld, both), 3 * 86_400 + 4 * 3600);
  const asked = aDesiredState(
    [aDesiredRelease(voms, ['StageRollout'], 6), aDesiredRelease(argus, ['StageRollout'], 6)],
    6,
  );
  expect(explained(world, asked, 'umd-5/argus-1.7.5')).toBe(
    [
      'argus 1.7.5 wants StageRollout and is Deferred since 2026-11-22 12:00 UTC (3 d 4 h).',
      '',
      '  slot                 waits for the slot of umd-5, taken by voms 4.2.0; first in line   releases/umd-5/argus-1.7.5.yaml:20',
      '  report links         passes: verificationReport: present',
      '  slot of umd-5        taken by voms 4.2.0 since 2026-11-22 12:00 UTC; clears when voms 4.2.0 leaves stage rollout',
      '  verification report  https://example.org/v',
      '  packages             2 packages fetched and verified',
      '',
      'Next: waits for the slot of umd-5, taken by voms 4.2.0; first in line',
    ].join('\n'),
  );
  expect(explained(world, asked, 'umd-5/voms-4.2.0')).toBe(
    [
      'voms 4.2.0 is StageRollout since 2026-11-22 12:00 UTC (3 d 4 h).',
      '',
      '  next move            Production; if it were asked for now:',
      '  report links         passes: verificationReport, outcome, stageRolloutReport: present',
      '  early adopters       passes: no early adopter yet',
      '  soak                 passes: it need not stay in stage rollout for any time',
      '  slot of umd-5        taken by this release',
      '  verification report  https://example.org/v',
      '  packages             2 packages fetched and verified',
      '',
      'Next: waits for somebody to set desiredState: Production, Rejected or NotPublished',
    ].join('\n'),
  );
});

test('A release that was rejected in stage rollout has the outcome Reject, although nobody wrote it.', () => {
  const desired = aDesiredState([aDesiredRelease(voms, [...toRollout, 'Rejected'], 1)], 4);
  expect(explained(untilQuiet(emptyWorld, desired), desired, 'umd-5/voms-4.2.0')).toContain(
    '  outcome        Reject, because it was rejected in stage rollout\n',
  );
});

test('A release whose fetch failed is told what failed, how often, and when it is tried again.', () => {
  const desired = aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1);
  const { world } = carriedOut(emptyWorld, desired, ({ kind }) => kind === 'fetch-release');
  expect(explained(later(world, 30), desired, 'umd-5/voms-4.2.0')).toBe(
    [
      'voms 4.2.0 wants Unverified and is Failed since 2026-11-22 12:00 UTC (< 1 min).',
      '',
      '  failure        1 of 2 files differs from checksums.xml',
      '                 el9/x86_64/voms-admin-4.2.0-1.el9.noarch.rpm: expected sha256 9f2c…, got 77ab…',
      '  what to do     correct the files or checksums.xml at rsync://repo.emi.example.org/umd5/',
      '  retry          the failed step is tried again at 2026-11-22 12:01 UTC   releases/umd-5/voms-4.2.0.yaml:20',
      '  slot of umd-5  free',
      '  packages       not fetched',
      '  attempts       1 attempt failed; next at 2026-11-22 12:01 UTC',
      '',
      'Next: 1 of 2 files differs from checksums.xml; the failed step is tried again at 2026-11-22 12:01 UTC',
    ].join('\n'),
  );
});

test('A release that asks for a step that the table forbids is told which, where, and what it can do.', () => {
  const world = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1));
  const asked = aDesiredState([aDesiredRelease(voms, ['Production'], 2)], 2);
  expect(explained(later(world, 60), asked, 'umd-5/voms-4.2.0')).toBe(
    [
      'voms 4.2.0 wants Production and is Unverified since 2026-11-22 12:00 UTC (1 min).',
      '',
      '  transition            Unverified -> Production is not a step (R38); from Unverified it can go to InVerification, Rejected, Ignored   releases/umd-5/voms-4.2.0.yaml:20',
      '  slot of umd-5         free',
      '  verification report   https://example.org/v',
      '  outcome               Success',
      '  stage-rollout report  https://example.org/s',
      '  packages              2 packages fetched and verified',
      '',
      'Next: Unverified -> Production is not a step (R38); from Unverified it can go to InVerification, Rejected, Ignored',
    ].join('\n'),
  );
});

test('A release in production has nothing to wait for.', () => {
  const way: Line = [...toRollout, 'Production'];
  const world = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(voms, way, 1)], 4));
  const asked = aDesiredState([aDesiredRelease(voms, ['Production'], 4)], 4);
  expect(explained(later(world, 7200), asked, 'umd-5/voms-4.2.0')).toBe(
    [
      'voms 4.2.0 is Production since 2026-11-22 12:00 UTC (2 h).',
      '',
      '  slot of umd-5         free',
      '  verification report   https://example.org/v',
      '  outcome               Success',
      '  stage-rollout report  https://example.org/s',
      '  packages              2 packages fetched and verified',
      '',
      'Next: final; in production/umd-5/el9/x86_64/base',
    ].join('\n'),
  );
});

test('A release without a readable file says so, and one that nobody knows is none to explain.', () => {
  const first = aDesiredState([aDesiredRelease(voms, ['Unverified'], 1)], 1);
  const world = untilQuiet(emptyWorld, first);
  expect(explained(world, aDesiredState([], 2), 'umd-5/voms-4.2.0')).toBe(
    [
      'voms 4.2.0 has no readable file on main and is Unverified since 2026-11-22 12:00 UTC (< 1 min).',
      '',
      '  file           its file is gone from main; its packages stay where they are (R38); restore releases/umd-5/voms-4.2.0.yaml; a release ends by its desiredState, not by deleting its file',
      '  slot of umd-5  free',
      '',
      'Next: its file is gone from main; its packages stay where they are (R38); restore releases/umd-5/voms-4.2.0.yaml; a release ends by its desiredState, not by deleting its file',
    ].join('\n'),
  );
  expect(() => explained(world, first, 'umd-5/argus-1.7.5')).toThrow('neither main nor the record knows');
});
