import type { Finding } from '../domain/finding.ts';
import type { Policy } from '../domain/policy.ts';
import { type Result, refused } from '../domain/result.ts';
import type { ReleaseHistory, TreeEntry } from '../ports/release-history.ts';
import { aboutFile } from './sort-entries.ts';

/** Makes policy of stagepost.yaml; key files are asked for by path, null where there is none. */
export type PolicyReader = (
  file: string,
  bytes: Uint8Array,
  readKey: (path: string) => Promise<Uint8Array | null>,
) => Promise<Result<Policy>>;

/** Where policy stands in the release repository. */
export const policyFile = 'stagepost.yaml';
const plainFile = '100644';

/** The policy of a tree, with its key files from the same tree; links are not followed. */
export async function readPolicyFile(
  history: ReleaseHistory,
  tree: readonly TreeEntry[],
  readPolicy: PolicyReader,
): Promise<Result<Policy>> {
  const blobs = new Map(tree.filter(({ mode }) => mode === plainFile).map(({ path, blob }) => [path, blob]));
  const read = async (path: string): Promise<Uint8Array | null> => {
    const blob = blobs.get(path);
    return blob === undefined ? null : ((await history.blobs([blob]))[0] ?? null);
  };
  const bytes = await read(policyFile);
  return bytes === null ? refused([missing]) : readPolicy(policyFile, bytes, read);
}

const missing: Finding = aboutFile(policyFile, 'missing-policy', {
  message: 'there is no readable stagepost.yaml at the top of the release repository',
  hint: 'stagepost init writes one',
});
