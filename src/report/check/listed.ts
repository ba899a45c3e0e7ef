import type { Listed } from '../../domain/pull-request-check.ts';

/** The first so many, and how many there are. */
export function listed<T>(all: readonly T[], most: number): Listed<T> {
  return { total: all.length, first: all.slice(0, most) };
}

/** What the change brings, before what main asks for anyway. */
export function newestFirst<T extends { readonly already: boolean }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => Number(a.already) - Number(b.already));
}
