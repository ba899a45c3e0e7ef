import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/provider/loopback.ts';
import { cleanEnvironment } from '../../scripts/provider/run-tool.ts';
import { deployFolder, rtEnvironment } from '../../scripts/request-tracker/run-rt.ts';
import { siteConfig } from '../../scripts/request-tracker/site-config.ts';
import { serveRequestTracker } from '../../scripts/request-tracker/start-request-tracker.ts';
import { serve } from '../story/daemon.ts';
import { setHostSection } from '../story/host-section.ts';
import { type Story, startStory } from '../story/story.ts';
import { blocksOf, pageAt } from './pages.ts';

const blocks = blocksOf(pageAt('docs/operate/request-tracker.md'));
const commands = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text);
const [setting = ''] = blocks.filter(({ language }) => language === 'perl').map(({ text }) => text);

const dir = realpathSync(mkdtempSync(join(tmpdir(), 'stagepost-rt-page-')));
const [etc, plugins, cron, deploy] = ['etc', 'plugins', 'cron.d', 'deploy'].map((name) =>
  join(dir, name),
) as [string, string, string, string];
const env = { ...cleanEnvironment(dir), ...rtEnvironment(dir, join(etc, 'RT_SiteConfig.d')) };
// Three seconds may be too few on a machine that runs tests.
const patience = 'Set(%Stagepost, Timeout => 30);';
const complaint = /\[(?:error|critical|alert|emergency)\]|could not|couldn't/i;
const listening = 20_321 + (process.pid % 1000);

let story: Story;
let tracker: Awaited<ReturnType<typeof serveRequestTracker>>;
let port = 0;

/** The same text with the places of this test. */
function moved(text: string): string {
  const places = {
    '/etc/request-tracker5': etc,
    '/etc/cron.d': cron,
    '/usr/local/share/request-tracker5/plugins': plugins,
    'www-data:': `${userInfo().username}:`,
    'https://stagepost.example.org': `http://127.0.0.1:${listening}`,
  };
  return Object.entries(places).reduce((whole, [from, to]) => whole.replaceAll(from, to), text);
}

/** Everything that a command says, on both streams, and how it ended. */
function run(command: string): { readonly status: number | null; readonly said: string } {
  const script = `exec 2>&1\n${moved(command)}`;
  const { status, stdout } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    ...{ cwd: deploy, env, encoding: 'utf8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, said: stdout };
}

/** The same of a command that has nothing to complain of. */
function ran(command: string): string {
  const { status, said } = run(command);
  expect(said).not.toMatch(complaint);
  expect(status, said).toBe(0);
  return said;
}

beforeAll(async () => {
  for (const folder of [etc, cron, join(dir, 'mason'), join(dir, 'session')]) mkdirSync(folder);
  cpSync(deployFolder, deploy, { recursive: true });
  port = await freePort(0);
  writeFileSync(join(dir, 'RT_SiteConfig.pm'), siteConfig({ dir, port, plugins }));
  ran('rt-setup-database-5 --action init --skip-create');
  story = await startStory({
    platforms: ['debian-12/amd64=apt'],
    url: async () => 'https://repo.example.org',
  });
});
afterAll(async () => {
  await tracker?.stop();
  await story.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** What the page says of the files of both sides. */
function connect(): void {
  const secretFile = join(story.work, 'rollout-progress-secret');
  cpSync(join(etc, 'stagepost-secret'), secretFile);
  const host = readFileSync(story.hostFile, 'utf8');
  writeFileSync(
    story.hostFile,
    `${host}listen: {port: ${listening}, rolloutProgress: {secretFile: '${secretFile}'}}\n`,
  );
  const tokenFile = join(deploy, 'token');
  setHostSection(story, 'requestTracker', { url: tracker.url, queue: 'sw-rel', tokenFile });
}

/** RT's own superuser, as a fresh RT has it. */
function asRoot(path: string, body: unknown): Promise<Response> {
  return fetch(`${tracker.url}/REST/2.0${path}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('root:password').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
}

describe('The page for the administrator of Request Tracker', () => {
  test('leads from a fresh one to one that shows releases and tells of changes.', async () => {
    const last = commands.at(-1) ?? '';
    for (const command of commands.slice(0, -1)) {
      ran(command);
      // Its settings name places, too.
      const snippet = join(etc, 'RT_SiteConfig.d/stagepost.pm');
      writeFileSync(snippet, moved(readFileSync(snippet, 'utf8')));
    }
    expect(readFileSync(join(cron, 'stagepost-outbox'), 'utf8')).toContain(
      `www-data ${last.trim()} --hourly`,
    );
    writeFileSync(
      join(dir, 'RT_SiteConfig.pm'),
      siteConfig({ dir, port, plugins }).replace(/\n1;\n$/, `\n${moved(setting)}${patience}\n1;\n`),
    );
    tracker = await serveRequestTracker(dir, { port, env });
    connect();

    story.submit(await story.provider.offer({ product: 'voms', version: '1.0.0', debs: ['voms'] }));
    expect(await story.onHost('apply')).toMatchObject({ code: 0, err: '' });
    expect((await story.onHost('doctor')).out).toMatch(
      /ok +request tracker +answers, and has what is needed/,
    );

    const daemon = serve(story);
    const isReady = () =>
      fetch(`http://127.0.0.1:${listening}/readyz`).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(isReady, { timeout: 60_000, interval: 200 }).toBe(200);
    const made = await asRoot('/ticket', { Queue: 'sw-rel', Subject: 'a try' });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { readonly id: string };
    expect(ran(last)).toBe('');
    const list = await story.stagepost('queue', 'list', '--host', story.hostFile);
    expect(list.out).toMatch(new RegExp(`\\b${id}-\\d+-\\d+\\b`));
    await daemon.end('SIGTERM');
  });

  test('is right that nothing is loaded a second time.', () => {
    const [initialdata = '', scrips = ''] = commands[1]?.trim().split('\n') ?? [];
    expect(run(initialdata).said).toContain('The queue sw-rel is there already; nothing was loaded');
    expect(run(scrips).said).toContain('The scrips are there already; nothing was loaded');
    expect(run(commands[2] ?? '').said).toContain('The mail is there already; nothing was loaded');
  });
});
