import type { PublishDeps } from '../../src/publish/publish-deps.ts';

/** Calls `before` ahead of everything that changes something outside: files, links of packages, signatures. */
export function watchedDeps(deps: PublishDeps, before: (call: string) => void): PublishDeps {
  return {
    ...deps,
    changes: watched(deps.changes, before),
    mover: watched(deps.mover, before),
    signer: { ...deps.signer, ...watched(pick(deps.signer, ['detach', 'clearsign']), before) },
  };
}

function watched<T extends object>(port: T, before: (call: string) => void): T {
  const methods = Object.entries(port).map(([name, method]) => [
    name,
    (...args: readonly unknown[]) => {
      before(name);
      return (method as (...given: readonly unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(methods) as T;
}

function pick<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, K>;
}
