import { describe, expect, test } from 'vitest';
import type { ActualState } from '../../../src/domain/actual-state.ts';
import type { DesirableState, ReleaseId } from '../../../src/domain/release.ts';
import { clientsIfPromoted, membersIfPromoted } from '../../../src/plan/clients/if-promoted.ts';
import { aDesiredRelease } from '../../builders/release.ts';
import { actualStateOf, aDesiredState, emptyWorld, planFor, untilQuiet } from '../../builders/world.ts';

const way = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;
const old = { version: '4.1.0' };
const next = { version: '4.2.0', type: 'Incremental' as const };

/** voms 4.1.0 in production, and voms 4.2.0 as far as these states. */
function asFarAs(...states: readonly [DesirableState, ...DesirableState[]]) {
  const contents = new Map([
    ['umd-5/voms-4.1.0' as ReleaseId, ['voms 4.1.0-1', 'voms-doc 4.1.0-1']],
    ['umd-5/voms-4.2.0' as ReleaseId, ['voms 4.2.0-1', 'voms-api 4.2.0-1']],
  ]);
  const before = untilQuiet({ ...emptyWorld, contents }, aDesiredState([aDesiredRelease(old, way, 1)], 4));
  const desired = (wanted: typeof states, position: number) =>
    aDesiredState(
      [aDesiredRelease(old, ['Production'], 4), aDesiredRelease(next, wanted, position)],
      position + wanted.length - 1,
    );
  const asked = desired(states, 5);
  const world = untilQuiet(before, asked);
  const release = asked.releases[1]?.release;
  if (release === undefined) throw new Error('it has just been asked for');
  const question = (parts: Partial<ActualState> = {}) => ({
    release,
    policy: asked.policy,
    record: world.record,
    actual: { ...actualStateOf(world, asked), ...parts },
  });
  return { world, question, promoted: () => desired(['Production'], 5 + states.length) };
}

describe('What clients would see of a promotion', () => {
  test('is what the plan of that promotion shows them.', () => {
    const { world, question, promoted } = asFarAs('Unverified', 'InVerification', 'StageRollout');
    const real = planFor(world, promoted()).clients.filter(({ stage }) => stage === 'production');
    expect(real.length).toBe(1);
    expect(clientsIfPromoted(question()).clients).toEqual(real);
  });

  test('can be told long before anybody may ask for it.', () => {
    const { question } = asFarAs('Unverified');
    const [view] = clientsIfPromoted(question()).clients;
    expect(view).toMatchObject({ added: [{ name: 'voms-api' }], upgraded: [{ name: 'voms' }], unchanged: 1 });
  });

  test('cannot be told without the packages that it names as needed, and can with them alone.', () => {
    const { question } = asFarAs('Unverified');
    expect(clientsIfPromoted(question({ packages: new Map() })).clients).toMatchObject([
      { kind: 'cannot-tell' },
    ]);
    const all = question().actual.packages;
    const needed = membersIfPromoted(question()).map(({ digest }) => digest);
    const packages = new Map([...all].filter(([digest]) => needed.includes(digest)));
    expect(clientsIfPromoted(question({ packages }))).toEqual(clientsIfPromoted(question()));
  });

  test('is nothing for a release that is there, or that has no packages yet.', () => {
    const nothing = { clients: [], unanswered: [] };
    expect(clientsIfPromoted(asFarAs(...way).question())).toEqual(nothing);
    expect(clientsIfPromoted(asFarAs('Unverified').question({ pool: new Map() }))).toEqual(nothing);
  });
});
