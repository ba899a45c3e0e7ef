import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import type { Command } from '../../../src/ports/process-runner.ts';
import { failureIn } from '../failure-code.ts';

const limits = { timeoutSeconds: 20, maxOutputBytes: 1024 * 1024 };

function node(
  code: string,
  more: Partial<Command> = {},
): Promise<{ exitCode: number; stderr: string; text: string }> {
  const command = { program: process.execPath, args: ['--eval', code], ...limits, ...more };
  return processRunner
    .run(command)
    .then(({ stdout, ...rest }) => ({ ...rest, text: Buffer.from(stdout).toString() }));
}

describe('the process runner', () => {
  test('gives standard output byte for byte, with its last line end', async () => {
    const code = 'process.stdout.write(Buffer.from([0, 255, 10]))';
    const { stdout } = await processRunner.run({ program: process.execPath, args: ['-e', code], ...limits });
    expect([...stdout]).toEqual([0, 255, 10]);
  });

  test('gives an exit code as an answer', async () => {
    expect((await node('process.exitCode = 24')).exitCode).toBe(24);
  });

  test('hands over nothing of its own environment', async () => {
    process.env.STAGEPOST_CANARY = 'secret';
    const { text } = await node('console.log(JSON.stringify(process.env))', { env: { EXTRA: 'yes' } });
    delete process.env.STAGEPOST_CANARY;
    expect(JSON.parse(text)).toEqual({
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/nonexistent',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      EXTRA: 'yes',
    });
  });

  test('passes arguments as they are, without any shell', async () => {
    const args = ['--print', 'JSON.stringify(process.argv.slice(1))', '--', '$HOME; rm *', '-rf', '`x`'];
    const { stdout } = await processRunner.run({ program: process.execPath, args, ...limits });
    expect(JSON.parse(Buffer.from(stdout).toString())).toEqual(args.slice(3));
  });

  test('feeds input, and nothing when there is none', async () => {
    const echo = 'process.stdin.pipe(process.stdout)';
    expect((await node(echo, { input: 'a\0b' })).text).toBe('a\0b');
    expect((await node(echo)).text).toBe('');
  });

  test('says that a program is missing, and that a person has to install it', async () => {
    const work = processRunner.run({ program: 'no-such-program', args: [], ...limits });
    expect(await failureIn(work)).toMatchObject({ code: 'tool-missing', treatment: 'needs-person' });
  });

  test('ends a program after its time, and what that has started as well', async () => {
    const child = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
    const code = `const c = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
      process.stderr.write(String(c.pid) + '\\n'); setInterval(() => {}, 1000)`;
    const failure = await failureIn(node(code, { timeoutSeconds: 1 }));
    expect(failure).toMatchObject({ code: 'command-timed-out', treatment: 'retry' });
    const pid = Number(failure.details.at(-1));
    expect(pid).toBeGreaterThan(1);
    expect(await isGoneWithin(pid, 8000)).toBe(true);
  });

  test('fails a program that writes too much instead of cutting its output', async () => {
    const work = node('process.stdout.write("x".repeat(2000))', { maxOutputBytes: 1000 });
    expect((await failureIn(work)).code).toBe('command-wrote-too-much');
  });

  test('fails a program that dies by a signal', async () => {
    const failure = await failureIn(
      node('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)'),
    );
    expect(failure).toMatchObject({ code: 'command-failed' });
    expect(failure.message).toContain('SIGKILL');
  });

  test('ends a program at the words by which it has failed, though it would go on', async () => {
    const code =
      'process.stderr.write("disk: no "); setTimeout(() => process.stderr.write("room\\n"), 100); setInterval(() => {}, 1000)';
    const started = performance.now();
    const failure = await failureIn(node(code, { failsAt: 'no room' }));
    expect(failure).toMatchObject({ code: 'command-failed', details: ['disk: no room'] });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(
      (await node('process.stderr.write("room"); process.exitCode = 3', { failsAt: 'no room' })).exitCode,
    ).toBe(3);
  });

  test('cleans standard error and keeps its last 64 KiB', async () => {
    const { stderr } = await node('process.stderr.write("ü".repeat(100000) + "\\x1b[31mred\\x07 end")');
    expect(stderr.endsWith('?[31mred? end')).toBe(true);
    expect(Buffer.byteLength(stderr)).toBeLessThanOrEqual(64 * 1024);
    expect(Buffer.byteLength(stderr)).toBeGreaterThan(63 * 1024);
  });

  test('keeps the limit when the bytes are no text', async () => {
    const { stderr } = await node('process.stderr.write(Buffer.alloc(100000, 0xbf))');
    expect(Buffer.byteLength(stderr)).toBeLessThanOrEqual(64 * 1024);
  });
});

async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}
