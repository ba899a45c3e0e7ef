import { desirableStates, type StateName } from '../../domain/release.ts';
import type { CardView } from './card-view.ts';

/** The states in the order in which a release passes them. */
export const statesInOrder = [
  'Submitted',
  'Unverified',
  'InVerification',
  'WaitingForResponse',
  'Deferred',
  'StageRollout',
  'Production',
  'Rejected',
  'Ignored',
  'NotPublished',
] as const satisfies readonly StateName[];

/** A state to filter by; `under-way` is every one that is no end. */
export type StateFilter = StateName | 'under-way';

/** What the board is asked to show; null is everything. */
export interface BoardQuery {
  readonly major: string | null;
  readonly provider: string | null;
  readonly state: StateFilter | null;
  /** Who has to act. */
  readonly waits: string | null;
  /** A part of the name of a product. */
  readonly product: string | null;
}

/** Asks for everything. */
export const everything: BoardQuery = {
  major: null,
  provider: null,
  state: null,
  waits: null,
  product: null,
};

/** Reads the parameters of an address; what is empty, or no state, asks for everything. */
export function boardQuery(parameters: Readonly<Record<string, string | undefined>>): BoardQuery {
  const of = (name: string) => parameters[name]?.trim() || null;
  return {
    major: of('major'),
    provider: of('provider'),
    state: stateFilters.find((state) => state === of('state')) ?? null,
    waits: of('waits'),
    product: of('product'),
  };
}

const stateFilters: readonly StateFilter[] = [
  'under-way',
  'Submitted',
  'Deferred',
  'Failed',
  ...desirableStates,
];

/** The parameters that ask for the same, without those that ask for everything. */
export function queryText(query: BoardQuery): string {
  const parts = Object.entries(query).filter(([, value]) => value !== null);
  return new URLSearchParams(
    parts.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/** Whether a card is asked for. */
export function isAskedFor(card: CardView, { major, provider, state, waits, product }: BoardQuery): boolean {
  return (
    (major === null || card.major === major) &&
    (provider === null || card.provider === provider) &&
    (state === null || isIn(card, state)) &&
    (waits === null || card.waitsFor === waits) &&
    (product === null || card.product.toLowerCase().includes(product.toLowerCase()))
  );
}

function isIn(card: CardView, state: StateFilter): boolean {
  return state === 'under-way' ? card.isUnderWay : card.state === state;
}
