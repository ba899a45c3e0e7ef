import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const launcher = new URL('../../scripts/stagepost.mjs', import.meta.url).pathname;

describe('the stagepost command', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'launcher-'));
    mkdirSync(join(folder, 'scripts'));
    copyFileSync(launcher, join(folder, 'scripts/stagepost.mjs'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function writeProgram(path: string, code: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }

  function start(...args: readonly string[]): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [join(folder, 'scripts/stagepost.mjs'), ...args]);
  }

  async function run(...args: readonly string[]) {
    const child = start(...args);
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { stdout, stderr, code };
  }

  test('It passes arguments on as they are and hands back the exit code.', async () => {
    writeProgram(
      'src/cli/main.ts',
      'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 2;',
    );
    const args = ['plan', '--host', 'a b', '*', ''];
    expect(await run(...args)).toEqual({ stdout: `${JSON.stringify(args)}\n`, stderr: '', code: 2 });
  });

  test('It runs the built program only where there is no source.', async () => {
    writeProgram('dist/cli/main.js', 'console.log("built");');
    expect((await run()).stdout).toBe('built\n');
    writeProgram('src/cli/main.ts', 'console.log("source");');
    expect((await run()).stdout).toBe('source\n');
  });

  test('It says what to do when there is no program.', async () => {
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toContain('npm run build');
  });

  test('It speaks of fetching a Node only where there is what fetches one.', async () => {
    const text = readFileSync(launcher, 'utf8').replace('WANTED_MAJOR = 24', 'WANTED_MAJOR = 999');
    writeFileSync(join(folder, 'scripts/stagepost.mjs'), text);
    expect((await run()).stderr).toContain('Node 999 or later is needed');
    expect((await run()).stderr).toContain('nodejs.org');
    writeProgram('scripts/bootstrap.mjs', '');
    expect((await run()).stderr).toContain('npm run check');
  });

  test('It hands signals on and waits for the program to end in its own way.', async () => {
    const code =
      "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('up');";
    writeProgram('src/cli/main.ts', code);
    const child = start();
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([7, null]);
  });

  test('It ends as a shell would when the program is killed.', async () => {
    writeProgram('src/cli/main.ts', "process.kill(process.pid, 'SIGKILL');");
    expect((await run()).code).toBe(128 + 9);
  });
});
