/** A call of a port that changes something outside this process. */
export interface ChangingCall {
  /** Such as `changes`, `process`, `git`, `pool`, `ledger` or `lock`. */
  readonly port: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/**
 * Stands around every changing call of a host. It makes the call by `run`, at most once, and answers with what came of
 * it; it may do anything before and after, or throw what the port may throw.
 */
export type Around = <T>(call: ChangingCall, run: () => Promise<T>) => Promise<T>;

/** The same port with `around` at these methods, each of which answers with a promise; the port itself without one. */
export function surrounded<T extends object>(
  around: Around | undefined,
  named: T,
  { port, methods }: { readonly port: string; readonly methods: readonly (keyof T & string)[] },
): T {
  if (around === undefined) return named;
  const wrapped = methods.map((method) => {
    const original = named[method] as (...args: readonly unknown[]) => Promise<unknown>;
    return [method, (...args: readonly unknown[]) => around({ port, method, args }, () => original(...args))];
  });
  return { ...named, ...Object.fromEntries(wrapped) };
}
