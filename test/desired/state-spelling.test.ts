import { describe, expect, test } from 'vitest';
import { checkTree } from '../../src/desired/check-tree.ts';
import { aReleaseRepository, problemsOf, releaseFile, voms } from './release-files.ts';

describe('A desired state is read in other spellings, too:', () => {
  test.each([
    ['StageRollOut', 'StageRollout'],
    ['Stage-Rollout', 'StageRollout'],
    ['In verification', 'InVerification'],
    ['Waiting for response', 'WaitingForResponse'],
    ['not_published', 'NotPublished'],
    ['PRODUCTION', 'Production'],
    ['MoveToUnverified', 'Unverified'],
    ['MoveToStageRollOut', 'StageRollout'],
    ['Rolling-out', 'StageRollout'],
    ['Accepted', 'Production'],
  ])('%s is %s.', async (desired, canonical) => {
    const { edit, deps } = await aReleaseRepository();
    const { releases } = await checkTree(deps, await edit({ [voms]: releaseFile({ desired }) }));
    expect(releases.map(({ workflow }) => workflow.desiredState)).toEqual([canonical]);
  });

  test.each(['Deferred', 'Failed', 'Submitted', 'Certified', 'done', 'Stage', '1', '[Production]'])(
    '%s is none.',
    async (desired) => {
      expect(await problemsOf(releaseFile({ desired }))).toEqual([
        expect.stringMatching(/^15:15 (unknown-value|wrong-type): /),
      ]);
    },
  );

  test.each(['', 'null', '""', '~'])('An empty one asks for nothing: %s.', async (desired) => {
    const { edit, deps } = await aReleaseRepository();
    const { releases, findings } = await checkTree(deps, await edit({ [voms]: releaseFile({ desired }) }));
    expect(findings).toEqual([]);
    expect(releases.map(({ workflow }) => workflow.desiredState)).toEqual([null]);
  });

  test('One that is not there asks for nothing as well.', async () => {
    const { edit, deps } = await aReleaseRepository();
    const text = releaseFile().replace(/^desiredState:.*\n/m, '');
    const { releases, findings } = await checkTree(deps, await edit({ [voms]: text }));
    expect(findings).toEqual([]);
    expect(releases.map(({ workflow }) => workflow.desiredState)).toEqual([null]);
  });
});
