import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseSourceContract } from '../contracts/release-source.ts';
import { folderSource } from './release-source.ts';

releaseSourceContract('the fake source', async () => {
  const root = await mkdtemp(join(tmpdir(), 'stagepost-'));
  const [folder, inbox] = [join(root, 'served'), join(root, 'inbox')];
  await mkdir(folder);
  await mkdir(inbox);
  const stop = () => rm(root, { recursive: true });
  return { reader: folderSource(folder), folder, inbox, url: 'fake://live/', deadUrl: 'fake://dead/', stop };
});
