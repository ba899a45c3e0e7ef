import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Line, startLine } from '../story/line.ts';
import { statesOf } from '../story/recorded.ts';
import { type Story, settled, startStory } from '../story/story.ts';
import { ends, type Started, startWithHanging, until } from './hanging-tool.ts';
import { litter, processesIn } from './remains.ts';

const main = join(import.meta.dirname, '../../src/cli/main.ts');
const mostSeconds = 10;

let story: Story;
let line: Line;
let offered = 0;
let temporary = '';

beforeAll(async () => {
  // A temporary folder of our own, in which nothing is anybody else's.
  temporary = mkdtempSync(join(tmpdir(), 's-'));
  process.env.TMPDIR = temporary;
  story = await startStory({ platforms: ['el9/x86_64=yum'] });
  line = await startLine(Number(story.provider.host.split(':')[1]));
  const policy = story.readFile('stagepost.yaml');
  story.merge('a slow host', {
    'stagepost.yaml': policy.replace(/hosts: \[(.*)\]/, `hosts: [$1, '${line.host}']`),
  });
  const { code, err } = await story.onHost('apply');
  expect(code, err).toBe(0);
});
afterAll(async () => {
  await line.stop();
  await story.stop();
  rmSync(temporary, { recursive: true });
});

/** Merges a release, whose provider is reached by the line where it is asked for. */
async function submit({ slow }: { readonly slow: boolean }): Promise<string> {
  offered += 1;
  const offer = await story.provider.offer({ product: 'voms', version: `4.${offered}.0`, rpms: ['voms'] });
  story.submit(slow ? { ...offer, url: offer.url.replace(story.provider.host, line.host) } : offer);
  return offer.id;
}

function apply(): Omit<Started, 'hangs'> {
  const args = [main, 'apply', '--host', story.hostFile];
  return watched(ends(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })));
}

function watched<T extends Pick<Started, 'child'>>(started: T): T {
  onTestFinished(() => {
    started.child.kill('SIGKILL');
  });
  return started;
}

// An agent that was told to end answers before it is gone.
async function expectNothingLeft(): Promise<void> {
  expect(litter(story)).toEqual([]);
  await expect.poll(() => processesIn(story), { timeout: 10_000 }).toEqual([]);
}

async function expectNextRunToFinish(id: string): Promise<void> {
  const { code, out, err } = await story.onHost('apply');
  expect(code, out + err).toBe(0);
  expect(out).toMatch(settled);
  expect(statesOf(story, id)).toEqual(['Submitted', 'Unverified']);
  await expectNothingLeft();
}

describe('SIGTERM', () => {
  test.each([
    { program: 'createrepo_c', when: '--quiet', doing: 'rendering' },
    { program: 'gpg', when: '--detach-sign', doing: 'signing' },
    { program: 'git', when: 'push', doing: 'pushing' },
  ])(
    'Ends an apply that is $doing with a $program that hangs, and the next one finishes.',
    async (hanging) => {
      const id = await submit({ slow: false });
      const run = watched(startWithHanging(story, 'apply', hanging));
      await run.hangs();
      const { code, seconds } = await run.end('SIGTERM');
      expect(seconds).toBeLessThan(mostSeconds);
      expect({ code, said: run.said() }).toMatchObject({ code: 1 });
      expect(run.said()).toContain('SIGTERM: what is at work is finished or rolled back');
      expect(run.said()).toContain('as was asked');
      await expectNothingLeft();
      await expectNextRunToFinish(id);
    },
  );

  test('Ends an apply that waits for a slow provider.', async () => {
    line.hold();
    const before = line.calls();
    const id = await submit({ slow: true });
    const run = apply();
    await until(() => line.calls() > before);
    const { code, seconds } = await run.end('SIGTERM');
    expect(seconds).toBeLessThan(mostSeconds);
    expect({ code, said: run.said() }).toMatchObject({ code: 1 });
    expect(run.said()).toContain('ended, as was asked, before everything was done');
    await expectNothingLeft();
    line.pass();
    await expectNextRunToFinish(id);
  });

  test('Ends a serve in the middle of a rendering that hangs, which has not failed by that.', async () => {
    const id = await submit({ slow: false });
    const run = watched(startWithHanging(story, 'serve', { program: 'createrepo_c', when: '--quiet' }));
    await run.hangs();
    const { code, seconds } = await run.end('SIGTERM');
    expect(seconds).toBeLessThan(mostSeconds);
    expect({ code, said: run.said() }).toMatchObject({ code: 0 });
    await expectNothingLeft();
    await expectNextRunToFinish(id);
  });
});

describe('SIGKILL', () => {
  test('Leaves an rsync that still waits for its provider; the next run ends it before it does anything.', async () => {
    line.hold();
    const before = line.calls();
    const id = await submit({ slow: true });
    const run = apply();
    await until(() => line.calls() > before);
    await run.end('SIGKILL');
    expect(processesIn(story).filter((told) => told.includes('--files-from=-'))).not.toEqual([]);
    line.pass();
    await expectNextRunToFinish(id);
  });
});
