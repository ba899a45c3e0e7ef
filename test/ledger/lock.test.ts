import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeLock } from '../../src/ledger/lock.ts';

const lockModule = new URL('../../src/ledger/lock.ts', import.meta.url).href;

function lockFile(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'stagepost-lock-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return path.join(dir, 'lock');
}

// A process that takes the lock, says so, and stays until it is killed.
async function otherHolder(file: string): Promise<ChildProcess> {
  const program = `
    const { takeLock } = await import(${JSON.stringify(lockModule)});
    await takeLock(${JSON.stringify(file)});
    process.stdout.write('taken');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child;
}

test('A lock can be taken once, and again after it was released.', async () => {
  const file = lockFile();
  const first = await takeLock(file);
  await expect(takeLock(file)).rejects.toMatchObject({ failure: { code: 'lock-held' } });
  first.release();
  first.release();
  const second = await takeLock(file);
  second.release();
});

test('A lock that another process holds is refused at once and names that process.', async () => {
  const file = lockFile();
  const holder = await otherHolder(file);
  await expect(takeLock(file)).rejects.toMatchObject({
    failure: { code: 'lock-held', treatment: 'fatal', message: expect.stringContaining(`pid ${holder.pid}`) },
  });
});

test('The lock of a process that was killed is free, and what it left behind does not matter.', async () => {
  const file = lockFile();
  const holder = await otherHolder(file);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = await takeLock(file);
  lock.release();
});

test('Files that somebody planted lock nothing: an empty lock, and the pid of a process that has nothing to do with it.', async () => {
  const file = lockFile();
  writeFileSync(file, '');
  writeFileSync(`${file}.pid`, `${process.ppid}\n`);
  const lock = await takeLock(file);
  expect(readFileSync(`${file}.pid`, 'utf8')).toBe(`${process.pid}\n`);
  lock.release();
});

test('A process that is only stopped keeps its lock.', async () => {
  const file = lockFile();
  const holder = await otherHolder(file);
  holder.kill('SIGSTOP');
  await expect(takeLock(file)).rejects.toMatchObject({ failure: { code: 'lock-held' } });
});

test('A file that is no lock is refused and not removed.', async () => {
  const file = lockFile();
  const text = 'something else entirely\n'.repeat(100);
  writeFileSync(file, text);
  await expect(takeLock(file)).rejects.toMatchObject({
    failure: { code: 'ledger-failed', treatment: 'needs-person' },
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
});
