import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContractKey, keyringContract } from '../contracts/keyring.ts';
import { fakeKeyrings, fakeSignature } from './keyring.ts';

function fakeKey(name: string): ContractKey {
  return {
    armored: name,
    sign: async (content) => Buffer.from(fakeSignature(name, content)),
    clearsign: async (text) => Buffer.from(`${text}-- \n${fakeSignature(name, text)}`),
  };
}

keyringContract('the fake keyring', async () => ({
  keyrings: fakeKeyrings,
  ours: fakeKey('OURS'),
  other: fakeKey('OTHER'),
  folder: await mkdtemp(join(tmpdir(), 'stagepost-')),
}));
