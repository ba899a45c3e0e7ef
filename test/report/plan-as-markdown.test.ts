import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { known } from '../../src/domain/observation.ts';
import type { ActionId, HeldBack, Plan } from '../../src/domain/plan.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { checkAsMarkdown } from '../../src/report/findings-as-markdown.ts';
import { mostSummaryBytes } from '../../src/report/markdown-page.ts';
import { planAsMarkdown } from '../../src/report/plan-as-markdown.ts';
import {
  aGeneration,
  aMember,
  aPlan,
  argus,
  enterOf,
  fetchOf,
  heldBy,
  publishOf,
  repositories,
  voms,
} from '../builders/plan.ts';

const finding: Finding = {
  file: 'releases/umd-5/dpm-1.15.3.yaml',
  line: 9,
  column: 20,
  rule: 'wrong-type',
  message: 'checksumsDigest is a number, it must be text',
  hint: 'quote it',
  excerpt: '',
};

const heldBack: HeldBack = {
  release: argus,
  state: 'Unverified',
  desired: 'StageRollout',
  ...heldBy({
    kind: 'blocked',
    sentence: 'Unverified -> StageRollout is not a step',
    hint: 'from Unverified it can go to InVerification',
    cites: 'R38',
  }),
  at: { file: 'releases/umd-5/argus-1.7.5.yaml', line: 14, column: 15 },
};

/** The lines of a plan's summary between the heading and the foot. */
function summaryOf(
  plan: Plan,
  actual: Parameters<typeof planAsMarkdown>[0]['actual'] = null,
): readonly string[] {
  const text = planAsMarkdown({ findings: [], plan, actual }, mostSummaryBytes);
  const [heading = '', ...lines] = text
    .replace(/\n<sub>.*<\/sub>\n$/, '')
    .trimEnd()
    .split('\n');
  return [heading, ...lines];
}

describe('the summary of a plan', () => {
  test('names the transitions, what changes where with its packages, and what is held back.', () => {
    const leaving = publishOf(repositories.stageRollout, { number: 3, removed: [voms] });
    const entering = publishOf(repositories.base, {
      number: 118,
      members: [aMember(argus, 9), aMember(voms, 6)],
      added: [voms],
    });
    const generation = aGeneration(repositories.stageRollout, 2, { members: [aMember(voms, 6)] });
    const actual = {
      repositories: new Map([
        [
          repositories.stageRollout.key,
          known({
            state: 'published' as const,
            generation,
            digest: generation.plan,
            damage: [],
            strange: [],
          }),
        ],
      ]),
    };
    const entry = enterOf(voms, { from: 'StageRollout', to: { state: 'Production' } });
    const plan = aPlan([entering, leaving, entry], { heldBack: [heldBack] });
    expect(summaryOf(plan, actual)).toEqual([
      '### Stagepost: 1 transition, 2 repositories to change, 1 held back',
      '',
      '#### Transitions',
      '',
      '| release | from | to |',
      '| --- | --- | --- |',
      '| **voms 4.2.0** | StageRollout | Production |',
      '',
      '#### Held back',
      '',
      '- **argus 1.7.5** is Unverified, wants StageRollout: Unverified -&gt; StageRollout is not a step (R38); from Unverified it can go to InVerification (`releases/umd-5/argus-1.7.5.yaml:14:15`)',
      '',
      '#### What changes',
      '',
      '| repository | generation | change |',
      '| --- | --- | --- |',
      '| production umd-5 el9/x86\\_64 base | 117 → 118 | + **voms 4.2.0**, 6 packages |',
      '| stage-rollout umd-5 el9/x86\\_64 | 2 → 3 | − **voms 4.2.0**, 6 packages |',
    ]);
  });

  test('tells of a fetch, of the new and the renewed, and of what is made again, recorded or removed.', () => {
    const generation = aGeneration(repositories.base, 4);
    const base = { after: [], repository: repositories.base } as const;
    const plan = aPlan([
      fetchOf(voms),
      publishOf(repositories.base),
      publishOf(repositories.stageRollout, { number: 8 }),
      {
        ...base,
        kind: 'restore-generation',
        id: 'restore' as ActionId,
        generation,
        keepGenerations: 5,
        keepDays: 0,
        keys: [],
        remove: [],
        why: 'repomd.xml is missing',
      },
      { ...base, kind: 'record-generation', id: 'record' as ActionId, generation },
      { ...base, kind: 'retire-repository', id: 'retire' as ActionId, release: voms },
      enterOf(voms),
    ]);
    const rows = summaryOf(plan).filter((line) => line.startsWith('|'));
    expect(rows).toEqual([
      '| release | from | to |',
      '| --- | --- | --- |',
      '| **voms 4.2.0** | new | Unverified |',
      '| repository | generation | change |',
      '| --- | --- | --- |',
      '| production umd-5 el9/x86\\_64 base | 1 | new and empty |',
      '| stage-rollout umd-5 el9/x86\\_64 | 7 → 8 | dated anew |',
      '| production umd-5 el9/x86\\_64 base | 4 | made again: repomd.xml is missing |',
      '| production umd-5 el9/x86\\_64 base | 4 | recorded, after an interrupted run |',
      '| production umd-5 el9/x86\\_64 base |  | removed: voms 4.2.0 leaves the unverified area |',
      '| release | from | pinned by |',
      '| --- | --- | --- |',
      '| **voms 4.2.0** | rsync\\://repo.emi.example.org/umd5/ | aaaaaaaaaaaa |',
    ]);
  });

  test('says that nothing is to be done, and for which commit.', () => {
    const text = planAsMarkdown({ findings: [], plan: aPlan([]), actual: null }, mostSummaryBytes);
    const { digest, base } = aPlan([]);
    expect(text).toBe(
      `### Stagepost: nothing to do\n\n<sub>plan ${digest.slice(0, 7)}… for ${base.commit.slice(0, 7)}</sub>\n`,
    );
  });

  test('puts what is wrong first, and says when there is no plan because of it.', () => {
    const line =
      '- `releases/umd-5/dpm-1.15.3.yaml:9:20` checksumsDigest is a number, it must be text; quote it\n';
    expect(planAsMarkdown({ findings: [finding], plan: null, actual: null }, mostSummaryBytes)).toBe(
      `### Stagepost: no plan, because of 1 problem in 1 file.\n\n#### What is wrong\n\n${line}`,
    );
    expect(
      planAsMarkdown({ findings: [finding], plan: aPlan([enterOf(voms)]), actual: null }, mostSummaryBytes),
    ).toMatch(/^### Stagepost: 1 transition\n\n#### What is wrong\n\n- .*\n\n#### Transitions\n/);
  });
});

describe('the summary of a check', () => {
  test('answers in its heading.', () => {
    expect(checkAsMarkdown({ releases: 12, findings: [] }, mostSummaryBytes)).toBe(
      '### Stagepost: 12 releases checked, no problem found.\n',
    );
  });

  test('shows hostile texts as they are, without effect.', () => {
    const hostile: Finding = {
      ...finding,
      file: 'releases/`a``b.yaml',
      message: '<img src=x> | **b** [l](https://evil.example) `c` ~~d~~ &amp; www.evil.example \u001b\r\n# e',
      hint: '',
    };
    expect(
      checkAsMarkdown({ releases: 1, findings: [hostile] }, mostSummaryBytes)
        .split('\n')
        .at(-2),
    ).toBe(
      '- ```releases/`a``b.yaml:9:20``` &lt;img src=x&gt; \\| \\*\\*b\\*\\* \\[l\\](https\\://evil.example) \\`c\\` \\~\\~d\\~\\~ &amp;amp; www\\.evil.example ? # e',
    );
  });
});

describe('a summary that would be too large', () => {
  const many = Array.from({ length: 9000 }, (_, at) => ({
    ...finding,
    line: at + 1,
    message: 'ä'.repeat(100),
  }));

  test('says how many of which are left out, and stays below the limit.', () => {
    const entries = [enterOf(voms), enterOf('umd-5/x-1.0.0' as ReleaseId)];
    const text = planAsMarkdown({ findings: many, plan: aPlan(entries), actual: null }, mostSummaryBytes);
    const shown = text.split('\n').filter((line) => line.startsWith('- ')).length;
    expect(Buffer.byteLength(text)).toBeLessThan(mostSummaryBytes);
    expect(Buffer.byteLength(text)).toBeGreaterThan(mostSummaryBytes - 2048);
    expect(text).toContain(
      `\n\n**Left out**, because a job summary has its limit: ${9000 - shown} problems, 2 transitions.\n`,
    );
  });

  test('never has more bytes than there is room, whatever the room is.', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 6000 }), (room) => {
        const few = { findings: many.slice(0, 30), plan: aPlan([enterOf(voms)]), actual: null };
        const text = planAsMarkdown(few, room);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(Math.max(0, room));
        expect(text === '' || text.startsWith('### Stagepost')).toBe(true);
      }),
    );
  });
});
