import { describe, expect, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import { withParts } from '../../src/domain/major-release.ts';
import { partKey } from '../../src/domain/package-part.ts';
import { aMajorRelease, aPolicy, debian12, el9 } from '../builders/policy.ts';
import { aDesiredRelease } from '../builders/release.ts';
import { aDesiredState, emptyWorld, untilQuiet } from '../builders/world.ts';

const parts = { source: 'leave-out', debug: 'area' } as const;
const major = aMajorRelease({ parts, platforms: withParts(aMajorRelease().platforms, parts) });
const debug = partKey(el9, 'debug');

/** Which repositories hold packages when a release with debug packages for el9 has come as far as it asks for. */
function holding(...states: Parameters<typeof aDesiredRelease>[1]): readonly string[] {
  const release = aDesiredRelease({ platforms: [el9, debian12] }, states, 0);
  const { id } = release.release;
  const members = [el9, debug, debian12].map((platform) => ({
    release: id,
    platform,
    digest: sha256Of(platform),
    packages: 2,
  }));
  const pool = new Map([[id, { release: id, content: release.content, members }]]);
  const packages = new Map(members.map(({ digest }) => [digest, []] as const));
  const world = untilQuiet({ ...emptyWorld, pool, packages }, aDesiredState([release], 5, aPolicy(major)));
  const lines = [...world.published].flatMap(([key, seen]) => {
    const held = seen.state === 'published' ? seen.generation.members : [];
    return held.map(({ platform }) => `${key} holds ${platform}`);
  });
  return lines.sort();
}

describe('Debug packages with repositories of their own', () => {
  test('are published beside the others in each stage, and never among them.', () => {
    expect(holding('Unverified')).toEqual([
      'unverified/umd-5/voms-4.2.0/debian-12/amd64 holds debian-12/amd64',
      'unverified/umd-5/voms-4.2.0/el9/x86_64 holds el9/x86_64',
      'unverified/umd-5/voms-4.2.0/el9/x86_64-debug holds el9/x86_64-debug',
    ]);
    expect(holding('Unverified', 'InVerification', 'StageRollout')).toEqual([
      'stage-rollout/umd-5/debian-12/amd64 holds debian-12/amd64',
      'stage-rollout/umd-5/el9/x86_64 holds el9/x86_64',
      'stage-rollout/umd-5/el9/x86_64-debug holds el9/x86_64-debug',
    ]);
    expect(holding('Unverified', 'InVerification', 'StageRollout', 'Production')).toEqual([
      'production/umd-5/debian-12/amd64/base holds debian-12/amd64',
      'production/umd-5/el9/x86_64-debug/base holds el9/x86_64-debug',
      'production/umd-5/el9/x86_64/base holds el9/x86_64',
    ]);
  });
});
