import { resolve } from 'node:path';
import { openWorkingClone } from '../../adapters/git/open-working-clone.ts';
import { type Audit, audit } from '../../audit/audit.ts';
import type { AuditFacts } from '../../audit/facts.ts';
import type { SignatureVerdict } from '../../domain/signature.ts';
import type { Io } from '../io.ts';
import { checkSignaturesOf } from './check-signatures.ts';
import { openKeys } from './open-keys.ts';
import { readHostFacts } from './read-host-facts.ts';
import { readMain } from './read-main.ts';

/** What is audited, and by which key. */
export interface AuditOptions {
  /** A clone with main and the record branch. */
  readonly repository: string;
  /** Looks at what this host has published, too, and takes its key. */
  readonly host?: string;
  /** Files with public keys; instead of the key of the host. */
  readonly key?: readonly string[];
  /** Commits that an earlier audit vouched for. */
  readonly known?: readonly string[];
}

/** An audit with all that it was made from. */
export interface Audited {
  readonly facts: AuditFacts;
  readonly audit: Audit;
}

/** Audits a clone. `verdicts` remembers signatures by what was signed, for those who audit again and again. */
export async function auditClone(
  io: Io,
  options: AuditOptions,
  verdicts: Map<string, SignatureVerdict> = new Map(),
): Promise<Audited> {
  const keys = await openKeys(io, options);
  const clone = await openWorkingClone({
    dir: resolve(io.cwd, options.repository),
    recordBranch: keys.host?.recordBranch ?? 'stagepost-record',
  });
  try {
    const steps = await clone.recordLine();
    const main = await readMain(clone, steps);
    const signatures = await checkSignaturesOf(steps, { keys: keys.armored, verdicts });
    const host =
      keys.host === null ? null : await readHostFacts({ host: keys.host, steps, main, key: keys.own });
    const facts = { steps, main, signatures, known: options.known ?? [], host };
    return { facts, audit: audit(facts) };
  } finally {
    await clone.close();
  }
}
