import type { ActualState } from '../../domain/actual-state.ts';
import type { ClientView } from '../../domain/client-view.ts';
import type { InstallQuestion } from '../../domain/installability.ts';
import { type MajorRelease, platformOf } from '../../domain/major-release.ts';
import type { Member } from '../../domain/member.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';
import type { Release } from '../../domain/release.ts';
import { areaOf, productionRepository } from '../../domain/repository.ts';
import { membersOnShelf, publishedMembers } from '../guards/shelf.ts';
import { openLook } from '../installability/look.ts';
import { viewsAfter } from './client-views.ts';

/** Where a promotion is looked at that nobody has asked for. */
export interface PromotionQuestion {
  readonly release: Release;
  readonly policy: Policy;
  readonly actual: ActualState;
  readonly record: ReconcilerRecord;
}

/** The members whose packages have to be known before {@link clientsIfPromoted} can tell anything. Pure. */
export function membersIfPromoted(question: PromotionQuestion): readonly Member[] {
  const { major, members } = standing(question);
  if (major === undefined) return [];
  const offered = members.flatMap(({ platform }) =>
    membersOnShelf(question, major, platform).flatMap(({ member, isProduction }) =>
      isProduction ? [member] : [],
    ),
  );
  return [...new Map([...members, ...offered].map((member) => [member.digest, member])).values()];
}

/** What would be seen of a promotion, and what nobody has answered yet about what can be installed then. */
export interface Promotion {
  readonly clients: readonly ClientView[];
  readonly unanswered: readonly InstallQuestion[];
}

/** What clients of production would see if the release went there now, whatever gates say; nothing where it is there. Pure. */
export function clientsIfPromoted(question: PromotionQuestion): Promotion {
  const { release, policy, actual, record } = question;
  const { major, members } = standing(question);
  if (major === undefined) return { clients: [], unanswered: [] };
  const next = members.flatMap((member) => {
    const platform = platformOf(major, member.platform);
    if (platform === undefined) return [];
    const { key } = productionRepository(major, platform, areaOf(release.content.type));
    const present = publishedMembers(question, key);
    const isThere = present.some(({ digest }) => digest === member.digest);
    return isThere ? [] : [[key, [...present, member]] as const];
  });
  const look = openLook({ actual, policy, record });
  const clients = viewsAfter({ policy, actual, record, look }, new Map(next));
  return { clients: clients.filter(({ stage }) => stage === 'production'), unanswered: look.unanswered() };
}

function standing({ release, policy, actual }: PromotionQuestion): {
  readonly major: MajorRelease | undefined;
  readonly members: readonly Member[];
} {
  const pooled = actual.pool.get(release.id);
  return {
    major: policy.majorReleases.get(release.content.majorRelease),
    members: pooled?.kind === 'known' ? (pooled.value?.members ?? []) : [],
  };
}
