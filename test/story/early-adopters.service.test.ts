import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Offer } from './provider.ts';
import { recordedGeneration, recordedRelease, statesOf } from './recorded.ts';
import { type Story, startStory, toProduction, toStageRollout } from './story.ts';

const base = 'production/umd-5/debian-12/amd64/base';

const teams = `
earlyAdopters:
  lip: {site: LIP, stacks: [emi], memberships: [{ngi: NGI_PT, from: 2020-01-01}]}
  ifca: {site: IFCA, stacks: [emi], memberships: [{ngi: NGI_ES, from: 2020-01-01}]}
`;

let story: Story;
let voms: Offer;
let argus: Offer;

beforeAll(async () => {
  story = await startStory({
    platforms: ['debian-12/amd64=apt'],
    policy: (text) => `${text.replace('slot: major-release', 'slot: product')}${teams}`,
  });
  voms = await story.provider.offer({ product: 'voms', version: '4.2.0', debs: ['voms'] });
  argus = await story.provider.offer({ product: 'argus', version: '1.7.5', debs: ['argus'] });
});
afterAll(() => story.stop());

/** A pull request of a team, which touches its own file alone. */
function report({ id }: Offer, team: string, text: string): void {
  story.merge(`${team} about ${id}`, { [`releases/${id}.reports/${team}.yaml`]: `team: ${team}\n${text}` });
}

/** Applies, and gives what status then says of a release. */
async function applied({ id }: Offer): Promise<{ readonly state: string; readonly next: string }> {
  expect(await story.onHost('apply')).toMatchObject({ code: 0 });
  const { releases } = JSON.parse((await story.onHost('status', '--json')).out);
  return releases.find((each: { release: string }) => each.release === id);
}

describe('a release in stage rollout', () => {
  test('goes on to production when the report of the accepting team is merged, and not before.', async () => {
    story.submit(voms, argus);
    for (const offer of [voms, argus]) {
      story.edit(offer, { desiredState: 'InVerification' });
      story.edit(offer, toStageRollout);
    }
    expect(await applied(voms)).toMatchObject({
      state: 'StageRollout',
      next: expect.stringContaining('no early adopter yet'),
    });
    report(voms, 'lip', 'state: accepted\nacceptedAt: 2026-11-19\n');
    expect((await story.onHost('explain', voms.id)).out).toMatch(/early adopters +lip: no report yet/);
    const asked = story.edit(voms, toProduction);
    expect(await applied(voms)).toMatchObject({ state: 'StageRollout', next: 'waits for the report of lip' });
    expect((await story.onHost('explain', voms.id)).out).toMatch(
      /early adopters +waits for the report of lip/,
    );

    report(voms, 'lip', 'state: accepted\nacceptedAt: 2026-11-19\nresult: Success\ndate: 2026-11-20\n');
    expect(await applied(voms)).toMatchObject({ state: 'Production' });
    expect(recordedRelease(story, voms.id).visits.at(-1)).toMatchObject({ commit: asked });
    expect(recordedGeneration(story, base).members.map(({ release }) => release)).toEqual([voms.id]);
  });

  test('is held by a mistake in one of its reports, which holds nobody else, and by nothing once it is mended.', async () => {
    const bdii = await story.provider.offer({ product: 'bdii', version: '5.2.0', debs: ['bdii'] });
    story.submit(bdii);
    report(argus, 'ifca', 'state: perhaps\n');
    story.edit(argus, toProduction);
    expect(await applied(argus)).toMatchObject({
      state: 'StageRollout',
      next: expect.stringContaining('a mistake in the report of ifca: state is "perhaps"'),
    });
    expect(statesOf(story, bdii.id)).toEqual(['Submitted', 'Unverified']);
    const { code, out, err } = await story.stagepost('validate', '--repository', story.repository);
    expect(code).toBe(1);
    expect(out + err).toContain(`releases/${argus.id}.reports/ifca.yaml:2:8`);
    report(argus, 'ifca', 'state: declined\n');
    expect(await applied(argus)).toMatchObject({ state: 'Production' });
  });
});
