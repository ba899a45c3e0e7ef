// Merges of one release with signatures, over a repository and a world in memory.
import { readPolicy } from '../../../src/config/read-policy.ts';
import { readDesiredState } from '../../../src/desired/read-desired-state.ts';
import { approvalDigest } from '../../../src/domain/approval-policy.ts';
import { statementText } from '../../../src/domain/approval-statement.ts';
import type { DesiredState } from '../../../src/domain/desired-state.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import type { DesirableState, ReleaseId, StateName } from '../../../src/domain/release.ts';
import { noon } from '../../builders/release.ts';
import { anSshKey, approvalLines, someApprovals } from '../../builders/signing.ts';
import { carriedOut, emptyWorld, type World } from '../../builders/world.ts';
import { policyText, releaseFile } from '../../desired/release-files.ts';
import { type FakeChange, type FakeHistory, fakeReleaseHistory } from '../../fakes/release-history.ts';

/** One merge: somebody edits the file, in this or another wording, or approves what it said so many edits ago. */
export type Merge =
  | {
      readonly kind: 'edit';
      readonly state: DesirableState;
      readonly wording: number;
      /** Replaces a line of the file; nothing when absent. */
      readonly line?: string;
      readonly signer: string | null;
    }
  | {
      readonly kind: 'approval';
      readonly from: StateName;
      readonly to: DesirableState;
      readonly signer: string;
      readonly back: number;
    };

/** Merges in their order. */
export type Story = readonly Merge[];

/** The release that all of them are about. */
export const id = 'umd-5/voms-4.2.0' as ReleaseId;
const file = `releases/${id}.yaml`;
const policy = approvalDigest(someApprovals());

async function start(): Promise<FakeHistory> {
  const fake = fakeReleaseHistory();
  await fake.edit({ 'stagepost.yaml': policyText + approvalLines() });
  return fake;
}

function textOf({ state, wording, line = '' }: Extract<Merge, { kind: 'edit' }>): string {
  const field = line.slice(0, line.indexOf(':') + 1);
  const text = releaseFile({ desired: state, more: `# wording ${wording}\n` });
  return line === '' ? text : text.replace(new RegExp(`^${field}.*$`, 'm'), line);
}

function changeOf(merge: Merge, text: string): FakeChange {
  const by = { author: 'somebody', at: noon };
  const signed = merge.signer === null ? {} : { signedBy: anSshKey(merge.signer) };
  if (merge.kind === 'edit') return { ...by, ...signed, files: { [file]: textOf(merge) } };
  const { from, to } = merge;
  const subject = statementText({ release: id, from, to, text: sha256Of(text), policy });
  return { ...by, ...signed, subject, files: {} };
}

async function desiredAt(fake: FakeHistory, world: World): Promise<DesiredState> {
  const deps = { history: fake.history, signatures: fake.signatures, cache: new Map(), readPolicy };
  const { desired } = await readDesiredState(deps, { head: await fake.history.head(), record: world.record });
  if (desired === null) throw new Error('the policy of the test is a good one');
  return desired;
}

async function quiet(fake: FakeHistory, world: World): Promise<World> {
  let present = world;
  for (let round = 0; round < 20; round += 1) {
    const { world: next, plan } = carriedOut(present, await desiredAt(fake, present));
    present = next;
    if (plan.actions.length === 0) return present;
  }
  throw new Error('twenty rounds and still not quiet');
}

/** The worlds of a reconciler that looks after each merge, and of one that sleeps until the last. */
export async function worldsAfter(story: Story): Promise<{ readonly awake: World; readonly asleep: World }> {
  const fake = await start();
  let awake = emptyWorld;
  const texts: string[] = [];
  for (const merge of story) {
    if (merge.kind === 'edit') texts.push(textOf(merge));
    const text = texts.at(merge.kind === 'edit' ? -1 : -1 - merge.back) ?? '';
    await fake.merge([changeOf(merge, text)], { author: 'merger', at: noon });
    awake = await quiet(fake, awake);
  }
  return { awake, asleep: await quiet(fake, emptyWorld) };
}
