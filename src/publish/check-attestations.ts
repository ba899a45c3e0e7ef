import { join } from 'node:path';
import { canonicalJson } from '../domain/digest.ts';
import { attestationFile } from '../domain/generation.ts';
import { readEnvelope } from '../formats/dsse.ts';
import { readTextOfFile } from '../ports/files.ts';
import type { CheckDeps, Expected } from './expected-generation.ts';
import type { Place } from './place.ts';

/** The attestations that a generation names are on disk, and each that it brought is about the packages of its member. */
export async function checkAttestations(
  deps: Pick<CheckDeps, 'files'>,
  place: Place,
  { generation, contents }: Expected,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const attestation of generation.attestations ?? []) {
    const path = attestationFile(attestation);
    const file = join(place.folder, path);
    if ((await deps.files.facts(file))?.kind !== 'file') problems.push(`${path} is missing`);
    else if ((await deps.files.digest(file)).sha256 !== attestation.sha256)
      problems.push(`${path} has other bytes than generation.json says`);
    else if (attestation.since === generation.number) {
      const manifest = contents.find(({ member }) => member.release === attestation.release)?.manifest;
      const wanted = (manifest?.packages ?? []).map(({ file: name, sha256 }) => ({
        digest: { sha256 },
        name,
      }));
      const said = subjectIn((await readTextOfFile(deps.files, file)) ?? '');
      if (canonicalJson(wanted) !== canonicalJson(said)) problems.push(`${path} is about other packages`);
    }
  }
  return problems;
}

function subjectIn(line: string): unknown {
  const envelope = readEnvelope(line);
  return envelope.ok ? JSON.parse(envelope.value.payload).subject : null;
}
