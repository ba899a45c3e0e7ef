import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openTreeLock } from '../../../src/adapters/lock/lock-tree.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const path = temporaryFolder();
const module = new URL('../../../src/adapters/lock/lock-tree.ts', import.meta.url).href;
const held = { failure: { code: 'lock-held', treatment: 'retry' } };
const hasty = openTreeLock({ waitSeconds: 0.2 });
const patient = openTreeLock();

async function otherHolder(folder: string) {
  const program = `
    const { openTreeLock } = await import(${JSON.stringify(module)});
    await openTreeLock().hold(${JSON.stringify(folder)}, async () => {
      process.stdout.write('held');
      await new Promise(() => setInterval(() => undefined, 1000));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

test('A folder is changed by one at a time, in any number of processes, and nothing is left in it.', async () => {
  await hasty.hold(path(), async () => {
    await expect(hasty.hold(path(), async () => 'never')).rejects.toMatchObject(held);
    mkdirSync(path('beside'));
    expect(await hasty.hold(path('beside'), async () => 'other folders are free')).toMatch(/free/);
  });
  expect(await hasty.hold(path(), async () => readdirSync(path()))).toEqual(['beside']);
});

test('A lock ends with work that fails.', async () => {
  const failing = hasty.hold(path(), async () => {
    throw new Error('as it goes');
  });
  await expect(failing).rejects.toThrow('as it goes');
  await hasty.hold(path(), async () => undefined);
});

test('A process that is only stopped keeps its lock, and one that is killed loses it.', async () => {
  const other = await otherHolder(path());
  other.kill('SIGSTOP');
  await expect(hasty.hold(path(), async () => undefined)).rejects.toMatchObject(held);
  other.kill('SIGKILL');
  await patient.hold(path(), async () => undefined);
});

test('Files with the names of locks lock nothing.', async () => {
  for (const name of ['lock', '.lock', 'lock.pid']) writeFileSync(path(name), '1\n');
  expect(await hasty.hold(path(), async () => 'held')).toBe('held');
});

test('What cannot be locked is refused.', async () => {
  writeFileSync(path('file'), '');
  await expect(hasty.hold(path('file'), async () => undefined)).rejects.toMatchObject({
    failure: { code: 'tool-refused' },
  });
  await expect(hasty.hold(path('not-there'), async () => undefined)).rejects.toMatchObject({
    failure: { code: 'tool-refused', treatment: 'needs-person' },
  });
});
