import { sha256Of } from '../../domain/digest.ts';
import type { RootDeps } from './root-files.ts';

const most = 1000;

/** The same checks, but what was found to be well signed is not checked again: the same bytes stay well signed. */
export function checkOnce(signer: RootDeps['signer']): RootDeps['signer'] {
  const good = new Map<string, Promise<unknown>>();
  function once<T>(parts: readonly string[], check: () => Promise<T>): Promise<T> {
    const key = parts.map(sha256Of).join(' ');
    const before = good.get(key) as Promise<T> | undefined;
    if (before !== undefined) return before;
    if (good.size >= most) good.clear();
    const checked = check();
    good.set(key, checked);
    checked.catch(() => good.delete(key));
    return checked;
  }
  return {
    checkDetached: (content, signature) =>
      once([content, signature], () => signer.checkDetached(content, signature)),
    checkClearsigned: (envelope) => once([envelope], () => signer.checkClearsigned(envelope)),
  };
}
