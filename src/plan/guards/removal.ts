import { allowanceFor, allowHint, type Guards } from '../../domain/guards.ts';
import type { Member } from '../../domain/member.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { Repository } from '../../domain/repository.ts';

/** What a guard says about a repository that it keeps as it is; the sentence calls the repository `it`. */
export interface RepositoryRefusal {
  readonly sentence: string;
  readonly hint: string;
  readonly cites: string;
}

/** A publication before it is decided on. */
export interface Loss {
  readonly repository: Repository;
  readonly number: number;
  readonly before: readonly Member[];
  readonly after: readonly Member[];
  /** Releases that clients will find in production, so that they lose nothing when these leave stage rollout. */
  readonly goOn: ReadonlySet<ReleaseId>;
}

/** Why a publication takes too much out of a shared repository; null when it does not. */
export function refuseRemoval(loss: Loss, guards: Guards): RepositoryRefusal | null {
  const { repository, number } = loss;
  if (repository.release !== null) return null;
  const stays = new Set(loss.after.map(({ release }) => release));
  const isLost = ({ release }: Member) =>
    !stays.has(release) && !(repository.stage === 'stage-rollout' && loss.goOn.has(release));
  const lost = packagesOf(loss.before.filter(isLost));
  const all = packagesOf(loss.before);
  if (lost === 0) return null;
  const empties = repository.stage === 'production' && packagesOf(loss.after) === 0;
  const limit = empties ? emptied(all) : limitBroken(repository, { lost, all }, guards);
  if (limit === null) return null;
  const guard = empties ? 'emptying' : 'removal';
  const wanted = { guard, repository: repository.key, generation: number } as const;
  if (allowanceFor(guards, wanted) !== undefined) return null;
  const { sentence } = limit;
  return { sentence, hint: allowHint(guards, wanted), cites: limit.cites };
}

type Limit = Pick<RepositoryRefusal, 'sentence' | 'cites'>;

function emptied(all: number): Limit {
  return {
    sentence: `it would lose all its ${all} packages; production is emptied by a reviewed line only`,
    cites: 'guards.allow',
  };
}

// Stage rollout holds one release for each slot, so a share of it says nothing.
function limitBroken(
  { stage }: Repository,
  { lost, all }: { readonly lost: number; readonly all: number },
  { removal }: Guards,
): Limit | null {
  const { maxPackages, maxPercent, percentFrom } = removal;
  const share = `it would lose ${lost} of its ${all} packages`;
  if (lost > maxPackages)
    return {
      sentence: `${share}; one publication may take out ${maxPackages}`,
      cites: 'guards.removal.maxPackages',
    };
  if (stage !== 'production' || lost < percentFrom || lost * 100 <= all * maxPercent) return null;
  const percent = Math.round((lost * 100) / all);
  return {
    sentence: `${share}, ${percent} %; one publication may take out ${maxPercent} %`,
    cites: 'guards.removal.maxPercent',
  };
}

function packagesOf(members: readonly Member[]): number {
  return members.reduce((sum, { packages }) => sum + packages, 0);
}
