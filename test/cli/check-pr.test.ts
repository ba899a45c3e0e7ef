import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckDocument } from '../../src/document/generated/check.ts';
import { readCheck } from '../../src/document/read-check.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { mostCheckBytes, type PullRequestCheck } from '../../src/domain/pull-request-check.ts';
import { checkAnnotations } from '../../src/report/check/check-annotations.ts';
import { checkInShort } from '../../src/report/check/check-as-markdown.ts';
import type { GitFixture } from '../adapters/git/git-fixture.ts';
import { twoHistories } from '../metrics/two-histories.ts';
import { type Heard, heard } from './heard.ts';

const argus = 'releases/umd-5/argus-1.7.5.yaml';
const dcache = 'releases/umd-5/dcache-9.2.0+2.yaml';

let folder = '';
let git: GitFixture;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stagepost-check-pr-'));
  git = await twoHistories(folder);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function onMain(name: string): string {
  return git.git(['show', `main:${name}`]);
}

function asking(name: string, state: string): string {
  return onMain(name).replace(/^desiredState: .*$/m, `desiredState: ${state}`);
}

let branches = 0;

/** Commits files on a new branch of main, and goes back to main. */
function propose(files: Readonly<Record<string, string | null>>, from = 'main'): string {
  branches += 1;
  const name = `change-${branches}`;
  git.git(['switch', '--quiet', '--create', name, from]);
  git.commit(files);
  git.git(['switch', '--quiet', 'main']);
  return name;
}

async function check(
  head: string,
  more: readonly string[] = ['--merge', '--pull-request', '7'],
  base = 'main',
) {
  const asked = ['check-pr', '--repository', git.dir, '--base', base, '--head', head, ...more];
  return heard([...asked, '--json']).then((said) => ({ ...said, check: documentOf(said) }));
}

// What reads documents of strangers must take every one of ours.
function documentOf({ out }: Heard): PullRequestCheck {
  const read = readCheck(Buffer.from(out));
  if (!read.ok) throw new Error(`${read.why}: ${out.slice(0, 500)}`);
  return asDocument(read.check) as PullRequestCheck;
}

type Frozen<T> = T extends object ? { readonly [key in keyof T]: Frozen<T[key]> } : T;

// The compiler compares the two descriptions of the document here.
function asDocument(found: PullRequestCheck): Frozen<CheckDocument> {
  return found;
}

const errorsOf = ({ marks }: PullRequestCheck) => marks.first.filter(({ kind }) => kind === 'error');

describe('stagepost check-pr', () => {
  test('tells the step that a merge would take, and leaves out what main asks for anyway.', async () => {
    const head = propose({ [dcache]: asking(dcache, 'InVerification') });
    const { code, check: found } = await check(head);
    expect(code).toBe(0);
    expect(found).toMatchObject({
      pullRequest: 7,
      answer: 'ready',
      errors: 0,
      head: git.git(['rev-parse', head]),
      base: git.git(['rev-parse', 'main']),
      changed: { total: 1, releases: 1, reports: 0 },
    });
    expect(found.steps.first).toEqual([
      {
        release: 'dcache 9.2.0, submission 2',
        from: 'Unverified',
        to: 'InVerification',
        gates: [],
        already: false,
      },
    ]);
    expect(found.repositories.first.every(({ already }) => already)).toBe(true);
    expect(found.tickets.first).toEqual(['dcache 9.2.0, submission 2: its ticket will say InVerification']);
    expect(found.told.first[0]).toContain('sw-rel-qc');

    const page = (
      await heard(['check-pr', '--repository', git.dir, '--base', 'main', '--head', head, '--merge'])
    ).out;
    expect(page).toMatch(/^### Stagepost: 1 transition; ready to merge\n/);
    expect(page).toContain('| **dcache 9.2.0, submission 2** | Unverified | InVerification |  |');
    expect(page).not.toContain('new and empty');
    expect(page).toMatch(/Waits on main without this change\n\n- .*6 repositories/);
  });

  test('refuses a step that is none, at its line, and only there.', async () => {
    const head = propose({ [argus]: asking(argus, 'Unverified') });
    const line =
      asking(argus, 'Unverified')
        .split('\n')
        .findIndex((each) => each.startsWith('desiredState:')) + 1;
    const { code, check: found } = await check(head);
    expect([code, found.answer, found.errors]).toEqual([1, 'wrong', 1]);
    expect(errorsOf(found)[0]).toMatchObject({ at: { file: argus, line, column: 15 } });
    expect(errorsOf(found)[0]?.message).toMatch(/is not a step \(R41\)\nProduction is final/);
    expect(checkAnnotations(found).filter(({ at }) => at.file === argus)).toHaveLength(1);
  });

  test('says how to mend a file that cannot be read, and counts what was wrong before as older.', async () => {
    const first = propose({ 'releases/umd-5/x.txt': 'x', 'releases/umd-5/new-1.0.0.yaml': 'product: [\n' });
    const { check: found } = await check(first);
    expect(errorsOf(found).map(({ at }) => at?.file)).toEqual(
      expect.arrayContaining(['releases/umd-5/x.txt', 'releases/umd-5/new-1.0.0.yaml']),
    );
    const next = propose({ [dcache]: asking(dcache, 'InVerification') }, first);
    const after = await check(next, ['--merge'], first);
    expect([after.code, after.check.answer, after.check.errors]).toEqual([0, 'ready', 0]);
    expect(
      after.check.marks.first.map(({ kind, title }) => [kind, /was there before/.test(title)]),
    ).toContainEqual(['warning', true]);
  });

  test('says that nobody can tell, while main itself cannot be read.', async () => {
    const broken = propose({ 'stagepost.yaml': 'title: [\n' });
    const next = propose({ [dcache]: asking(dcache, 'InVerification') }, broken);
    const { code, check: found } = await check(next, ['--merge'], broken);
    expect([code, found.answer, found.plan]).toEqual([0, 'waits', null]);
    expect(checkInShort(found)).toBe('nobody can say what it does while main is wrong');
    const mended = propose({ 'stagepost.yaml': onMain('stagepost.yaml') }, broken);
    expect((await check(mended, ['--merge'], broken)).check.answer).toBe('ready');
  });

  test('says so where there is nothing for it.', async () => {
    const { code, check: found } = await check(propose({ 'docs/guide.md': '# Guide\n' }));
    expect([code, found.answer, found.changed.total]).toEqual([0, 'nothing', 1]);
  });

  test('checks a merge queue as main would be.', async () => {
    const head = propose({ [dcache]: asking(dcache, 'InVerification') });
    const { check: found } = await check(head, []);
    expect([found.pullRequest, found.answer, found.steps.total]).toEqual([null, 'ready', 1]);
  });
});

describe('Strange heads', () => {
  test('one that main has left behind changes nothing.', async () => {
    const { code, check: found } = await check('main~3');
    expect([code, found.answer, found.changed.total]).toEqual([0, 'nothing', 0]);
  });

  test('one beside main is judged by what it brings.', async () => {
    const head = propose({ 'docs/beside.md': 'x\n' }, 'main~3');
    const { check: found } = await check(head);
    expect([found.answer, found.changed.total]).toEqual(['nothing', 1]);
  });

  test('one without a common history cannot be merged, and is told so.', async () => {
    git.git(['switch', '--quiet', '--orphan', 'orphan']);
    git.commit({ 'stagepost.yaml': 'title: x\n' });
    git.git(['switch', '--quiet', 'main']);
    const { code, check: found } = await check('orphan');
    expect([code, found.answer, found.errors]).toEqual([1, 'wrong', 1]);
    expect(errorsOf(found)[0]).toMatchObject({ title: 'this cannot be checked', at: null });
    expect(errorsOf(found)[0]?.message).toMatch(/cannot be merged/);
  });

  test('one that conflicts is told so.', async () => {
    const older = propose(
      { [argus]: onMain(argus).replace(/^desiredState: .*$/m, 'desiredState: Rejected') },
      'main~8',
    );
    const { check: found } = await check(older);
    expect(errorsOf(found)[0]?.message).toMatch(
      /cannot be merged into [0-9a-f]{12}\nBring the branch up to date/,
    );
  });

  test('an empty tree is no order to delete: it is refused.', async () => {
    const tree = git.git(['hash-object', '-t', 'tree', '-w', '--stdin'], { input: '' });
    const head = git.git(['commit-tree', tree, '-p', 'main', '-m', 'empty']);
    for (const more of [['--merge'], []]) {
      const { code, check: found } = await check(head, more);
      expect([code, found.answer]).toEqual([1, 'wrong']);
      expect(errorsOf(found)[0]?.at?.file).toBe('stagepost.yaml');
      expect(found.steps.total).toBe(0);
    }
  });

  test('a revision that is none is an error of the command.', async () => {
    const said = await heard([
      'check-pr',
      '--repository',
      git.dir,
      '--base',
      'main',
      '--head',
      '--upload-pack=x',
    ]);
    expect([said.code, said.out]).toEqual([1, '']);
  });
});

describe('Hostile changes', () => {
  test('have their files told and none of them obeyed.', async () => {
    const canary = join(folder, 'canary');
    const evil = `touch ${canary}`;
    const head = propose({
      'package.json': JSON.stringify({ scripts: { preinstall: evil, postinstall: evil } }),
      '.npmrc': `script-shell=${canary}\nregistry=http://127.0.0.1:1/\n`,
      '.gitattributes': '* filter=evil diff=evil merge=evil\n',
      '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch x"\n',
      '.github/workflows/validate.yml': `on: push\njobs: {x: {runs-on: x, steps: [{run: "${evil}"}]}}\n`,
      '.github/CODEOWNERS': '* @stranger\n',
      'schemas/release.schema.json': '{}',
      'stagepost.yaml': onMain('stagepost.yaml').replace(/^title: .*$/m, 'title: Mine'),
      [dcache]: asking(dcache, 'InVerification'),
    });
    git.git(['config', 'filter.evil.smudge', evil]);
    git.git(['config', 'diff.evil.command', evil]);
    git.git(['config', 'merge.evil.driver', evil]);
    const { code, check: found } = await check(head);
    for (const key of ['filter.evil.smudge', 'diff.evil.command', 'merge.evil.driver'])
      git.git(['config', '--unset', key]);
    expect(existsSync(canary)).toBe(false);
    expect([code, found.steps.first.filter(({ already }) => !already)]).toMatchObject([
      0,
      [{ to: 'InVerification' }],
    ]);
    expect(found.changed.notable.first.map((each) => each.split(' ')[0])).toEqual([
      '.gitattributes',
      '.github/CODEOWNERS',
      '.github/workflows/validate.yml',
      '.gitmodules',
      '.npmrc',
      'package.json',
      'schemas/release.schema.json',
      'stagepost.yaml',
    ]);
  });

  test('bring no approver of their own: main before them says who has to sign.', async () => {
    const keys = [
      'AAAAC3NzaC1lZDI1NTE5AAAAICPHeTCOaT9A7hDcyZnUW1N9+LzmMWz6BqK/lh9MNUgh',
      'AAAAC3NzaC1lZDI1NTE5AAAAIC7YPfvqtu3Xa9tNdX4bMFY5IjNHNwJbyNSKBdB7pq0J',
    ];
    const people = keys.map((key, at) => `  p${at}: {name: P, keys: ["ssh-ed25519 ${key}"]}\n`).join('');
    const roles = ['verification', 'stage-rollout'].map(
      (each) => `  ${each}: {title: T, members: [p0, p1]}\n`,
    );
    const guarded = `people:\n${people}roles:\n${roles.join('')}`;
    const main = propose({ 'stagepost.yaml': `${onMain('stagepost.yaml')}\n${guarded}` });
    const edits = { 'stagepost.yaml': onMain('stagepost.yaml'), [dcache]: asking(dcache, 'InVerification') };
    const { code, check: found } = await check(propose(edits, main), ['--merge'], main);
    expect([code, found.answer]).toEqual([0, 'waits']);
    expect(found.approvals.first).toEqual([
      {
        release: 'dcache 9.2.0, submission 2',
        to: 'InVerification',
        role: 'verification',
        state: 'missing',
        sentence: expect.stringContaining('0 of 1'),
      },
    ]);
    expect(found.changed.notable.first).toEqual([expect.stringMatching(/^stagepost\.yaml .* as main asks/)]);
  });

  test('with naughty branches, authors and subjects show none of them.', async () => {
    const naughty = 'x;$(touch${IFS}canary)`id`|<img>';
    git.git(['switch', '--quiet', '--create', naughty, 'main']);
    const at = '2026-11-22T12:00:00Z' as Instant;
    const subject = '::error::%0A@everyone fixes #1 <script>';
    git.commit({ [dcache]: asking(dcache, 'InVerification') }, { author: '<b>@everyone</b>', at, subject });
    git.git(['switch', '--quiet', 'main']);
    const { code, out } = await check(naughty);
    expect(code).toBe(0);
    for (const each of ['touch', '<img>', '@everyone', 'fixes', '<script>']) expect(out).not.toContain(each);
    expect(existsSync(join(git.dir, 'canary'))).toBe(false);
  });

  test('with naughty names are shown as text.', async () => {
    const names = [
      '$(touch canary).yaml',
      '`touch canary`-1.0.0.yaml',
      '<script>alert(1)<!--.yaml',
      '@everyone #1 ![x](http://x).yaml',
      '::error::x%0A::stop-commands::y.yaml',
      'a\nb\u001b[31m\u202eyaml',
      '--help',
      'ｆｕｌｌ🎉.yaml',
    ];
    const files = Object.fromEntries(names.map((name) => [`releases/umd-5/${name}`, 'x: 1\n']));
    const head = propose(files);
    const { check: found } = await check(head);
    expect(found.errors).toBeGreaterThanOrEqual(names.length);
    const { out } = await heard([
      'check-pr',
      '--repository',
      git.dir,
      '--base',
      'main',
      '--head',
      head,
      '--merge',
      '--github',
    ]);
    expect(out).not.toMatch(/^::|^\s*<script/m);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test('of ten thousand files are counted, and the document keeps its size.', async () => {
    const many = 10_000;
    const blob = git.git(['hash-object', '-w', '--stdin'], { input: `${'x'.repeat(300)}: 1\n` });
    const listed = Array.from(
      { length: many },
      (_, at) => `100644 ${blob}\treleases/umd-5/${'long-name-'.repeat(8)}${at}-1.0.0.yaml`,
    );
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    git.git(['read-tree', 'main'], { env });
    git.git(['update-index', '--index-info'], { env, input: `${listed.join('\n')}\n` });
    const tree = git.git(['write-tree'], { env });
    const head = git.git(['commit-tree', tree, '-p', 'main', '-m', 'many']);
    const { code, out, check: found } = await check(head);
    expect([code, found.answer, found.changed.releases]).toEqual([1, 'wrong', many]);
    expect(found.errors).toBeGreaterThanOrEqual(many);
    expect(found.marks.total).toBe(found.errors);
    expect(Buffer.byteLength(out)).toBeLessThanOrEqual(mostCheckBytes);
    expect(found.marks.first.length).toBeGreaterThan(50);
  }, 300_000);
});
