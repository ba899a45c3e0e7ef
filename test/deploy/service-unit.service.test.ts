import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import { openNotifier } from '../../src/adapters/systemd/notifier.ts';
import { serviceManager } from '../adapters/systemd/service-manager.ts';

const unit = join(import.meta.dirname, '../../deploy/systemd/stagepost.service');

function analyze(...args: readonly string[]): string {
  return execFileSync('systemd-analyze', [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('The unit of systemd', () => {
  test('is one that systemd takes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stagepost-unit-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const copy = join(folder, 'stagepost.service');
    // It is verified only where its program is.
    const text = readFileSync(unit, 'utf8').replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true');
    writeFileSync(copy, text);
    expect(() => analyze('verify', copy)).not.toThrow();
    writeFileSync(copy, text.replace('Type=notify', 'Type=notified\nExecStart=no-path'));
    expect(() => analyze('verify', copy)).toThrow();
  });

  test('leaves little to whoever takes the service over', () => {
    const level = /exposure level for \S+ (\d+\.\d)/.exec(
      analyze('security', '--offline=true', unit).replace(/:/g, ''),
    );
    expect(Number(level?.[1])).toBeLessThan(2.5);
  });

  test('is told when the service is ready and when it stops, by a program that anybody may run', async () => {
    expect(readFileSync(unit, 'utf8')).toMatch(/^Type=notify\n[\s\S]*^NotifyAccess=all$/m);
    const { socket, heard } = await serviceManager();
    const notifier = openNotifier(processRunner, socket);
    await notifier.ready('serving main of /srv/releases');
    await notifier.stopping();
    const said = { timeout: 30_000 };
    await expect
      .poll(heard, said)
      .toMatch(/READY=1\nSTATUS=serving main of \/srv\/releases\n[\s\S]*STOPPING=1/);
  });

  test('need not be listening', async () => {
    for (const socket of [undefined, '', '/nowhere/notify']) {
      const notifier = openNotifier(processRunner, socket);
      await expect(notifier.ready('x')).resolves.toBeUndefined();
    }
  });
});
