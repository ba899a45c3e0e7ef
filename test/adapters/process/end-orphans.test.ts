import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { endOrphans } from '../../../src/adapters/process/end-orphans.ts';
import { runForHost } from '../../../src/adapters/process/run-for-host.ts';
import type { Command } from '../../../src/ports/process-runner.ts';

const waits = 'echo .; while :; do sleep 1; done';
const ignores = `trap '' TERM; ${waits}`;

async function start(code: string, env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn('/bin/sh', ['-c', code], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child;
}

test('Processes with the mark are ended, also those that ignore SIGTERM, and no others.', async () => {
  const mark = { STAGEPOST_STATE: `/var/lib/one-${process.pid}` };
  const polite = await start(waits, mark);
  const deaf = await start(ignores, mark);
  const other = await start(waits, { STAGEPOST_STATE: `${mark.STAGEPOST_STATE}0` });
  const ended = Promise.all([once(polite, 'exit'), once(deaf, 'exit')]);
  await endOrphans(mark);
  expect(await ended).toEqual([
    [null, 'SIGTERM'],
    [null, 'SIGKILL'],
  ]);
  expect([other.exitCode, other.signalCode]).toEqual([null, null]);
});

test('A runner for a host marks what it runs and hands its signal on, unless the command has one of its own.', async () => {
  const commands: Command[] = [];
  const stop = new AbortController().signal;
  const own = new AbortController().signal;
  const answer = { exitCode: 0, stdout: new Uint8Array(), stderr: '' };
  const recorder = {
    run: async (command: Command) => {
      commands.push(command);
      return answer;
    },
  };
  const runner = runForHost(recorder, { mark: { A: '1' }, stop });
  const command = { program: 'x', args: [], timeoutSeconds: 1, maxOutputBytes: 1 };
  await runner.run(command);
  await runner.run({ ...command, env: { B: '2' }, stop: own });
  expect(commands).toEqual([
    { ...command, env: { A: '1' }, stop },
    { ...command, env: { A: '1', B: '2' }, stop: own },
  ]);
});
