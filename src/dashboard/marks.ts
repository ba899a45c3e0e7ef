import type { StateName } from '../domain/release.ts';
import type { Waiting } from '../report/views/card-view.ts';
import { h, type Piece, withMarkup } from './element.ts';

// 16 by 16: a shape for every state and every kind of verdict, so that colour never tells anything alone.
const shapes = {
  Submitted: '<circle cx="8" cy="8" r="6" stroke-dasharray="2.6 2.1"/>',
  Unverified: '<circle cx="8" cy="8" r="6"/>',
  InVerification:
    '<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" stroke="none"/>',
  WaitingForResponse: '<circle cx="8" cy="8" r="6"/><path d="M6.3 5.5v5M9.7 5.5v5"/>',
  Deferred: '<path d="M2.5 2.5h11v11h-11zM5 8h6"/>',
  StageRollout: '<path d="M3.2 2.2 14 8 3.2 13.8z" fill="currentColor" stroke-linejoin="round"/>',
  Production:
    '<circle cx="8" cy="8" r="6.9" fill="currentColor" stroke="none"/><path stroke="var(--paper)" d="m4.8 8.2 2.3 2.3 4.2-4.8" stroke-width="1.9"/>',
  Rejected: '<circle cx="8" cy="8" r="6"/><path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"/>',
  Ignored: '<circle cx="8" cy="8" r="6"/><path d="m3.9 12.1 8.2-8.2"/>',
  NotPublished: '<circle cx="8" cy="8" r="6"/><path d="M5 8h6"/>',
  Failed:
    '<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" stroke="none"/><path stroke="var(--paper)" d="M8 4v4.8M8 10.6v1.7" stroke-width="2"/>',
  clock: '<circle cx="8" cy="8" r="6.2"/><path d="M8 4.4V8l2.5 1.6"/>',
  person: '<circle cx="8" cy="5" r="2.8"/><path d="M2.6 14c.4-3.2 2.4-4.9 5.4-4.9s5 1.7 5.4 4.9"/>',
  late: '<path d="M8 1.8 15 14H1zM8 6.4v3.6M8 11.2v1.2" stroke-linejoin="round"/>',
  tick: '<path d="m2.5 8.6 3.6 3.6 7.4-8.4" stroke-width="2.1"/>',
  turn: '<path d="M13.6 8A5.6 5.6 0 1 1 11.8 3.9M12.4 1v3.3H9.1"/>',
  bar: '<circle cx="8" cy="8" r="6.2"/><path d="M4.2 8h7.6" stroke-width="2.6"/>',
  fast: '<path d="m2 3 5.5 5L2 13M8.5 3 14 8l-5.5 5" stroke-width="2.2"/>',
  shield:
    '<path d="M8 1.5 13.5 3.6v4c0 3.4-2.3 5.7-5.5 7-3.2-1.3-5.5-3.6-5.5-7v-4z" stroke-linejoin="round"/>',
  plus: '<path d="M8 2.5v11M2.5 8h11" stroke-width="2"/>',
  up: '<path d="M8 13.5v-11M3.5 7 8 2.5 12.5 7" stroke-width="1.9"/>',
  down: '<path d="M8 2.5v11M3.5 9 8 13.5 12.5 9" stroke-width="1.9"/>',
  minus: '<path d="M2.5 8h11" stroke-width="2"/>',
} as const satisfies Record<StateName, string> & Record<string, string>;

/** A shape of the set. */
export type Shape = keyof typeof shapes;

/** What a mark means; it decides about its colour. */
export type Tone = 'ok' | 'wait' | 'stop' | 'hold' | 'go' | 'calm';

/** A mark beside a word; whoever hears the page hears the word alone. */
export function mark(shape: Shape, tone: Tone): Piece {
  return h('svg', { class: `mark t-${tone}`, 'aria-hidden': 'true' }, h('use', { href: `#m-${shape}` }));
}

/** The shapes of the set, which marks of the page refer to. */
export function markSheet(): Piece {
  const symbols = Object.entries(shapes).map(
    ([name, shape]) => `<symbol id="m-${name}" viewBox="0 0 16 16">${shape}</symbol>`,
  );
  return withMarkup('svg', { class: 'sr', 'aria-hidden': 'true' }, symbols.join(''));
}

/** The tone in which a state is shown. */
export const toneOfState = {
  Submitted: 'calm',
  Unverified: 'calm',
  InVerification: 'go',
  WaitingForResponse: 'wait',
  Deferred: 'hold',
  StageRollout: 'go',
  Production: 'ok',
  Rejected: 'stop',
  Ignored: 'calm',
  NotPublished: 'calm',
  Failed: 'stop',
} as const satisfies Record<StateName, Tone>;

/** The mark of a state. */
export function stateMark(state: StateName): Piece {
  return mark(state, toneOfState[state]);
}

const waitingMarks = {
  failed: ['Failed', 'stop'],
  stopped: ['bar', 'stop'],
  'for-time': ['clock', 'wait'],
  'for-somebody': ['person', 'wait'],
  'for-the-slot': ['clock', 'hold'],
  'for-us': ['turn', 'calm'],
  'no-more': ['tick', 'ok'],
} as const satisfies Record<Waiting, readonly [Shape, Tone]>;

/** The mark of the way in which a release waits. */
export function waitingMark(waiting: Waiting): Piece {
  const [shape, tone] = waitingMarks[waiting];
  return mark(shape, tone);
}
