import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/adapters/clock/system-clock.ts';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { localFiles } from '../../../src/adapters/files/read-files.ts';
import { providerKeyrings } from '../../../src/adapters/gpg/provider-keyring.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import type { SignatureVerdict } from '../../../src/domain/signature.ts';
import type { Keyrings } from '../../../src/ports/keyring.ts';
import { type ContractKey, keyringContract } from '../../contracts/keyring.ts';
import { failureIn } from '../failure-code.ts';
import { type KeyMuseum, type MuseumKey, openKeyMuseum } from '../key-museum.ts';

let folder: string;
let museum: KeyMuseum;
let keyrings: Keyrings;

beforeAll(async () => {
  folder = await mkdtemp('/tmp/sp-ring-');
  museum = await openKeyMuseum();
  const scratch = join(folder, 'scratch');
  const local = { runner: processRunner, files: localFiles, changes: localFileChanges };
  keyrings = providerKeyrings({ ...local, clock: systemClock, scratch });
});
afterAll(async () => {
  await museum.close();
  await rm(folder, { recursive: true });
});

function judge(signature: Uint8Array, content = 'content'): Promise<SignatureVerdict> {
  return keyrings.use([museum.armored], (keyring) => keyring.checkDetached(signature, Buffer.from(content)));
}

keyringContract('gpgv', async () => {
  const keyOf = async (name: MuseumKey): Promise<ContractKey> => ({
    armored: await museum.armoredOf(name),
    sign: (content) => museum.sign(name, content),
    clearsign: (text) => museum.clearsign(name, text),
  });
  await mkdir(join(folder, 'contents'));
  return {
    keyrings,
    ours: await keyOf('good'),
    other: await keyOf('subkey'),
    folder: join(folder, 'contents'),
  };
});

describe('a signature of a provider', () => {
  const by = (key: MuseumKey, options?: readonly string[]) => () => museum.sign(key, 'content', options);

  test.each<[string, SignatureVerdict['kind'], () => Promise<Buffer>, RegExp]>([
    ['by a key of it', 'good', by('good'), /^by the key \w{40}$/],
    ['by a subkey of it', 'good', by('subkey'), /^by the key \w{40}$/],
    ['by a key that has expired', 'expired-key', by('expired'), /^\w{40} ended on 2020-02-01$/],
    [
      'that has expired itself',
      'expired',
      by('old', ['--default-sig-expire', '1d']),
      /^it ended on 2020-01-02$/,
    ],
    ['by a revoked key', 'revoked-key', by('revoked'), /^\w{40}$/],
    ['by a revoked subkey', 'revoked-key', by('revoked-subkey'), /^\w{40}$/],
    ['by the key of somebody else', 'other-key', by('other'), /^\w{40}$/],
    ['with MD5', 'weak', by('good', ['--digest-algo', 'MD5']), /^made with MD5$/],
    ['with SHA-1', 'weak', by('good', ['--digest-algo', 'SHA1']), /^made with SHA-1$/],
    ['with RIPEMD-160', 'weak', by('good', ['--digest-algo', 'RIPEMD160']), /^made with RIPEMD-160$/],
    ['by a short RSA key', 'weak', by('rsa1024'), /^made with RSA of 1024 bits$/],
    [
      'by a short DSA key',
      'weak',
      by('dsa1024', ['--digest-algo', 'SHA256']),
      /^made with DSA of 1024 bits$/,
    ],
    [
      'of the future',
      'not-yet-valid',
      by('good', ['--faked-system-time', '20400101T000000']),
      /^it is of 2040-01-01$/,
    ],
    ['by a key of the future', 'not-yet-valid', by('future'), /^the key \w+ is of 2040-01-01$/],
    ['over other bytes', 'bad', () => museum.sign('good', 'contents'), /^made with the key \w{16}$/],
    [
      'older than its key',
      'malformed',
      by('good', ['--faked-system-time', '20200101T000000']),
      /^it is of 2020-01-01, and its key \w+ of 20/,
    ],
    [
      'that is none',
      'malformed',
      async () => Buffer.from('-----BEGIN PGP SIGNATURE-----\n'),
      /no signature in it/,
    ],
    ['that is a key', 'malformed', async () => Buffer.from(museum.armored), /./],
  ])('%s is judged as %s', async (_what, kind, make, detail) => {
    const verdict = await judge(await make());
    expect(verdict.kind).toBe(kind);
    expect(verdict.detail).toMatch(detail);
  });

  test('is good when one of several is, and otherwise judged by the one that says most', async () => {
    const sign = (key: MuseumKey) => museum.sign(key, 'content');
    const both = Buffer.concat([await sign('other'), await sign('revoked'), await sign('good')]);
    expect((await judge(both)).kind).toBe('good');
    expect((await judge(Buffer.concat([await sign('other'), await sign('revoked')]))).kind).toBe(
      'revoked-key',
    );
  });

  test('cut short at any place is never good', async () => {
    const signature = await museum.sign('good', 'content');
    for (const length of [1, 2, 3, 20, signature.length - 20, signature.length - 1])
      expect((await judge(signature.subarray(0, length))).kind).not.toBe('good');
  });
});

describe('the keys of a provider', () => {
  test('may stand in several texts, in several blocks of a text, and in one block', async () => {
    const [good, subkey] = [await museum.armoredOf('good'), await museum.armoredOf('subkey')];
    for (const [texts, count] of [
      [[good, subkey], 2],
      [[`${good}\nsome words\n${subkey}`], 2],
      [[museum.armored], 8],
    ] as const)
      await keyrings.use(texts, async (keyring) => {
        expect(keyring.blocks).toHaveLength(count);
        for (const key of ['good', 'subkey'] as const) {
          const signature = await museum.sign(key, 'content');
          expect((await keyring.checkDetached(signature, Buffer.from('content'))).kind).toBe('good');
        }
      });
  });

  test('are refused when a text holds none that can be read', async () => {
    const good = await museum.armoredOf('good');
    const cut = good.replace(/\n.{64}\n.{64}\n/, '\n');
    for (const text of [
      'no key',
      '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----\n',
      cut,
    ]) {
      const failure = await failureIn(keyrings.use([good, text], async () => undefined));
      expect(failure).toMatchObject({ code: 'tool-refused', treatment: 'needs-person' });
    }
  });

  test('leave nothing behind', async () => {
    await judge(await museum.sign('good', 'content'));
    await failureIn(keyrings.use(['no key'], async () => undefined));
    expect(await readdir(join(folder, 'scratch'))).toEqual([]);
  });
});
