import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { packageToolsContract } from '../contracts/package-tools.ts';
import { textFileName, textTools } from './package-tools.ts';

let folder = '';
packageToolsContract('the fake format', async () => {
  folder = await mkdtemp(join(tmpdir(), 'stagepost-'));
  const identities = [
    { name: 'voms', epoch: '1', version: '4.2.0', release: '1', arch: 'all' },
    { name: 'voms-doc', epoch: '0', version: '4.2.0', release: '', arch: 'amd64' },
  ];
  const packages = identities.map((identity) => ({ identity, path: join(folder, textFileName(identity)) }));
  for (const { path, identity } of packages) await writeFile(path, JSON.stringify(identity));
  return { tools: textTools, format: 'apt', folder, packages };
});
afterAll(() => rm(folder, { recursive: true }));
