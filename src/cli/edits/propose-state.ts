import { editRelease, type ReleaseWish } from '../../desired/edits/edit-release.ts';
import { expectedState } from '../../desired/edits/expected-state.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import { releaseTitle } from '../../domain/release.ts';
import { good, type Result } from '../../domain/result.ts';
import type { CommandContext } from '../command-context.ts';
import { type EditWorld, fileAtBase, releaseNamed, soundRelease } from './open-world.ts';
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

async function proposalFor(
  world: EditWorld,
  { verb, name, wishOf }: StateRequest,
): Promise<Result<Proposal>> {
  const { desired, record } = world;
  const found = soundRelease(releaseNamed(name, world), world);
  if (!found.ok) return found;
  const { release, edits } = found.value;
  const { id, file } = release;
  const recorded: ObservedState = record.releases.get(id)?.observed ?? { state: 'Submitted' };
  const observed = expectedState(recorded, edits);
  const wish = wishOf(observed);
  const bytes = (await fileAtBase(file, world)) ?? new Uint8Array();
  const edited = editRelease({ file, bytes, observed, policy: desired.policy }, wish);
  if (!edited.ok) return edited;
  const title = `${releaseTitle(id)}: ${observed.state} -> ${wish.to}`;
  return good({ verb, release: id, file, content: edited.value, title, body: bodyOf(wish) });
}

function bodyOf({ fields }: ReleaseWish): string {
  return Object.entries(fields)
    .map(([field, value]) => `${field}: ${value}`)
    .join('\n');
}
