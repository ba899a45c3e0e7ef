import type { Audience } from '../../domain/client-view.ts';
import { locationOf } from '../../domain/location.ts';
import type { MajorRelease } from '../../domain/major-release.ts';
import type { Member, PooledRelease } from '../../domain/member.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { audienceStages, repositoriesSeenBy } from '../clients/seen-repositories.ts';
import { enteredState } from '../course.ts';
import { publishedMembers, type Sources } from '../guards/shelf.ts';
import type { Step } from '../walk-edits.ts';
import type { InstallLook } from './look.ts';
import type { SeenChange } from './seen-change.ts';

/** A release and its step. */
export interface Move extends Sources {
  readonly release: ReleaseId;
  readonly pooled: PooledRelease | null;
  readonly major: MajorRelease;
  readonly step: Pick<Step, 'transition' | 'edit'>;
}

/**
 * What the step of one release alone does to what can be installed, for each audience that sees it. Empty where nobody
 * sees it or wants to know, and where its packages were not read, because then nobody is about to move them.
 */
export function changesOfMove(move: Move, look: InstallLook): readonly SeenChange[] {
  const { pooled, major, actual } = move;
  return (pooled?.members ?? [])
    .filter(({ digest }) => actual.packages.has(digest))
    .flatMap((member) =>
      audienceStages.flatMap((stage) => {
        const audience = { stage, majorRelease: major.key, platform: member.platform };
        const { before, after } = membersSeen(move, audience, member);
        if (before.length === after.length && after.every((each) => before.includes(each))) return [];
        const change = look.compare({ audience, major, before, after });
        return change === null ? [] : [{ audience, change }];
      }),
    );
}

function membersSeen(move: Move, audience: Audience, own: Member) {
  const place = locationOf(enteredState(move.step));
  const present = repositoriesSeenBy(audience, move.major).flatMap(({ key }) => publishedMembers(move, key));
  const there = present.find(({ release }) => release === move.release);
  const sees = place === 'production' || place === audience.stage;
  const others = present.filter(({ release }) => release !== move.release);
  const after = sees ? [...others, there ?? own] : others;
  return { before: present, after };
}
