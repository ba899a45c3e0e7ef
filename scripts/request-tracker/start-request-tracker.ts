import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { answersWithin, freePort, HOST } from '../provider/loopback.ts';
import { cleanEnvironment } from '../provider/run-tool.ts';
import { copyTemplate, prepareTemplate } from './prepare-template.ts';
import { rtEnvironment } from './run-rt.ts';
import { siteConfig, type Telling } from './site-config.ts';

export type RequestTrackerWish = {
  /** Absolute path of a folder of its own; made when it is not there. */
  readonly dir: string;
  readonly port?: number;
  /** Nobody is told of changes without it. */
  readonly telling?: Telling;
};

type Served = { readonly port: number; readonly env: Readonly<Record<string, string>> };

type Serving = {
  readonly url: string;
  /** May be called twice. */
  readonly stop: () => Promise<void>;
};

export type RequestTracker = Serving & {
  /** File of the token of each user of test-users.pl. */
  readonly tokens: Readonly<Record<string, string>>;
};

const SERVER = '/usr/share/request-tracker5/libexec/rt-server';
const START_SECONDS = 60;
const TAIL_LINES = 25;

/** A Request Tracker with an empty queue sw-rel, for this machine alone, until stop() is called. */
export async function startRequestTracker(wish: RequestTrackerWish): Promise<RequestTracker> {
  const { dir } = wish;
  const template = await prepareTemplate();
  for (const folder of ['mason', 'session']) await mkdir(join(dir, folder), { recursive: true });
  await copyTemplate(template, dir);
  // RT writes its own port into every address that it makes, so the port must be known before it starts.
  const port = await freePort(wish.port ?? 0);
  await writeFile(join(dir, 'RT_SiteConfig.pm'), siteConfig({ dir, port, telling: wish.telling }));
  const { url, stop } = await serveRequestTracker(dir, { port, env: rtEnvironment(dir) });
  return { url, tokens: await tokenFiles(dir), stop };
}

/** Serves the instance in a folder, whose configuration has this port. */
export async function serveRequestTracker(dir: string, { port, env }: Served): Promise<Serving> {
  const url = `http://${HOST}:${port}`;
  const { isAlive, stop } = startServer(dir, { port, env });
  if (!(await answersWithin(START_SECONDS, { isAlive, answers: () => answers(url) }))) {
    await stop();
    const log = await readFile(join(dir, 'rt.log'), 'utf8').catch(() => '(no log)');
    throw new Error(`Request Tracker does not answer at ${url}\n${lastLines(log)}`);
  }
  return { url, stop };
}

/** RT's workers are in the process group of their parent, and the whole group is ended. */
function startServer(dir: string, { port, env }: Served) {
  const listen = ['--server', 'Starlet', '--host', HOST, '--port', String(port), '--max-workers', '2'];
  const log = { file: join(dir, 'rt.log') };
  const child = execa(SERVER, listen, {
    extendEnv: false,
    env: { ...cleanEnvironment(dir), ...env },
    cwd: dir,
    stdin: 'ignore',
    stdout: log,
    stderr: log,
    buffer: false,
    reject: false,
    killDescendants: true,
    forceKillAfterDelay: 5000,
  });
  let alive = true;
  const ended = child.then(() => {
    alive = false;
  });
  const stop = async (): Promise<void> => {
    if (alive) child.kill('SIGTERM');
    await ended;
  };
  return { isAlive: () => alive, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    // Nobody is logged in, which is an answer as well.
    const { status } = await fetch(`${url}/REST/2.0/rt`, { signal: AbortSignal.timeout(30_000) });
    return status === 401;
  } catch {
    return false;
  }
}

async function tokenFiles(dir: string): Promise<Readonly<Record<string, string>>> {
  const users = await readdir(join(dir, 'tokens'));
  return Object.fromEntries(users.map((user) => [user, join(dir, 'tokens', user)]));
}

function lastLines(text: string): string {
  return text.split('\n').slice(-TAIL_LINES).join('\n');
}
