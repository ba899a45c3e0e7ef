import type { YamlValue } from '../../document/edit/write-value.ts';
import { StagepostError } from '../../domain/failure.ts';
import { type ReleaseId, releaseFileOf, releaseIdOf } from '../../domain/release.ts';
import { writeRelease } from './write-release.ts';

/** What provider and submitter say of a new release together; what is undefined nobody has said. */
export interface NewSubmission {
  readonly majorRelease: string;
  readonly provider: string;
  readonly product?: string | undefined;
  readonly shortName?: string | undefined;
  readonly version?: string | undefined;
  readonly submission: number;
  readonly type?: string | undefined;
  readonly platforms: readonly string[];
  readonly components: readonly { readonly name: string; readonly packages: readonly string[] }[];
  readonly emergency: boolean;
  readonly security: boolean;
  readonly source: { readonly [field: string]: YamlValue };
  readonly releaseNotes?: string | undefined;
  readonly changeLog?: string | undefined;
  readonly documentation: readonly string[];
  readonly advisoryLinks: readonly string[];
  readonly stacks: readonly string[];
  /** Numbers of the tickets by which it was submitted. */
  readonly tickets?: { readonly rt?: number; readonly helpdesk?: number };
}

/** The options by which a submitter says what release.xml does not. */
const options = {
  product: '--product',
  shortName: '--short-name',
  version: '--product-version',
  platforms: '--platform',
  releaseNotes: '--release-notes',
  changeLog: '--change-log',
  documentation: '--documentation',
} as const satisfies { readonly [field in keyof NewSubmission]?: string };

/** The id and the text of the file that submits a release. Throws with all that nobody has said. */
export function submitRelease(wish: NewSubmission): { readonly id: ReleaseId; readonly text: string } {
  const missing = unsaidIn(wish);
  if (missing.length > 0)
    throw unusable(
      `neither release.xml nor an option says ${missing.join(', ')}`,
      `add ${missing.map((field) => options[field]).join(', ')}`,
    );
  const { majorRelease, product = '', version = '', submission, source } = wish;
  const { releaseNotes = '', changeLog = '', documentation, advisoryLinks } = wish;
  const text = writeRelease({
    ...{ product, shortName: wish.shortName, version, majorRelease, provider: wish.provider, source },
    ...(submission > 1 ? { submission } : {}),
    platforms: wish.platforms,
    ...(wish.components.length > 0 ? { components: wish.components } : {}),
    type: wish.type,
    ...(wish.emergency ? { emergency: true } : {}),
    ...(wish.security ? { security: true } : {}),
    links: {
      releaseNotes,
      changeLog,
      documentation,
      ...(advisoryLinks.length > 0 ? { advisories: advisoryLinks } : {}),
    },
    ...(wish.stacks.length > 0 ? { stacks: wish.stacks } : {}),
    ...(wish.tickets === undefined ? {} : { tickets: { ...wish.tickets } }),
    desiredState: 'Unverified',
  });
  return { id: releaseIdOf({ majorRelease, product, version, submission }), text };
}

/** The fields that nobody has said, and without which there is no release file. */
export function unsaidIn(wish: NewSubmission): readonly (keyof typeof options)[] {
  return (Object.keys(options) as (keyof typeof options)[]).filter((field) => isUnsaid(wish[field]));
}

/** Throws when a release file is there already for this submission; content that comes again is told by the rules (R12). */
export function refuseDuplicate(id: ReleaseId, known: readonly ReleaseId[]): void {
  if (known.includes(id))
    throw unusable(
      `this release is there already: ${releaseFileOf(id)}`,
      'another packaging of the same version is a submission of its own: --submission 2',
    );
}

function isUnsaid(value: string | readonly string[] | undefined): boolean {
  return value === undefined || value.length === 0;
}

function unusable(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'bad-configuration', message, hint, treatment: 'needs-person' });
}
