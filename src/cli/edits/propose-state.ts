import { systemClock } from '../../adapters/clock/system-clock.ts';
import {
  editRelease,
  type ReleaseFile,
  type ReleaseWish,
  withdrawRelease,
} from '../../desired/edits/edit-release.ts';
import { expectedState } from '../../desired/edits/expected-state.ts';
import { dayOf } from '../../domain/day.ts';
import type { DesiredRelease } from '../../domain/desired-state.ts';
import type { ObservedState, Transition } from '../../domain/lifecycle.ts';
import { type ReleaseId, releaseTitle } from '../../domain/release.ts';
import { good, type Result } from '../../domain/result.ts';
import { forbidRollback } from '../../plan/forbid-rollback.ts';
import type { Forbid } from '../../plan/walk-edits.ts';
import type { CommandContext } from '../command-context.ts';
import { type EditWorld, fileAtBase, releaseOfMain, soundRelease } from './open-world.ts';
import { type Proposal, type ProposeOptions, propose } from './propose.ts';

/** A command that asks for a state. */
export interface StateRequest {
  readonly verb: string;
  /** The release as it was typed. */
  readonly name: string;
  /** What is wanted, by where the release is. */
  readonly wishOf: (observed: ObservedState) => ReleaseWish;
}

/** Proposes another state of a release. */
export function proposeState(
  context: CommandContext,
  options: ProposeOptions,
  request: StateRequest,
): Promise<void> {
  return propose(context, options, (world) => proposalFor(world, request));
}

/** Proposes that the packages of a release leave production. */
export function proposeWithdrawal(
  context: CommandContext,
  options: ProposeOptions,
  { name, reason }: { readonly name: string; readonly reason: string },
): Promise<void> {
  return propose(context, options, async (world) => {
    const standing = await standingOf(name, world);
    if (!standing.ok) return standing;
    const { id, release } = standing.value;
    const edited = withdrawRelease(release, { since: dayOf(systemClock.now()), reason });
    if (!edited.ok) return edited;
    const [title, body] = [`${releaseTitle(id)}: withdrawn`, `reason: ${reason}`];
    return good({ verb: 'withdraw', release: id, file: release.file, content: edited.value, title, body });
  });
}

async function proposalFor(
  world: EditWorld,
  { verb, name, wishOf }: StateRequest,
): Promise<Result<Proposal>> {
  const standing = await standingOf(name, world);
  if (!standing.ok) return standing;
  const { id, edits, release, forbid } = standing.value;
  const { observed, file } = release;
  const wish = wishOf(observed);
  const asked = { ...edits[0], desiredState: wish.to, reason: wish.fields.reason?.trim() || null };
  const objection = (transition: Transition) => forbid(transition, asked, observed);
  const edited = editRelease({ ...release, objection }, wish);
  if (!edited.ok) return edited;
  const title = `${releaseTitle(id)}: ${observed.state} -> ${wish.to}`;
  return good({ verb, release: id, file, content: edited.value, title, body: bodyOf(wish) });
}

interface Standing {
  readonly id: ReleaseId;
  readonly edits: DesiredRelease['edits'];
  readonly release: ReleaseFile;
  readonly forbid: Forbid;
}

async function standingOf(name: string, world: EditWorld): Promise<Result<Standing>> {
  const { desired, record } = world;
  const found = soundRelease(releaseOfMain(name, world), world);
  if (!found.ok) return found;
  const { release, edits } = found.value;
  const { id, file } = release;
  const recorded: ObservedState = record.releases.get(id)?.observed ?? { state: 'Submitted' };
  const major = desired.policy.majorReleases.get(release.content.majorRelease);
  const forbid: Forbid = major === undefined ? () => null : forbidRollback(id, major, record);
  const observed = expectedState(recorded, edits, forbid);
  const bytes = (await fileAtBase(file, world)) ?? new Uint8Array();
  return good({ id, edits, release: { file, bytes, observed, policy: desired.policy }, forbid });
}

function bodyOf({ fields }: ReleaseWish): string {
  return Object.entries(fields)
    .map(([field, value]) => `${field}: ${value}`)
    .join('\n');
}
