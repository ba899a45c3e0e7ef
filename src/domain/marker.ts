import type { Stage } from './major-release.ts';

/** A folder of this host that must be marked before anything is believed or written in it. */
export type MarkedPlace = Stage | 'state';

/**
 * Name of the empty file that marks such a folder. An empty mount point does not have it, so that nothing is published
 * there and nothing is taken for lost.
 */
export function markerName(place: MarkedPlace): string {
  return `.stagepost-${place}`;
}
