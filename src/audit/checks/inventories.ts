import { digestOfValue } from '../../domain/digest.ts';
import type { ReleaseRecord } from '../../domain/record.ts';
import { fileKey } from '../facts.ts';
import { type AuditFinding, inRecord, inventoryFile } from '../finding.ts';
import type { StepCheck } from '../step.ts';

/** The packages of a release are written once and kept for ever; their content is what the release file pinned (R36). */
export const checkInventories: StepCheck = ({ before, after }, { main }) => {
  const findings: AuditFinding[] = [];
  for (const [release, earlier] of before?.inventories ?? []) {
    const now = after.inventories.get(release);
    if (now === earlier) continue;
    const [expected, found] = [digestOfValue(earlier), now === undefined ? 'no file' : digestOfValue(now)];
    const at = { rule: 'inventory', file: inventoryFile(release) };
    if (expected !== found)
      findings.push(
        inRecord(after, at, { message: 'the packages of a release were rewritten', expected, found }),
      );
  }
  for (const [release, { content }] of after.inventories) {
    if (before?.inventories.has(release)) continue;
    const at = { rule: 'inventory', file: inventoryFile(release) };
    const commits = commitsOf(after.record.releases.get(release));
    const pinned = commits.flatMap((commit) => main.files.get(fileKey(commit, release))?.content ?? []);
    if (pinned.includes(content)) continue;
    const expected = pinned.length === 0 ? 'a release file in main that pins it' : pinned.join(' or ');
    findings.push(
      inRecord(after, at, { message: 'its content is not what main pinned', expected, found: content }),
    );
  }
  return findings;
};

// It may have been fetched by a cycle that could not publish it, so that its state came later.
function commitsOf(record: ReleaseRecord | undefined) {
  return [...new Set((record?.visits ?? []).map(({ commit }) => commit))];
}
