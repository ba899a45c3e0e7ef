import { describe, expect, test } from 'vitest';
import type { Repository, RepositoryKey } from '../../src/domain/repository.ts';
import { clientFileOf, clientIdOf } from '../../src/publish/client-file.ts';
import { placeOf } from '../../src/publish/place.ts';

const repository: Repository = {
  key: 'unverified/umd-5/voms-4.2.0+2/el9/x86_64' as RepositoryKey,
  release: null,
  stage: 'unverified',
  majorRelease: 'umd-5',
  platform: 'el9/x86_64' as Repository['platform'],
  area: null,
  format: 'yum',
  suite: '',
  path: 'emi.voms/4.2.0+2/el9/x86_64',
  title: 'unverified umd-5/voms-4.2.0+2 el9/x86_64',
};
const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQGN\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n';

function clientFile(change: Partial<Repository>, keyFiles: readonly string[]) {
  const place = placeOf({ ...repository, ...change }, { path: '/srv/sw', url: 'https://example.org/sw' });
  return clientFileOf({ id: clientIdOf(place), place, repositoryKey: key, keyFiles });
}

describe('the client file', () => {
  test('of a yum repository checks metadata and packages by the published keys', () => {
    const { name, text } = clientFile({}, ['stagepost.asc', 'emi.asc']);
    expect(name).toBe('unverified-umd-5-voms-4.2.0_2-el9-x86_64.repo');
    expect(text).toBe(
      [
        '[unverified-umd-5-voms-4.2.0_2-el9-x86_64]',
        'name=unverified umd-5/voms-4.2.0+2 el9/x86_64',
        'metalink=https://example.org/sw/emi.voms/4.2.0+2/el9/x86_64/repodata/metalink.xml',
        '#baseurl=https://example.org/sw/emi.voms/4.2.0+2/el9/x86_64/',
        'enabled=1',
        'gpgcheck=1',
        'repo_gpgcheck=1',
        'gpgkey=https://example.org/sw/emi.voms/4.2.0+2/el9/x86_64/keys/stagepost.asc',
        '       https://example.org/sw/emi.voms/4.2.0+2/el9/x86_64/keys/emi.asc',
        'priority=1',
        '',
      ].join('\n'),
    );
  });

  test('of packages without a provider key still checks the signed metadata', () => {
    expect(clientFile({}, ['stagepost.asc']).text).toContain('\ngpgcheck=0\nrepo_gpgcheck=1\n');
  });

  test('of an apt repository holds the key inside', () => {
    const change = {
      format: 'apt',
      suite: 'bookworm',
      platform: 'debian-12/amd64' as Repository['platform'],
    } as const;
    const { name, text } = clientFile(change, ['stagepost.asc']);
    expect(name).toBe('unverified-umd-5-voms-4.2.0_2-el9-x86_64.sources');
    expect(text).toContain('Suites: bookworm\nComponents: main\nArchitectures: amd64\nEnabled: yes\n');
    expect(text).toContain(
      'Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQGN\n =abcd\n -----END PGP PUBLIC KEY BLOCK-----\n',
    );
  });
});
