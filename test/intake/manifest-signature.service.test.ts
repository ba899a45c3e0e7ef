import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock/system-clock.ts';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { providerKeyrings } from '../../src/adapters/gpg/provider-keyring.ts';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import type { Failure } from '../../src/domain/failure.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import type { SignatureRule } from '../../src/domain/signature.ts';
import { type IntakeDeps, takeIn } from '../../src/intake/take-in.ts';
import { silent } from '../../src/ports/progress.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { type KeyMuseum, openKeyMuseum } from '../adapters/key-museum.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { textTools } from '../fakes/package-tools.ts';
import { folderSource } from '../fakes/release-source.ts';
import { fetchAction, layOut, sample } from './sample-release.ts';

const path = temporaryFolder();
const voms = sample({});
let museum: KeyMuseum;
let sums: string;

beforeAll(async () => {
  museum = await openKeyMuseum();
});
afterAll(() => museum.close());
beforeEach(async () => {
  await mkdir(path('provider'));
  await layOut(path('provider'), [voms]);
  const names = ['release.xml', voms.path];
  const lines = names.map(async (name) => `${sha256Of(await readFile(path('provider', name)))}  ${name}\n`);
  sums = (await Promise.all(lines)).join('');
});

function deps(): IntakeDeps {
  const scratch = path('scratch');
  const local = { files: localFiles, changes: localFileChanges };
  return {
    ...local,
    pool: openPool({ root: path('pool'), scratch, changes: localFileChanges }),
    sources: { rsync: folderSource(path('provider')) },
    tools: { apt: textTools, yum: textTools },
    keyrings: providerKeyrings({ ...local, runner: processRunner, clock: systemClock, scratch }),
    clock: systemClock,
    progress: silent,
  };
}

/** Lays the manifest out, with a signature beside it where one is given, and takes the release in. */
async function take(
  manifest: string | Buffer,
  wish: { readonly rule?: SignatureRule; readonly signature?: Buffer; readonly named?: boolean } = {},
) {
  await writeFile(path('provider/SHA256SUMS'), manifest);
  if (wish.signature !== undefined) await writeFile(path('provider/SHA256SUMS.asc'), wish.signature);
  const base = fetchAction(sha256Of(manifest));
  const named = wish.named ?? wish.signature !== undefined;
  const action: FetchRelease = {
    ...base,
    keys: ['keys/emi.asc'],
    signatures: { rpm: 'ignored', deb: 'ignored', checksums: wish.rule ?? 'required' },
    source: {
      ...base.source,
      checksums: 'SHA256SUMS',
      checksumsSignature: named ? 'SHA256SUMS.asc' : null,
    },
  };
  return takeIn(deps(), action, new Map([['keys/emi.asc', museum.armored]]));
}

async function refusal(work: Promise<unknown>): Promise<Failure> {
  const failure = await failureIn(work);
  expect(await localFiles.list(path('scratch'))).toEqual([]);
  expect(await localFiles.list(path('pool'))).toBeNull();
  return failure;
}

describe('a signature beside the manifest', () => {
  test('lets the release in, and is kept with it', async () => {
    const signature = await museum.sign('subkey', sums, ['--armor']);
    const { release } = await take(sums, { signature });
    expect(await readFile(path('pool', release, 'SHA256SUMS.sig'))).toEqual(signature);
  });

  test('has to be of these bytes and of a key of the provider', async () => {
    const replayed = await museum.sign('good', `${sums}${'0'.repeat(64)}  later.deb\n`);
    expect(await refusal(take(sums, { signature: replayed }))).toMatchObject({
      code: 'signature-bad',
      treatment: 'retry',
      message: expect.stringMatching(
        /^SHA256SUMS: its signature does not fit: what was signed had other bytes/,
      ),
      hint: 'Ask the provider who changed it after it was signed; do not trust it.',
    });
    const others = await refusal(take(sums, { signature: await museum.sign('other', sums) }));
    expect(others.message).toMatch(
      /^SHA256SUMS: its signature was made by a key that is not one of the provider: \w{40}$/,
    );
    const revoked = await refusal(take(sums, { signature: await museum.sign('revoked-subkey', sums) }));
    expect(revoked).toMatchObject({ code: 'signature-bad', treatment: 'needs-person' });
    expect(revoked.message).toMatch(/made by a key that has been revoked: \w{40}$/);
  });

  test('that the release file names has to be there, whatever policy says but ignored', async () => {
    for (const rule of ['required', 'when-present'] as const) {
      const failure = await refusal(take(sums, { rule, named: true }));
      expect(failure.message).toBe('SHA256SUMS: it has no signature: SHA256SUMS.asc is not there');
      expect(failure.treatment).toBe('retry');
    }
    await take(sums, { rule: 'ignored', named: true });
  });

  test('is missed when policy requires one and none is named', async () => {
    expect(await refusal(take(sums))).toMatchObject({
      code: 'signature-bad',
      message: 'SHA256SUMS: it has no signature',
      treatment: 'needs-person',
    });
    await take(sums, { rule: 'when-present' });
  });
});

describe('a clear-signed manifest', () => {
  const signed = async (text: string) => (await museum.clearsign('good', text)).toString();

  test('lets the release in when it is well signed, and is read without its envelope', async () => {
    const { release } = await take(await signed(sums));
    expect(await readFile(path('pool', release, 'SHA256SUMS'), 'utf8')).toContain('BEGIN PGP SIGNED MESSAGE');
  });

  test('is read with escaped hyphens as they were meant', async () => {
    const failure = await refusal(take(await signed(`${sums}-rf\n`)));
    expect(failure.details).toEqual([
      expect.stringMatching(/^SHA256SUMS:3: "-rf" is not a line of sha256sum/),
    ]);
  });

  test('is refused when a byte of it was changed, or another key signed it', async () => {
    const changed = (await signed(sums)).replace(/^[0-9a-f]{8}/m, '00000000');
    expect((await refusal(take(changed))).message).toMatch(/does not fit/);
    const other = await museum.clearsign('other', sums);
    expect((await refusal(take(other))).message).toMatch(/not one of the provider/);
    await take(other, { rule: 'ignored' });
  });

  test('is refused with anything around or inside the envelope that was not signed', async () => {
    const good = await signed(sums);
    const [first = ''] = sums.split('\n');
    const tricks = [
      good.replace('Hash: ', 'Comment: x\nHash: '),
      `${good}${first}\n`,
      `${good}${good}`,
      good.replace(first, `${first} \t`),
      good.replace(first, `-----BEGIN PGP SIGNATURE-----\n${first}`),
      good.replace(/-----END PGP SIGNATURE-----\n/, ''),
      good.replace('\n\n', '\n'),
    ];
    for (const trick of tricks) {
      const { code } = await refusal(take(trick));
      expect(['content-refused', 'signature-bad'], trick).toContain(code);
    }
    const before = await refusal(take(`${first}\n${good}`));
    expect(before.code).toBe('signature-bad');
  });
});
