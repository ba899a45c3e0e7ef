// A story whose record has something of everything: two formats, a slot that was waited for, an end, a failure, a rollback,
// and the signature of somebody with all roles.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signWithSsh, sshKeyPair } from '../adapters/git/signing-keys.ts';
import type { Offer } from '../story/provider.ts';
import { statesOf } from '../story/recorded.ts';
import { type Story, settled, startStory, toProduction, toStageRollout } from '../story/story.ts';

// It would leave a repository empty, which a guard would refuse.
const rollback = `rollback: {allowed: true}
guards: {allow: [{guard: emptying, repository: production/umd-5/debian-12/amd64/base, generation: 3}]}
`;

export interface World {
  readonly story: Story;
  readonly offers: readonly Offer[];
}

export async function makeWorld(): Promise<World> {
  const story = await startStory({ policy: (text) => `${text}${rollback}` });
  signEverything(story);
  const { offer } = story.provider;
  const voms = await offer({ product: 'voms', version: '4.2.0', rpms: ['voms-admin', 'voms-clients'] });
  const argus = await offer({ product: 'argus', version: '1.7.5', incremental: true, debs: ['argus-pap'] });
  const canl = await offer({ product: 'canl', version: '2.1.0', rpms: ['canl'] });
  story.submit(voms, argus, canl);
  await applied(story);
  for (const each of [voms, argus, canl]) story.edit(each, { desiredState: 'InVerification' });
  for (const each of [voms, argus]) story.edit(each, toStageRollout);
  await applied(story);
  story.edit(voms, toProduction);
  story.edit(canl, { desiredState: 'Rejected', reason: 'it does not start' });
  await applied(story);
  story.edit(argus, toProduction);
  await applied(story);
  const lost = { ...canl, id: 'umd-5/canl-2.1.1', version: '2.1.1', url: canl.url.replace('2.1.0', '2.1.1') };
  const next = await offer({ product: 'gfal', version: '1.0.0', rpms: ['gfal'], debs: ['gfal'] });
  story.submit(lost, next);
  await story.onHost('apply');
  story.edit(next, { desiredState: 'InVerification' });
  await story.onHost('apply');
  story.edit(next, toStageRollout);
  await story.onHost('apply');
  story.edit(next, toProduction);
  await story.onHost('apply');
  story.edit(next, { desiredState: 'StageRollout', reason: 'it deletes too much' });
  await story.onHost('apply');
  story.edit(lost, { desiredState: 'Ignored', reason: 'it never came' });
  await applied(story);
  const way = statesOf(story, next.id).slice(-3);
  if (way.join() !== 'StageRollout,Production,StageRollout') throw new Error(`the last one went ${way}`);
  return { story, offers: [voms, argus, canl, next] };
}

// From here on whoever edits signs, and has to.
function signEverything(story: Story): void {
  const { file, line } = sshKeyPair(story.work, 'ada');
  for (const setting of signWithSsh(file).filter((each) => each !== '-c')) {
    const [name = '', value = ''] = setting.split('=');
    story.git('config', name, value);
  }
  const roles = ['verification', 'stage-rollout', 'repository'];
  const text = [
    readFileSync(join(story.repository, 'stagepost.yaml'), 'utf8'),
    `people: {ada: {name: Ada, keys: ["${line}"]}}`,
    'roles:',
    ...roles.map((role) => `  ${role}: {title: The ${role} team, members: [ada]}`),
    '',
  ];
  story.merge('roles', { 'stagepost.yaml': text.join('\n') });
}

async function applied(story: Story): Promise<void> {
  const { code, out, err } = await story.onHost('apply');
  if (code !== 0 || !settled.test(out)) throw new Error(`${err}${out}`);
}
