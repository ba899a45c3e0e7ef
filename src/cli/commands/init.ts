import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { localFileChanges } from '../../adapters/files/change-files.ts';
import { localFiles } from '../../adapters/files/read-files.ts';
import { startRepository } from '../../adapters/git/start-repository.ts';
import { closeSigner } from '../../adapters/gpg/gpg-command.ts';
import { makeSigningKey } from '../../adapters/gpg/make-key.ts';
import { processRunner } from '../../adapters/process/run-command.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { defaultHostFile } from '../host-options.ts';
import { hostText } from '../init/host-text.ts';
import type { InitOptions } from '../init/init-options.ts';
import { startingFiles } from '../init/starting-files.ts';
import type { Io } from '../io.ts';

interface Given {
  readonly host: string;
  readonly state: string;
  readonly publish: string;
  readonly url?: string;
  readonly title: string;
  readonly major: string;
  readonly platform: readonly string[];
  readonly provider: string;
  readonly providerHost: readonly string[];
  readonly providerKey: readonly string[];
}

/** `stagepost init`: a release repository, a host file and a signing key. */
export const addInit: AddCommand = (program, { io, finish }) => {
  initOptions(program.command('init'))
    .description('make a release repository, a host file and a signing key; never overwrites anything')
    .argument('<folder>', 'where the release repository is made; missing or empty')
    .action(async (folder: string, given: Given) => {
      await init(io, await completed(io, folder, given));
      finish(exitCodes.done);
    });
};

function initOptions(command: Command): Command {
  const several = (value: string, before: readonly string[] = []) => [...before, value];
  return command
    .option('--host <file>', 'the host file to write', defaultHostFile)
    .option('--state <folder>', 'pool, scratch, ledger and signing key', '/var/lib/stagepost')
    .option('--publish <folder>', 'where repositories are published', '/srv/stagepost')
    .option('--url <url>', 'address under which that folder is served (default: a file: address)')
    .option('--title <text>', 'what the repositories are called', 'Example')
    .option('--major <key>', 'the first major release', 'example-1')
    .option('--platform <key=format>', 'a platform, such as el9/x86_64=yum; may be repeated', several)
    .option('--provider <key>', 'the first provider', 'example')
    .option('--provider-host <host>', 'host or host:port of the provider; may be repeated', several)
    .option('--provider-key <file>', 'public key that signs its packages; may be repeated', several, []);
}

async function completed(io: Io, folder: string, given: Given): Promise<InitOptions> {
  const absolute = (path: string) => resolve(io.cwd, path);
  const publish = absolute(given.publish);
  const keys = new Map<string, string>();
  for (const file of given.providerKey) keys.set(basename(file), await readKey(absolute(file)));
  const platforms = given.platform ?? ['el9/x86_64=yum', 'debian-12/amd64=apt'];
  return {
    repository: absolute(folder),
    hostFile: absolute(given.host),
    state: absolute(given.state),
    publish,
    url: (given.url ?? `file://${publish}`).replace(/(?<!\/)\/+$/, ''),
    title: given.title,
    major: given.major,
    platforms: new Map(platforms.map((text) => splitAt(text, '='))),
    provider: given.provider,
    providerHosts: given.providerHost ?? ['repo.example.org'],
    providerKeys: keys,
  };
}

async function init(io: Io, options: InitOptions): Promise<void> {
  await refuseToOverwrite(options);
  // The key comes first: making it again changes nothing, so that a failed attempt can be repeated.
  const home = join(options.state, 'gnupg');
  const key = await makeSigningKey(processRunner, home, `${options.title} repository key`);
  await closeSigner(processRunner, home);
  for (const [path, text] of startingFiles(options)) await writeNew(join(options.repository, path), text);
  await startRepository(options.repository, 'Start the release repository');
  await writeNew(options.hostFile, hostText(options, key));
  io.out(`made  ${options.repository}   release repository, branch main`);
  io.out(`made  ${options.hostFile}   facts of this host`);
  io.out(`made  ${home}   signing key ${key}; keep a copy somewhere safe`);
  io.out(`\nNext: read stagepost.yaml, write releases/${options.major}/<product>-<version>.yaml, then`);
  io.out(`      stagepost validate, git commit, stagepost apply --host ${options.hostFile}`);
}

async function refuseToOverwrite({ repository, hostFile }: InitOptions): Promise<void> {
  const inside = (await localFiles.list(repository)) ?? [];
  const found = [
    ...(inside.length > 0 ? [`${repository} is not empty`] : []),
    ...((await localFiles.facts(hostFile)) === null ? [] : [`${hostFile} is there already`]),
  ];
  if (found.length === 0) return;
  throw new StagepostError({
    code: 'bad-configuration',
    message: 'nothing was made, because something would be overwritten',
    hint: 'name another folder or another --host file',
    treatment: 'needs-person',
    details: found,
  });
}

async function writeNew(path: string, text: string): Promise<void> {
  await localFileChanges.makeFolder(join(path, '..'));
  await localFileChanges.write(path, text);
}

async function readKey(file: string): Promise<string> {
  const bytes = await localFiles.read(file, 1024 * 1024);
  const text = bytes === null ? '' : Buffer.from(bytes).toString('utf8');
  if (text.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')) return text;
  throw new StagepostError({
    code: 'bad-configuration',
    message: `${file} is not an armoured public key`,
    hint: 'export it with: gpg --armor --export FINGERPRINT > FILE',
    treatment: 'needs-person',
  });
}

function splitAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
