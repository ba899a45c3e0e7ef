import { desirableStates, type StateName } from '../../domain/release.ts';
import type { CardView } from './card-view.ts';
import { waitsForRole } from './who-acts.ts';

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
  /** Who has to act; `my-role` is whoever has a role of the one who asks. */
  readonly waits: string | null;
  /** A part of the name of a product. */
  readonly product: string | null;
  /** The roles of the one who asks; no part of an address. */
  readonly roles: readonly string[];
}

/** Asks for what somebody with a role of one's own has to do. */
export const myRole = 'my-role';

/** Asks for everything. */
export const everything: BoardQuery = {
  major: null,
  provider: null,
  state: null,
  waits: null,
  product: null,
  roles: [],
};

/** Reads the parameters of an address; what is empty, or no state, asks for everything. */
export function boardQuery(
  parameters: Readonly<Record<string, string | undefined>>,
  roles: readonly string[] = [],
): BoardQuery {
  const of = (name: string) => parameters[name]?.trim() || null;
  return {
    major: of('major'),
    provider: of('provider'),
    state: stateFilters.find((state) => state === of('state')) ?? null,
    waits: of('waits'),
    product: of('product'),
    roles,
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
export function queryText({ roles: _, ...query }: BoardQuery): string {
  const parts = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === null ? [] : [[name, value]],
  );
  return new URLSearchParams(parts).toString();
}

/** What is asked for, in words. */
export function queryWords({ roles: _, ...query }: BoardQuery): readonly string[] {
  return Object.values(query).flatMap((value) =>
    value === null ? [] : [value === myRole ? 'my role' : value],
  );
}

/** Whether a card is asked for. */
export function isAskedFor(card: CardView, query: BoardQuery): boolean {
  const { major, provider, state, waits, product, roles } = query;
  return (
    (major === null || card.major === major) &&
    (provider === null || card.provider === provider) &&
    (state === null || isIn(card, state)) &&
    (waits === null || (waits === myRole ? waitsForRole(card.waitsFor, roles) : card.waitsFor === waits)) &&
    (product === null || card.product.toLowerCase().includes(product.toLowerCase()))
  );
}

function isIn(card: CardView, state: StateFilter): boolean {
  return state === 'under-way' ? card.isUnderWay : card.state === state;
}
