import type { ActualState } from '../domain/actual-state.ts';
import type { Action, PublishGeneration } from '../domain/plan.ts';
import { type ReleaseId, releaseTitle } from '../domain/release.ts';
import { counted } from './names.ts';

/** How the names of releases and other texts are written. */
interface Words {
  readonly release: (id: ReleaseId) => string;
  readonly text: (text: string) => string;
}

type Change = readonly [generation: string, change: string];

/** What an action does to its repository, one change each: the numbers of generations, and what comes or goes. */
export function repositoryChanges(
  action: Extract<Action, { repository: unknown }>,
  found: ActualState['repositories'],
  words: Words,
): readonly Change[] {
  switch (action.kind) {
    case 'publish-generation':
      return membersOf(action, found, words);
    case 'restore-generation':
      return [[String(action.generation.number), `made again: ${words.text(action.why)}`]];
    case 'record-generation':
      return [[String(action.generation.number), 'recorded, after an interrupted run']];
    case 'retire-repository':
      return [['', `removed: ${words.text(releaseTitle(action.release))} leaves the unverified area`]];
    default:
      return action satisfies never;
  }
}

function membersOf(
  action: PublishGeneration,
  found: ActualState['repositories'],
  words: Words,
): readonly Change[] {
  const generation = action.number === 1 ? '1' : `${action.number - 1} → ${action.number}`;
  const observed = found.get(action.repository.key);
  const before =
    observed?.kind === 'known' && observed.value.state === 'published'
      ? observed.value.generation.members
      : [];
  const changes = [
    ...action.added.map((id) => `+ ${named(id, action.members, words)}`),
    ...action.removed.map((id) => `− ${named(id, before, words)}`),
  ];
  const unchanged = action.number === 1 ? 'new and empty' : 'dated anew';
  return (changes.length === 0 ? [unchanged] : changes).map((change) => [generation, change]);
}

function named(id: ReleaseId, members: PublishGeneration['members'], words: Words): string {
  const member = members.find((each) => each.release === id);
  return member === undefined
    ? words.release(id)
    : `${words.release(id)}, ${counted(member.packages, 'package')}`;
}
