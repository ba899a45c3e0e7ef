import { join } from 'node:path';
import { StagepostError } from '../domain/failure.ts';
import { generationText } from '../domain/generation.ts';
import { generationFileName, generationSignatureName } from '../formats/generation-json.ts';
import { isHashNamed, metalinkFile } from '../formats/repository-layout.ts';
import { readText } from '../ports/files.ts';
import { checkApt } from './apt/check-apt.ts';
import { checkAttestations } from './check-attestations.ts';
import { checkPackages } from './check-packages.ts';
import { problemsOfSignature } from './check-signature.ts';
import type { CheckDeps, Expected } from './expected-generation.ts';
import { filesOfGeneration } from './files-of-generation.ts';
import type { Place } from './place.ts';
import { checkYum } from './yum/check-yum.ts';

/** Reads a generation back from disk as a client would, and throws `verification-failed` with every difference. */
export async function checkGeneration(deps: CheckDeps, place: Place, expected: Expected): Promise<void> {
  const { generation } = expected;
  const format = place.repository.format === 'yum' ? checkYum : checkApt;
  const read = await format(deps, place, expected);
  const problems = [
    ...(await checkGenerationFile(deps, expected)),
    ...(await checkListedFiles(deps, expected)),
    ...read.problems,
    ...(await checkAttestations(deps, place, expected)),
    ...(await checkPackages(deps, place, { found: read.packages, contents: expected.contents })),
  ];
  if (problems.length === 0) return;
  throw new StagepostError({
    code: 'verification-failed',
    message: `generation ${generation.number} of ${place.repository.title} does not read back as it was written`,
    hint: 'Clients keep what they have. Look at the disk and at the pool; the next cycle builds it anew.',
    details: problems,
  });
}

async function checkGenerationFile(deps: CheckDeps, expected: Expected): Promise<readonly string[]> {
  const text = await readText(deps.files, join(expected.folder, generationFileName));
  const signature = await readText(deps.files, join(expected.folder, generationSignatureName));
  if (text === null || signature === null) return [`${generationFileName} or its signature is missing`];
  return [
    ...(text === generationText(expected.generation) ? [] : [`${generationFileName} has other content`]),
    ...(await problemsOfSignature(generationFileName, () => deps.signer.checkDetached(text, signature))),
  ];
}

async function checkListedFiles(deps: CheckDeps, expected: Expected): Promise<readonly string[]> {
  const listed = new Map(expected.generation.files.map((file) => [file.path, file]));
  const present = await filesOfGeneration(deps.files, expected.folder);
  const own = [generationFileName, generationSignatureName, metalinkFile];
  const strange = present.filter((path) => !listed.has(path) && !own.includes(path) && !isHashNamed(path));
  const problems = strange.map((path) => `${path} is there and no generation names it`);
  const there = new Set(present);
  for (const [path, file] of listed) {
    if (!there.has(path)) problems.push(`${path} is missing`);
    else {
      const found = await deps.files.digest(join(expected.folder, path));
      if (found.size !== file.size || found.sha256 !== file.sha256) {
        problems.push(`${path} has other bytes than ${generationFileName} says`);
      }
    }
  }
  return problems;
}
