// The signing key is changed as docs/operate/time-and-keys.md says, while real clients read.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aptUpdate, dnfMakecache } from '../../scripts/provider/clients.ts';
import { serveFolder } from '../../scripts/quickstart/serve-folder.ts';
import { pageAt } from '../docs/pages.ts';
import { folderOf } from '../story/published.ts';
import { type Story, settled, startStory, toProduction, toStageRollout } from '../story/story.ts';

const yum = 'production/umd-5/el9/x86_64/base';
const apt = 'production/umd-5/debian-12/amd64/base';
const minutes = 300_000;

let story: Story;
let stopServing: () => Promise<void>;
let first = '';

beforeAll(async () => {
  story = await startStory({
    url: async (work) => {
      const served = await serveFolder(join(work, 'www'));
      stopServing = served.stop;
      return served.url;
    },
  });
  first = /^ {2}key: '?([0-9A-F]{40})/m.exec(readFileSync(story.hostFile, 'utf8'))?.[1] ?? '';
  await publish('1.0.0');
}, minutes);
afterAll(async () => {
  await stopServing();
  await story.stop();
});

/** Brings one more release to production, so that its repositories have a new generation. */
async function publish(version: string): Promise<void> {
  const offer = await story.provider.offer({ product: 'voms', version, rpms: ['voms'], debs: ['voms'] });
  story.submit(offer);
  story.edit(offer, { desiredState: 'InVerification' });
  story.edit(offer, toStageRollout);
  story.edit(offer, toProduction);
  const { code, out, err } = await story.onHost('apply');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(settled);
}

/** A machine that keeps the client files which it copied when it was set up. */
function machine(name: string) {
  const copied = (key: string, ending: string) => {
    const folder = folderOf(story, key);
    const file = readdirSync(folder).find((each) => each.endsWith(ending)) ?? '';
    return readFileSync(join(folder, file), 'utf8');
  };
  const dnf = { workDir: join(story.work, `${name}-dnf`), repo: copied(yum, '.repo') };
  const deb = { workDir: join(story.work, `${name}-apt`), sources: copied(apt, '.sources') };
  const cache = join(dnf.workDir, 'cache');
  return {
    dnf: () => dnfMakecache(dnf),
    apt: () => aptUpdate(deb),
    /** Has dnf take the keys anew, by the command of the page. */
    forget: () => execFileSync('sh', ['-c', commandOf('rm -r').replace('/var/cache/dnf', cache)]),
  };
}

/** Who signed what clients ask for first. */
function signers(): readonly string[] {
  const keys = join(story.work, 'keys.gpg');
  const armored = readFileSync(join(folderOf(story, yum), 'keys/stagepost.asc'));
  writeFileSync(keys, execFileSync('gpg', ['--dearmor'], { input: armored }));
  const repomd = join(folderOf(story, yum), 'repodata/repomd.xml');
  const inRelease = join(folderOf(story, apt), 'dists/debian-12/InRelease');
  return [[`${repomd}.asc`, repomd], [inRelease]].map((files) => {
    const args = ['--keyring', keys, '--status-fd', '1', '--', ...files];
    const said = execFileSync('gpgv', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /VALIDSIG ([0-9A-F]{40})/.exec(said)?.[1] ?? '';
  });
}

/** A command of the page that begins like this. */
function commandOf(beginning: string): string {
  const quoted = pageAt('docs/operate/time-and-keys.md').text.matchAll(/`([^`\n]+)`/g);
  const found = [...quoted].map(([, text = '']) => text).find((text) => text.startsWith(beginning));
  if (found === undefined) throw new Error(`the page has no command ${beginning}`);
  return found;
}

/** Runs the command of the page and answers with the fingerprint of the new subkey. */
function addSubkey(): string {
  const home = join(story.state, 'gnupg');
  const told = commandOf('gpg --homedir HOME --quick-add-key PRIMARY');
  const [, ...args] = told.replace('HOME', home).replace('PRIMARY', first).split(' ');
  execFileSync('gpg', ['--batch', '--pinentry-mode', 'loopback', '--passphrase', '', ...args], {
    stdio: 'pipe',
  });
  const listing = execFileSync('gpg', ['--homedir', home, '--with-colons', '--list-secret-keys'], {
    encoding: 'utf8',
  });
  return [...listing.matchAll(/^fpr:+([0-9A-F]{40}):/gm)].at(-1)?.[1] ?? '';
}

test(
  'The key is changed for another subkey without a break for clients that copied the files in between.',
  async () => {
    const early = machine('early');
    await early.dnf();
    await early.apt();
    const second = addSubkey();
    expect(second).not.toBe(first);
    await publish('1.1.0');
    expect(signers()).toEqual([first, first]);
    await early.dnf();
    await early.apt();
    const ready = machine('ready');
    await ready.dnf();
    await ready.apt();
    const host = readFileSync(story.hostFile, 'utf8');
    writeFileSync(story.hostFile, host.replace(first, second));
    expect((await story.onHost('plan', '--detailed-exitcode')).code).toBe(0);
    expect(signers()).toEqual([first, first]);
    await publish('1.2.0');
    expect(signers()).toEqual([second, second]);
    await ready.dnf();
    await ready.apt();
    await expect(early.apt()).rejects.toThrow('NO_PUBKEY');
    await expect(early.dnf()).rejects.toThrow('Bad GPG signature');
    const mended = machine('early');
    mended.forget();
    await mended.dnf();
    await mended.apt();
  },
  minutes,
);
