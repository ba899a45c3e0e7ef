import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gpgSigner } from '../../src/adapters/gpg/gpg-signer.ts';
import { openPackageMover } from '../../src/adapters/rsync/link-packages.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { ProcessRunner } from '../../src/ports/process-runner.ts';
import type { PublishDeps } from '../../src/publish/publish-deps.ts';
import { type PublishRequest, publishGeneration } from '../../src/publish/publish-generation.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { addRelease, apt, type Bench, closeBench, openBench, requestOf, yum } from '../publish/bench.ts';
import { exportKeyring, viewOf } from '../publish/client-view.ts';
import { commonLies, lyingRunner } from './lying-tools.ts';

let bench: Bench;
let keyring = '';
const next = new Map<Repository, PublishRequest>();

beforeAll(async () => {
  bench = await openBench();
  keyring = exportKeyring(join(bench.folder, 'gpg'), join(bench.folder, 'keyring.gpg'));
  for (const repository of [yum, apt]) {
    const members = [];
    for (const [name, packages] of [
      ['voms', 1],
      ['argus', 2],
    ] as const)
      members.push(
        await addRelease(bench, repository, {
          release: `umd-5/${name}-${repository.format}-1.0.0`,
          packages: Array.from({ length: packages }, (_none, at) => ({
            name: `${name}-${at}`,
            version: '1.0.0',
          })),
        }),
      );
    const { generation } = await publishGeneration(
      bench.deps,
      requestOf(bench, repository, { members: members.slice(0, 1) }),
    );
    next.set(repository, requestOf(bench, repository, { members, before: generation }));
  }
  writeFileSync(join(bench.folder, 'old.asc'), await bench.deps.signer.detach('another text\n'));
  execFileSync('cp', ['-al', '--', bench.root.path, join(bench.folder, 'saved')]);
});
afterAll(() => closeBench(bench));

function goBack(): void {
  rmSync(bench.root.path, { recursive: true });
  execFileSync('cp', ['-al', '--', join(bench.folder, 'saved'), bench.root.path]);
}

function seen(repository: Repository) {
  const { live, packages } = viewOf(repository, join(bench.root.path, repository.path), keyring);
  return { generation: /\d{6}/.exec(live)?.[0], packages: packages.length };
}

function depsWith(runner: ProcessRunner): PublishDeps {
  const { files, changes } = bench.deps;
  return {
    ...bench.deps,
    mover: openPackageMover({ runner, files, changes }),
    signer: gpgSigner({
      runner,
      home: join(bench.folder, 'gpg'),
      key: null,
      scratch: join(bench.folder, 'scratch'),
    }),
  };
}

// rsync links all packages of a release from the folder of the last argument but one into that of the last.
const last = 'for last; do :; done';
const old = 'cat $(dirname "$0")/../old.asc';

const lies: readonly (readonly [string, Repository, Readonly<Record<string, string>>])[] = [
  [
    'rsync',
    yum,
    {
      ...commonLies,
      'copies where it should link': 'shift 2; exec $real -rtp "$@"',
      'leaves a package out': `$real "$@"; ${last}\nrm "$last"/argus-1-*`,
      'writes half of a package': `$real "$@"; ${last}\nfor f in "$last"/*; do head -c 20 "$f" > "$f.n"; mv "$f.n" "$f"; done`,
    },
  ],
  [
    'gpg',
    apt,
    {
      ...commonLies,
      'gives back what it signed earlier': `case "$*" in *sign*) ${old};; *) exec $real "$@";; esac`,
      'makes a bad signature': `case "$*" in *sign*) $real "$@" | sed '4s/./x/g';; *) exec $real "$@";; esac`,
      'signs another text': `case "$*" in *sign*) sed s/umd/xmd/ | $real "$@";; *) exec $real "$@";; esac`,
      'writes nothing where it should sign': `case "$*" in *sign*) exit 0;; *) exec $real "$@";; esac`,
    },
  ],
  [
    'gpgv',
    apt,
    {
      ...commonLies,
      'says good of nothing in particular': 'echo "[GNUPG:] GOODSIG 0 0"; exit 0',
      'says good of another key': `$real "$@" | sed 's/VALIDSIG [0-9A-F]*/VALIDSIG ${'A'.repeat(40)}/'`,
    },
  ],
];

describe.each(lies)('%s', (tool, repository, cases) => {
  test.each(Object.entries(cases))(
    'that %s is found, clients keep what they have, and the next honest run publishes',
    async (_lie, lines) => {
      goBack();
      const request = next.get(repository) as PublishRequest;
      const runner = lyingRunner(join(bench.folder, 'lies'), tool, lines);
      const failure = await failureIn(publishGeneration(depsWith(runner), request));
      expect([failure.message, failure.hint, ...failure.details].join('\n')).toContain(tool);
      expect(failure.hint).not.toBe('');
      expect(seen(repository)).toEqual({ generation: '000001', packages: 1 });
      await publishGeneration(bench.deps, request);
      expect(seen(repository)).toEqual({ generation: '000002', packages: 3 });
    },
  );

  test('that answers late is waited for', async () => {
    goBack();
    const runner = lyingRunner(join(bench.folder, 'lies'), tool, 'sleep 0.4; exec $real "$@"');
    await publishGeneration(depsWith(runner), next.get(repository) as PublishRequest);
    expect(seen(repository)).toEqual({ generation: '000002', packages: 3 });
  });
});
