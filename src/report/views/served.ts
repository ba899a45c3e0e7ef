import type { RepositoryKey } from '../../domain/repository.ts';

/** What clients need to know of a published repository. */
export interface ServedRepository {
  /** Where clients reach it, with a slash at its end. */
  readonly url: string;
  /** The file that they copy (R85); null until it is published. */
  readonly clientFile: ClientFile | null;
}

/** A `.repo` or `.sources` file. */
export interface ClientFile {
  readonly name: string;
  readonly text: string;
}

/** The repositories of a host, as clients reach them. */
export type Served = ReadonlyMap<RepositoryKey, ServedRepository>;

/** A client file with the repository that it is for. */
export interface Snippet extends ClientFile {
  readonly repository: RepositoryKey;
  /** `dnf` or `apt`, and the platform. */
  readonly title: string;
}

/** The client files of some repositories, as far as there are any. */
export function snippetsOf(
  repositories: readonly {
    readonly key: RepositoryKey;
    readonly format: 'yum' | 'apt';
    readonly platform: string;
  }[],
  served: Served,
): readonly Snippet[] {
  return repositories.flatMap(({ key, format, platform }) => {
    const file = served.get(key)?.clientFile ?? null;
    return file === null
      ? []
      : [{ ...file, repository: key, title: `${format === 'yum' ? 'dnf' : 'apt'}, ${platform}` }];
  });
}
