import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Audited, auditClone } from '../../src/cli/audit/audit-clone.ts';
import type { SignatureVerdict } from '../../src/domain/signature.ts';
import { pageAt } from '../docs/pages.ts';
import { diceOf } from '../drift/mutations.ts';
import { folderOf } from '../story/published.ts';
import { makeEdit } from './edits.ts';
import { branchOf } from './git-edits.ts';
import type { Made } from './history-edits.ts';
import { makeWorld, type World } from './world.ts';

// A sample; `npm run audit` tries five hundred, and the seed can be set to try others.
const tries = Number(process.env.STAGEPOST_AUDIT_EDITS ?? 40);
const seed = Number(process.env.STAGEPOST_AUDIT_SEED ?? 20_261_122);

let world: World;
const verdicts = new Map<string, SignatureVerdict>();
beforeAll(async () => {
  world = await makeWorld();
}, 600_000);
afterAll(() => world.story.stop());

function audited({ known = [], host = true }: Partial<Pick<Made, 'known' | 'host'>> = {}): Promise<Audited> {
  const { repository, hostFile, work } = world.story;
  const io = { out: () => undefined, err: () => undefined, watched: false, env: {}, cwd: work };
  const place = host ? { host: hostFile } : { key: [keyFile()] };
  return auditClone(io, { repository, known, ...place }, verdicts);
}

/** The public key as clients find it. */
function keyFile(): string {
  return join(folderOf(world.story, 'production/umd-5/el9/x86_64/base'), 'keys/stagepost.asc');
}

/** What docs/operate/audit.md shows, where names of commits and moments are of another day. */
function shown(example: string): string {
  const { text } = pageAt('docs/operate/audit.md');
  return anyDay(new RegExp(`^\`\`\`text audit=${example}\\n(.*?)^\`\`\`$`, 'ms').exec(text)?.[1] ?? '');
}

function anyDay(text: string): string {
  return text
    .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/g, 'MOMENT')
    .replaceAll(/rsync:\/\/[^/]+\//g, 'rsync://HOST/')
    .replaceAll(/\b\d+ (B|published files)\b/g, 'NUMBER $1')
    .replaceAll(/\b([0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{12})\b/g, 'NAME');
}

describe('an audit of what was not touched', () => {
  test('It proves everything, with the host and from the clone alone.', async () => {
    const { story } = world;
    const { audit } = await audited();
    expect(audit.findings).toEqual([]);
    const { code, out } = await story.stagepost(
      ...['audit', 'verify', '--repository', story.repository, '--host', story.hostFile],
    );
    expect({ code, out: anyDay(out) }).toEqual({ code: 0, out: shown('clean') });
    const alone = await audited({ host: false });
    expect(alone.audit.findings).toEqual([]);
    expect(alone.audit.counts).toMatchObject({ packages: 5, files: null });
  });
});

describe('an audit of a visit that somebody rewrote', () => {
  test('It says which file, in which commit, what was expected and what was found.', async () => {
    const { story } = world;
    const branch = branchOf(story.repository, 'stagepost-record');
    const head = branch.line().at(-1) ?? '';
    const file = 'releases/umd-5/argus-1.7.5.json';
    branch.append((all) =>
      all.flatMap((entry) =>
        entry.path === file
          ? branch.changed(entry, (text) => text.replace('InVerification"\n', 'WaitingForResponse"\n'))
          : [entry],
      ),
    );
    const { code, out } = await story
      .stagepost('audit', 'verify', '--repository', story.repository, '--key', keyFile())
      .finally(() => branch.set(head));
    expect({ code, out: anyDay(out) }).toEqual({ code: 1, out: shown('rewritten') });
  });
});

describe('the story of a package', () => {
  test('It is told on one page: release, provider, states with their people, repositories, signatures.', async () => {
    const { repository } = world.story;
    const git = ['--repository', repository, '--key', keyFile()];
    const { code, out } = await world.story.stagepost('audit', 'show', 'argus-pap', ...git);
    expect({ code, out: anyDay(out) }).toEqual({ code: 0, out: shown('story') });
    const rows = out.split('\n');
    expect(rows.length).toBeLessThan(40);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(160);
    const told = JSON.parse(
      (await world.story.stagepost('audit', 'show', 'argus-pap', '--json', ...git)).out,
    );
    for (const name of [told.package.file, told.package.sha256, 'argus-pap_1.7.5-1_all', 'argus-pap=1.7.5-1'])
      expect((await world.story.stagepost('audit', 'show', name, ...git)).out).toBe(out);
  });

  test('A name of several packages gives the choice, and one of none is an error.', async () => {
    const git = ['--repository', world.story.repository, '--key', keyFile()];
    const several = await world.story.stagepost('audit', 'show', 'gfal', ...git);
    expect(several.code).toBe(0);
    expect(several.out).toMatch(
      /^gfal is 2 packages; name one by its file or its digest:\n\n {2}gfal-1\.0\.0-1\.el9\.noarch\.rpm {2}/,
    );
    const none = await world.story.stagepost('audit', 'show', 'nothing', ...git);
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.err).toContain('no release that was ever fetched has a package nothing');
  });
});

describe(`an audit after one edit (seed ${seed})`, () => {
  test.each(Array.from({ length: tries }, (_, number) => number))(
    'It finds edit %i and names it.',
    async (number) => {
      const made = makeEdit(number, world.story, diceOf(seed + number));
      const { file, history, what } = made;
      const { audit } = await audited(made).finally(made.undo);
      const named = audit.findings.filter(
        (finding) => (history && finding.commit !== null) || (file !== '' && finding.file.includes(file)),
      );
      expect(named, what).not.toEqual([]);
    },
  );

  test('It finds nothing any more when all of them have been taken back.', async () => {
    expect((await audited()).audit.findings).toEqual([]);
  });
});

describe('an audit after a cycle that was killed between its publication and its record', () => {
  test('It accepts what the next cycle found and recorded.', async () => {
    const branch = branchOf(world.story.repository, 'stagepost-record');
    branch.set(branch.line().at(-3) ?? '');
    expect((await world.story.onHost('apply')).code).toBe(0);
    expect(branch.message(branch.line().at(-1) ?? '')).toContain('found and recorded');
    expect((await audited()).audit.findings).toEqual([]);
  });
});
