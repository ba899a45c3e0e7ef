import { sha256Of } from '../../src/domain/digest.ts';
import { type ReleaseId, releaseFileOf } from '../../src/domain/release.ts';
import type { Fields } from './read-steps.ts';

/** A release file of a scenario: where it stands and what it says. */
export interface ReleaseFile {
  readonly path: string;
  readonly fields: Fields;
}

const products: Readonly<Record<string, Fields>> = {
  voms: { version: '4.2.0', platforms: ['el9/x86_64'], type: 'NonIncremental' },
  argus: { version: '1.7.5', platforms: ['debian-12/amd64'], type: 'Incremental' },
  dpm: { version: '1.15.3', platforms: ['el9/x86_64'], type: 'Incremental' },
};

/** The file that `voms`, `voms-4.3.0` or `umd-4/voms` names, as it is submitted. */
export function newReleaseFile(name: string): ReleaseFile {
  const [, majorRelease = 'umd-5', product = '', given] =
    /^(?:(.+)\/)?([a-z]+)(?:-([\d.]+))?$/.exec(name) ?? [];
  const known = products[product];
  if (known === undefined) throw new Error(`no product ${product} in the scenarios`);
  const version = given ?? known.version;
  const docs = `https://docs.example.org/${product}`;
  return {
    path: releaseFileOf(`${majorRelease}/${product}-${version}` as ReleaseId),
    fields: {
      product,
      shortName: `emi.${product}`,
      ...known,
      version,
      majorRelease,
      provider: 'emi',
      source: {
        protocol: 'rsync',
        url: `rsync://repo.emi.example.org/${majorRelease}/${product}/${version}/`,
        checksumsDigest: `sha256:${'4402'.repeat(4)}${sha256Of(`${product}-${version}`).slice(16)}`,
      },
      links: { releaseNotes: `${docs}/notes`, changeLog: `${docs}/changes`, documentation: [docs] },
      desiredState: 'Unverified',
      // There from the start, so that a scenario only has to say what it is about.
      outcome: 'Success',
      verificationReport: `${docs}/verification`,
      stageRolloutReport: `${docs}/stage-rollout`,
    },
  };
}

/** The text of the file: one field a line; without an outcome where that would be a contradiction. */
export function releaseFileText({ fields }: ReleaseFile): string {
  const { desiredState } = fields;
  const isDenied = desiredState === 'Rejected' || desiredState === 'Ignored';
  return Object.entries(isDenied ? { ...fields, outcome: null } : fields)
    .map(([field, value]) => `${field}: ${JSON.stringify(value)}\n`)
    .join('');
}
