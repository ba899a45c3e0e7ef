import { basename } from 'node:path';
import { readHost } from '../../src/config/read-host.ts';
import { readPolicy } from '../../src/config/read-policy.ts';
import { checkRelease } from '../../src/desired/check-release.ts';
import { checkReport } from '../../src/desired/check-report.ts';
import { readDocument } from '../../src/document/read-document.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { Block } from './pages.ts';

const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n';

/** Everything that is wrong with an example that a page calls a whole file. */
export async function findingsOf(block: Block, policy: Policy): Promise<readonly Finding[]> {
  const file = block.file ?? '';
  const bytes = Buffer.from(block.text);
  if (file.endsWith('stagepost.yaml')) return findingsIn(await readPolicy(file, bytes, keyFile));
  if (file.endsWith('host.yaml')) return findingsIn(readHost(file, bytes, {}));
  if (file.includes('.reports/')) return reportFindings(file, bytes, policy);
  const read = readDocument({ file, bytes, schema: 'release' });
  return read.ok ? checkRelease(file, read.value, policy) : read.findings;
}

function reportFindings(file: string, bytes: Uint8Array, policy: Policy): readonly Finding[] {
  const read = readDocument({ file, bytes, schema: 'report' });
  return read.ok
    ? checkReport(basename(file, '.yaml'), read.value, { policy, release: null })
    : read.findings;
}

/** The policy that an example stands for. */
export async function policyIn(block: Block): Promise<Policy> {
  const read = await readPolicy('stagepost.yaml', Buffer.from(block.text), keyFile);
  if (!read.ok) throw new Error(read.findings.map(({ message }) => message).join('\n'));
  return read.value;
}

function findingsIn(
  read: { readonly ok: true } | { readonly ok: false; readonly findings: readonly Finding[] },
) {
  return read.ok ? [] : read.findings;
}

// The examples name key files that a page cannot show.
async function keyFile(): Promise<Uint8Array> {
  return Buffer.from(key);
}
