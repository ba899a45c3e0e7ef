import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type GitFixture, makeRepository, scratchFolder } from '../adapters/git/git-fixture.ts';
import { heard } from './heard.ts';

const project = join(import.meta.dirname, '../..');

/** A clone that holds the release repository which this project brings along as a living example. */
function livingExample(): GitFixture {
  const git = makeRepository(join(scratchFolder(), 'releases'));
  for (const path of ['stagepost.yaml', 'releases', 'schemas'])
    cpSync(join(project, path), join(git.dir, path), { recursive: true });
  git.commit({});
  return git;
}

const commands = ['init', 'validate', 'plan', 'apply', 'serve', 'status', 'explain', 'doctor'];

describe('the help', () => {
  test('lists every command with what it is good for, and the exit codes', async () => {
    const { code, out } = await heard(['help']);
    expect(code).toBe(0);
    const listed = [...out.matchAll(/^ {2}([a-z]+) .*\w{3}/gm)].map((match) => match[1]);
    expect(listed).toEqual(expect.arrayContaining(commands));
    expect(out).toContain('0 done or nothing to do, 1 an error, 2 changes pending');
  });

  test.each(commands)('of %s explains each of its options', async (command) => {
    const { code, out } = await heard([command, '--help']);
    expect(code).toBe(0);
    const options = out.split('\n').filter((line) => line.startsWith('  -'));
    expect(options.length).toBeGreaterThan(1);
    expect(options.filter((line) => !/^ {2}-.*? {2,}\S/.test(line))).toEqual([]);
  });

  test('has a version beside it, which is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    expect(await heard(['--version'])).toMatchObject({ code: 0, out: version });
  });

  test('is shown, as an error, when nothing is asked for', async () => {
    const { code, err } = await heard([]);
    expect(code).toBe(1);
    expect(err).toContain('Usage: stagepost');
  });
});

describe('what cannot be understood', () => {
  test.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['statsu'], 'Did you mean status?'],
    [['plan', '--nope'], "unknown option '--nope'"],
    [['init'], "missing required argument 'folder'"],
    [['plan', '--host'], 'argument missing'],
  ])('%j is an error that says so and points to the help', async (args, message) => {
    const { code, out, err } = await heard(args);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).toContain('stagepost help');
  });
});

describe('a host file that is not there', () => {
  test.each(['plan', 'apply', 'status'])(
    'ends %s with the name of the file and what to do',
    async (command) => {
      const { code, out, err } = await heard([command, '--host', 'no/host.yaml'], { cwd: '/nowhere' });
      expect(code).toBe(1);
      expect(out).toBe('');
      expect(err).toContain('stagepost: there is no host file /nowhere/no/host.yaml');
      expect(err).toContain('What to do: ');
    },
  );

  test('is looked for where the environment says, unless the command line says otherwise', async () => {
    const env = { STAGEPOST_HOST: '/nowhere/env.yaml' };
    expect((await heard(['status'], { env })).err).toContain('/nowhere/env.yaml');
    expect((await heard(['status', '--host', '/nowhere/given.yaml'], { env })).err).toContain(
      '/nowhere/given.yaml',
    );
  });
});

describe('validate', () => {
  test('finds no problem in the release repository that this project brings along', async () => {
    const { dir } = livingExample();
    expect(await heard(['validate'], { cwd: dir })).toEqual({
      code: 0,
      out: '3 releases checked, no problem found.',
      err: '',
    });
    expect((await heard(['validate', '--json'], { cwd: dir })).out).toBe('[]');
  });

  test('sees edits that are not committed, and looks at a commit when it is asked to', async () => {
    const { dir, write } = livingExample();
    write({ 'releases/umd-5/mine-1.0.0.yaml': 'product: mine\nproduct: yours\n' });
    const { code, out, err } = await heard(['validate', '--repository', '.'], { cwd: dir });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^releases\/umd-5\/mine-1\.0\.0\.yaml:2:1: /m);
    expect(err).toMatch(/in 1 file\. Nothing was changed\.$/);
    expect((await heard(['validate', '--commit', 'HEAD'], { cwd: dir })).code).toBe(0);
  });

  test('tells findings as JSON with file, line and column', async () => {
    const { dir, write } = livingExample();
    write({ 'releases/umd-5/mine-1.0.0.yaml': 'product: mine\n' });
    const { code, out } = await heard(['validate', '--json'], { cwd: dir });
    expect(code).toBe(1);
    const findings: unknown = JSON.parse(out);
    expect(findings).toContainEqual(
      expect.objectContaining({
        file: 'releases/umd-5/mine-1.0.0.yaml',
        line: 1,
        column: expect.any(Number),
      }),
    );
  });

  test('says what is wrong with a folder that is no clone', async () => {
    const { code, err } = await heard(['validate'], { cwd: scratchFolder() });
    expect(code).toBe(1);
    expect(err).toContain('is not a clone that can be read');
    expect(err).toContain('What to do: ');
  });
});

describe('plan --from-record', () => {
  const plan = (dir: string, ...more: readonly string[]) =>
    heard(['plan', '--from-record', ...more], { cwd: dir });

  test('plans in a clone without a record as for a repository that begins', async () => {
    const { code, out, err } = await plan(livingExample().dir);
    expect(code).toBe(0);
    expect(err).toBe(
      'note: stagepost.yaml has no roles: whoever merges into main decides, and nobody has to sign',
    );
    expect(out).toContain('new and empty, so that clients can be configured');
    expect(out).toMatch(/Apply exactly this: stagepost apply --plan [0-9a-f]{64}$/);
  });

  test('says by its exit code that there is something to do, when it is asked to', async () => {
    expect((await plan(livingExample().dir, '--detailed-exitcode')).code).toBe(2);
  });

  test('gives the whole plan as JSON', async () => {
    const { code, out } = await plan(livingExample().dir, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, actions: expect.any(Array) });
  });

  test('gives the same plan again for the same commit', async () => {
    const { dir } = livingExample();
    const digestOf = async () => /--plan ([0-9a-f]{64})/.exec((await plan(dir)).out)?.[1];
    const first = await digestOf();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf()).toBe(first);
  });

  test('refuses everything while the policy cannot be read, and one release while its file cannot', async () => {
    const git = livingExample();
    git.commit({ 'releases/umd-5/mine-1.0.0.yaml': 'product: mine\n' });
    const one = await plan(git.dir);
    expect(one.code).toBe(0);
    expect(one.err).toContain('releases/umd-5/mine-1.0.0.yaml:1:1: ');
    expect(one.out).toContain('held back');
    git.commit({ 'stagepost.yaml': 'schemaVersion: 1\n' });
    const all = await plan(git.dir);
    expect([all.code, all.out]).toEqual([1, '']);
    expect(all.err).toContain('stagepost.yaml:');
    expect(all.err).toMatch(/Nothing was changed\.$/);
  });

  test('knows no revision that is not there', async () => {
    const { code, err } = await plan(livingExample().dir, '--commit', 'nowhere');
    expect(code).toBe(1);
    expect(err).toContain('there is no commit "nowhere" in this clone');
  });
});

describe('init', () => {
  test('makes nothing where something would be overwritten, and says what', async () => {
    const { dir, write } = makeRepository(scratchFolder());
    write({ 'host.yaml': 'mine' });
    const { code, out, err } = await heard(['init', '.', '--host', 'host.yaml'], { cwd: dir });
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      [
        'stagepost: nothing was made, because something would be overwritten',
        `  ${dir} is not empty`,
        `  ${join(dir, 'host.yaml')} is there already`,
        'What to do: name another folder or another --host file',
      ].join('\n'),
    );
  });

  test('refuses a provider key that is none before it makes anything', async () => {
    const dir = scratchFolder();
    const { code, err } = await heard(
      ['init', 'releases', '--host', 'host.yaml', '--provider-key', 'none.asc'],
      { cwd: dir },
    );
    expect(code).toBe(1);
    expect(err).toContain(`${join(dir, 'none.asc')} is not an armoured public key`);
  });
});
