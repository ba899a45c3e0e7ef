import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { answersWithin, freePort, HOST } from './loopback.ts';
import { cleanEnvironment } from './run-tool.ts';

export type RsyncDaemonWish = {
  /** Holds configuration and log. */
  readonly dir: string;
  readonly modules: Readonly<Record<string, string>>;
  readonly port?: number;
};

export type RsyncDaemon = {
  readonly port: number;
  readonly url: (module: string) => string;
  readonly stop: () => Promise<void>;
};

const START_SECONDS = 10;

/** Serves the modules read only on the loopback address until stop() is called; stop() may be called twice. */
export async function startRsyncDaemon(wish: RsyncDaemonWish): Promise<RsyncDaemon> {
  await mkdir(wish.dir, { recursive: true });
  const port = await freePort(wish.port ?? 0);
  const configFile = join(wish.dir, 'rsyncd.conf');
  const logFile = join(wish.dir, 'rsyncd.log');
  await writeFile(configFile, configText(wish.modules, logFile, port));
  const child = execa('rsync', ['--daemon', '--no-detach', `--config=${configFile}`], {
    extendEnv: false,
    env: cleanEnvironment(wish.dir),
    cwd: wish.dir,
    // rsync takes a socket on its standard input for an inetd connection, and Node's pipes are sockets.
    stdio: 'ignore',
    reject: false,
  });
  let alive = true;
  const ended = child.then(() => {
    alive = false;
  });
  const stop = async (): Promise<void> => {
    if (alive) child.kill('SIGTERM');
    await ended;
  };
  const answers = () => greets(port);
  if (!(await answersWithin(START_SECONDS, { isAlive: () => alive, answers }))) {
    await stop();
    const log = await readFile(logFile, 'utf8').catch(() => '(no log)');
    throw new Error(`rsync --daemon does not answer on ${HOST}:${port}\n${log}`);
  }
  return { port, url: (module) => `rsync://${HOST}:${port}/${module}/`, stop };
}

function configText(modules: Readonly<Record<string, string>>, logFile: string, port: number): string {
  const globals = [
    `address = ${HOST}`,
    `port = ${port}`,
    `log file = ${configValue(logFile)}`,
    'use chroot = no',
    // Links go out as they are, so that a test can play a hostile provider.
    'munge symlinks = no',
    'reverse lookup = no',
    'read only = yes',
    ...ownIdentity(),
  ];
  const sections = Object.entries(modules).flatMap(([name, path]) => {
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name))
      throw new Error(`not a module name: ${JSON.stringify(name)}`);
    return [`[${name}]`, `path = ${configValue(path)}`];
  });
  return `${[...globals, ...sections].join('\n')}\n`;
}

/** A daemon of root would serve as nobody, who cannot enter a private temporary directory. */
function ownIdentity(): readonly string[] {
  return process.getuid?.() === 0 ? ['uid = 0', 'gid = 0'] : [];
}

function configValue(path: string): string {
  if (/[\n%\\]/.test(path)) throw new Error(`rsyncd.conf cannot hold the path ${JSON.stringify(path)}`);
  return path;
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port, timeout: 1000 });
    const answer = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('data', (chunk) => answer(chunk.toString('latin1').startsWith('@RSYNCD:')));
    socket.once('timeout', () => answer(false));
    socket.once('close', () => answer(false));
    socket.once('error', () => answer(false));
  });
}
