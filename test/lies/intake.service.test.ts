import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sha256 } from '../../src/domain/digest.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { type RealProvider, realDeps, startProvider } from '../intake/real-provider.ts';
import { fetchAction } from '../intake/sample-release.ts';
import { commonLies, lyingRunner } from './lying-tools.ts';

const path = temporaryFolder();
let provider: RealProvider;
let digest: Sha256;

beforeAll(async () => {
  provider = await startProvider();
  digest = await provider.writeRelease();
});
afterAll(() => provider.stop());

function action(): FetchRelease {
  const base = fetchAction(digest, {
    platforms: [
      { key: 'el9/x86_64' as PlatformKey, format: 'yum' },
      { key: 'el9/aarch64' as PlatformKey, format: 'yum' },
      { key: 'debian-12/amd64' as PlatformKey, format: 'apt' },
    ],
    agreed: { hosts: [new URL(provider.url).host], networks: [] },
  });
  return { ...base, source: { ...base.source, url: provider.url } };
}

// In the words of sh: the last argument is where the tool works, the one of --outputdir where it writes.
const last = 'for last; do :; done';
const written = `for arg; do case "$arg" in --outputdir=*) out=\${arg#--outputdir=};; esac; done`;

const lies: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'createrepo_c',
    {
      ...commonLies,
      'leaves a package out': `${last}\ntouch "$last/skip.rpm"\nexec $real --excludes='voms-doc*' "$@"`,
      'writes half of a file': `$real "$@"\n${written}\nf=$out/repodata/primary.xml.gz\nhead -c 200 $f > $f.n; mv $f.n $f`,
      'gives back what it wrote earlier': `$real "$@"\n${written}\nf=$out/repodata/primary.xml.gz\nzcat $f | sed s/4.2.0/4.1.0/ | gzip > $f.n; mv $f.n $f`,
    },
  ],
  [
    'apt-ftparchive',
    {
      ...commonLies,
      'leaves half of a package out': '$real "$@" | head -n 4',
      'gives back what it wrote earlier': '$real "$@" | sed s/4.2.0/4.1.0/',
      'says that it cannot read a package, and that all is well': 'echo "E: cannot read" >&2; exit 0',
    },
  ],
  [
    'rsync',
    {
      ...commonLies,
      'leaves a file out': `tr '\\0' '\\n' | sed '$d' | tr '\\n' '\\0' | $real "$@"`,
      'writes half of a file': `$real "$@"; ${last}\nfor f in "$last"/*; do head -c 20 "$f" > "$f.n"; mv "$f.n" "$f"; done`,
      'gives back what it fetched earlier': `$real "$@"; ${last}\nfor f in "$last"/*; do sed -i s/4.2.0/4.1.0/ "$f"; done`,
    },
  ],
];

describe.each(lies)('%s', (tool, cases) => {
  test.each(Object.entries(cases))(
    'that %s is found, and the next honest run takes in the release',
    async (_lie, lines) => {
      const deps = realDeps(path('state'), { runner: lyingRunner(path('lies'), tool, lines) });
      const failure = await failureIn(takeIn(deps, action(), new Map()));
      const said = [failure.message, failure.hint, ...failure.details].join('\n');
      // What arrives by rsync is held against the manifest of the provider, and either of the two may be to blame.
      expect(said).toMatch(failure.code === 'checksum-mismatch' ? /checksums\.xml/ : new RegExp(tool));
      expect(failure.hint).not.toBe('');
      expect(await deps.pool.describe(action().release)).toBeNull();
      expect(readdirSync(path('state/scratch'))).toEqual([]);
      const inventory = await takeIn(realDeps(path('state')), action(), new Map());
      expect(inventory.platforms.map(({ packages }) => packages.length)).toEqual([2, 1, 1]);
    },
  );

  test('that answers late is waited for', async () => {
    const runner = lyingRunner(path('lies'), tool, 'sleep 1; exec $real "$@"');
    const inventory = await takeIn(realDeps(path('state'), { runner }), action(), new Map());
    expect(inventory.platforms).toHaveLength(3);
  });
});
