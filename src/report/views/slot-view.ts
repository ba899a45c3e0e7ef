import type { Instant } from '../../domain/instant.ts';
import type { MajorRelease } from '../../domain/major-release.ts';
import { slotKeyOf } from '../../domain/major-release.ts';
import { majorOf, productOf, type ReleaseId, releaseTitle } from '../../domain/release.ts';
import type { SlotStatus } from '../status-view.ts';
import { ageOf } from '../times.ts';
import type { CardView } from './card-view.ts';

/** A slot: free, or taken by one release; and who is in line. */
export interface SlotView {
  readonly slot: string;
  readonly holder: {
    readonly release: ReleaseId;
    readonly title: string;
    readonly age: string | null;
  } | null;
  /** In the order of the line. */
  readonly line: readonly {
    readonly release: ReleaseId;
    readonly title: string;
    readonly emergency: boolean;
  }[];
}

/** The slots of a major release with those that wait; where each product has its own, only slots that are in use. */
export function slotViews(
  major: MajorRelease,
  {
    slots,
    waiting,
    now,
  }: {
    readonly slots: readonly SlotStatus[];
    /** In the order of the line. */
    readonly waiting: readonly CardView[];
    readonly now: Instant;
  },
): readonly SlotView[] {
  const own = slots.filter(({ slot }) => slot === major.key || slot.startsWith(`${major.key}/`));
  return own.map(({ slot, holder, since }) => ({
    slot,
    holder:
      holder === null
        ? null
        : { release: holder, title: releaseTitle(holder), age: since === null ? null : ageOf(since, now) },
    line: waiting
      .filter(
        ({ release }) => majorOf(release) === major.key && slotKeyOf(major, productOf(release)) === slot,
      )
      .map(({ release, emergency }) => ({ release, title: releaseTitle(release), emergency })),
  }));
}
