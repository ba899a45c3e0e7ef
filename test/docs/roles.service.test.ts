// One story in which everybody does what the guide of their role shows: every command of the guides is run, in a clone
// of their own or on the host, against a provider with real packages. Between the steps the test is the code host, which
// merges what was pushed, and the daemon, which applies it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseFile } from '../../scripts/provider/release-file.ts';
import { closeSigner } from '../../src/adapters/gpg/gpg-command.ts';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import { heard } from '../cli/heard.ts';
import { type StoryProvider, startProvider } from '../story/provider.ts';
import { toProduction, toStageRollout } from '../story/story.ts';
import { blocksOf, type Page, pageAt, projectRoot, readPages } from './pages.ts';

const roles = [
  'administrator',
  'provider',
  'verifier',
  'staged-rollout-manager',
  'early-adopter',
  'release-manager',
  'auditor',
] as const;

type Role = (typeof roles)[number];

/** The steps of the story: the next block of whose guide, and what it has to say. */
const steps: readonly (readonly [role: Role, ...says: readonly RegExp[]])[] = [
  ['administrator', /signing key/],
  ['administrator', /no problem found/],
  ['administrator', /slot: free/],
  ['provider'],
  ['provider', /voms 4\.2\.0: submitted/],
  ['verifier'],
  ['verifier', /voms 4\.2\.0 +Unverified/, /voms 4\.2\.0: Unverified -> InVerification/],
  ['provider', /voms 4\.2\.0 is InVerification/, /Edits of main/],
  ['verifier', /InVerification -> WaitingForResponse/],
  ['verifier', /WaitingForResponse -> InVerification/],
  ['verifier', /InVerification -> StageRollout/],
  ['verifier', /StageRollout/],
  ['verifier', /argus 1\.7\.5: InVerification -> Rejected/],
  ['provider', /argus 1\.7\.5, submission 2: submitted/],
  ['staged-rollout-manager'],
  ['staged-rollout-manager', /voms 4\.2\.0 is StageRollout/, /early-adopters-emi/, /lip invited/],
  ['early-adopter'],
  ['early-adopter', /lip accepted/],
  ['early-adopter', /lip: no report yet/],
  ['staged-rollout-manager', /voms 4\.2\.0 +StageRollout/],
  ['early-adopter', /lip reports Success/],
  ['staged-rollout-manager', /StageRollout -> Production/, /nothing; it is where git asks|Production/],
  ['release-manager'],
  ['release-manager', /voms 4\.2\.0 +Production/],
  ['release-manager', /no problem found/],
  ['auditor'],
  ['auditor', /Everything is proven/],
  ['auditor', /voms/],
  ['auditor', /Edits of main/, /voms 4\.2\.0: Unverified -> InVerification/],
  ['release-manager', /voms 4\.2\.0: Production -> StageRollout/],
  ['release-manager', /M\.REPO-3/, /voms/],
  ['administrator', /argus 1\.7\.5, submission 2 +Unverified/],
];

let work: string;
let provider: StoryProvider;

beforeAll(async () => {
  // A short path: gpg's agent has its socket below it.
  work = await mkdtemp(join(tmpdir(), 'roles-'));
  provider = await startProvider(join(work, 'p'));
  await provider.offer({ product: 'voms', version: '4.2.0', debs: ['voms'] });
  await provider.offer({ product: 'argus', version: '1.7.5', submission: 2, debs: ['argus'] });
  git(work, 'init', '--quiet', '--bare', '--initial-branch=main', 'releases.git');
  for (const role of roles) mkdirSync(join(work, role));
});
afterAll(async () => {
  await provider.stop();
  await closeSigner(processRunner, join(work, 'state/gnupg'));
  await rm(work, { recursive: true, force: true });
});

const hostFile = () => join(work, 'etc/host.yaml');
const publishedKey = () => join(work, 'www/public/production/umd-5/debian-12/amd64/base/keys/stagepost.asc');

function git(cwd: string, ...args: readonly string[]): string {
  const person = ['-c', 'user.name=A reviewer', '-c', 'user.email=reviewer@example.org'];
  return execFileSync('git', [...person, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
}

/** A block of a guide with this machine's places in it. */
function placed(text: string): string {
  const places = {
    'https://git.example.org/releases.git': join(work, 'releases.git'),
    'repo.emi.example.org': provider.host,
    '/etc/stagepost/': join(work, 'etc/'),
    '/var/lib/stagepost': join(work, 'state'),
    '/srv/stagepost': join(work, 'www'),
    '/srv/releases': join(work, 'administrator/releases'),
  };
  return Object.entries(places).reduce((whole, [from, to]) => whole.replaceAll(from, to), text);
}

/** What a person in this role sees when they run the block; the first command that fails fails the test. */
function run(role: Role, text: string): string {
  const shell = `stagepost() { '${process.execPath}' '${projectRoot}/scripts/stagepost.mjs' "$@"; }\n`;
  return execFileSync('bash', ['-euo', 'pipefail', '-c', shell + placed(text)], {
    cwd: join(work, role),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: join(work, role),
      GIT_AUTHOR_NAME: role,
      GIT_AUTHOR_EMAIL: `${role}@example.org`,
      GIT_COMMITTER_NAME: role,
      GIT_COMMITTER_EMAIL: `${role}@example.org`,
      ...(role === 'administrator' ? { STAGEPOST_HOST: hostFile() } : {}),
    },
  });
}

/** The code host: merges every branch that was pushed, and forgets it. */
function mergePushed(): boolean {
  const pushed = git(join(work, 'releases.git'), 'for-each-ref', '--format=%(refname:short)', 'refs/heads')
    .split('\n')
    .filter((branch) => branch !== '' && !['main', 'stagepost-record'].includes(branch));
  const forge = join(work, 'forge');
  for (const branch of pushed) {
    git(work, 'clone', '--quiet', 'releases.git', 'forge');
    git(forge, 'merge', '--quiet', '--no-ff', '--message', `Merge ${branch}`, `origin/${branch}`);
    git(forge, 'push', '--quiet', 'origin', 'main', `:${branch}`);
    execFileSync('rm', ['-rf', forge]);
  }
  return pushed.length > 0;
}

async function apply(): Promise<void> {
  expect(await heard(['apply', '--host', hostFile()])).toMatchObject({ code: 0, err: '' });
}

/** Other releases that the guides speak of: one that is in production, and one that verification has begun to look at. */
async function othersArrive(): Promise<void> {
  const bdii = await provider.offer({ product: 'bdii', version: '5.2.0', debs: ['bdii'] });
  const argus = await provider.offer({ product: 'argus', version: '1.7.5', debs: ['argus'] });
  const ways = [
    [bdii, [{}, { desiredState: 'InVerification' }, toStageRollout, toProduction]],
    [argus, [{}, { desiredState: 'InVerification' }]],
  ] as const;
  const forge = join(work, 'forge');
  git(work, 'clone', '--quiet', 'releases.git', 'forge');
  for (const [offer, wishes] of ways) {
    let text = `${releaseFile(offer)}stacks: [emi]\n`;
    for (const wish of wishes) {
      for (const [field, value] of Object.entries(wish)) {
        const line = new RegExp(`^${field}:.*\n`, 'm');
        text = `${text.replace(line, '')}${field}: ${value}\n`;
      }
      mkdirSync(join(forge, 'releases/umd-5'), { recursive: true });
      writeFileSync(join(forge, `releases/${offer.id}.yaml`), text);
      git(forge, 'add', '--all');
      git(forge, 'commit', '--quiet', '--message', `${offer.id}: ${JSON.stringify(wish)}`);
    }
  }
  git(forge, 'push', '--quiet', 'origin', 'main');
  execFileSync('rm', ['-rf', forge]);
  await apply();
}

/** What happens after a step without anybody of the guides. */
async function goOn(index: number): Promise<void> {
  if (index < 2) return;
  if (index === 2) await othersArrive();
  if (mergePushed()) await apply();
}

function blocksIn(page: Page): string[] {
  return blocksOf(page).flatMap(({ language, text }) => (language === 'sh' ? [text] : []));
}

function guideOf(role: Role) {
  return pageAt(`docs/use/roles/${role}.md`);
}

describe('The guides by role', () => {
  test('are those that the test knows, one page each, and begin with an example.', () => {
    const pages = readPages('docs/use/roles');
    expect(pages.map(({ path }) => path).sort()).toEqual(
      roles.map((role) => `docs/use/roles/${role}.md`).sort(),
    );
    for (const { path, text } of pages) {
      const lines = text.split('\n');
      expect(lines.length, path).toBeLessThan(75);
      expect(lines[2], path).toBe('```sh');
    }
  });

  test('show commands that do, in the order in which the work goes on, what they say.', {
    timeout: 600_000,
  }, async () => {
    const left = new Map(roles.map((role) => [role, blocksIn(guideOf(role))]));
    for (const [index, [role, ...says]] of steps.entries()) {
      const block = left.get(role)?.shift() ?? '';
      expect(block, `${role} has a block for step ${index + 1}`).not.toBe('');
      if (role === 'auditor') copyFileSync(publishedKey(), join(work, role, 'stagepost.asc'));
      const said = run(role, block);
      for (const words of says) expect(said, `${role}: ${block}`).toMatch(words);
      await goOn(index);
    }
    expect([...left.values()].flat()).toEqual([]);
  });
});
