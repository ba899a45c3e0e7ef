import type { Handler } from '../handler.ts';

/** A state is entered by being recorded; what must be true before it stands in `after`. */
export const enterState: Handler<'enter-state'> = async () => ({ kind: 'none' });
