import type { Audience } from '../../domain/client-view.ts';
import type { MajorRelease } from '../../domain/major-release.ts';
import { type Repository, sharedRepositoriesOf } from '../../domain/repository.ts';

/** The stages whose clients are told apart, those of production first. */
export const audienceStages = ['production', 'stage-rollout'] as const satisfies readonly Audience['stage'][];

/** The repositories that an audience reads: early adopters have production beside stage rollout (R70). Production comes first. */
export function repositoriesSeenBy(
  { stage, platform }: Pick<Audience, 'stage' | 'platform'>,
  major: MajorRelease,
): readonly Repository[] {
  return sharedRepositoriesOf(major).filter(
    (each) => each.platform === platform && (each.stage === 'production' || each.stage === stage),
  );
}
