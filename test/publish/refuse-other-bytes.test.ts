import { expect, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import type { PooledPackage } from '../../src/domain/member.ts';
import { sharedRepositoriesOf } from '../../src/domain/repository.ts';
import type { MemberContent } from '../../src/publish/read-members.ts';
import { refuseOtherBytes } from '../../src/publish/refuse-other-bytes.ts';
import { aMajorRelease } from '../builders/policy.ts';

const [repository] = sharedRepositoriesOf(aMajorRelease());

function holding(release: string, ...packages: readonly Partial<PooledPackage>[]): MemberContent {
  const whole = packages.map((some) => ({
    name: 'voms',
    epoch: '0',
    version: '4.2.0',
    release: '1.el9',
    arch: 'noarch',
    sha256: sha256Of('bytes'),
    ...some,
  }));
  return {
    member: { release: `umd-5/${release}` },
    manifest: { packages: whole },
  } as unknown as MemberContent;
}

function refusal(...contents: readonly MemberContent[]): unknown {
  try {
    if (repository !== undefined) refuseOtherBytes(repository, contents);
    return null;
  } catch (error) {
    return error;
  }
}

test('The same package with other bytes in two releases is refused, and both are named.', () => {
  const other = { sha256: sha256Of('other bytes') };
  expect(refusal(holding('voms-4.2.0', {}), holding('tools-1.0.0', other))).toMatchObject({
    failure: {
      code: 'content-refused',
      treatment: 'needs-person',
      message: 'production umd-5 el9/x86_64 base would hold 1 package(s) twice with other bytes',
      details: ['voms-4.2.0-1.el9.noarch of tools 1.0.0 has other bytes than that of voms 4.2.0'],
    },
  });
});

test('The same bytes in two releases, and packages that differ in any part of their name, are fine.', () => {
  const other = sha256Of('other bytes');
  const neighbours = [
    { epoch: '1', sha256: other },
    { version: '4.2.1', sha256: other },
    { release: '2.el9', sha256: other },
    { arch: 'x86_64', sha256: other },
    { name: 'voms-clients', sha256: other },
  ];
  expect(refusal(holding('voms-4.2.0', {}), holding('tools-1.0.0', {}, ...neighbours))).toBeNull();
});
