import { archOf } from '../../domain/release.ts';
import { writeStanza } from '../../formats/deb822.ts';
import type { ClientFileParts } from '../client-file-parts.ts';
import { component } from './apt-metadata.ts';

/** The text of a .sources file, with the key inside, so that one file is all a client needs. */
export function aptClientFile({ place, repositoryKey }: ClientFileParts): string {
  const { repository } = place;
  return writeStanza([
    ['X-Repolib-Name', repository.title],
    ['Types', 'deb'],
    ['URIs', `${place.url}/`],
    ['Suites', repository.suite],
    ['Components', component],
    ['Architectures', archOf(repository.platform)],
    ['Enabled', 'yes'],
    ['Signed-By', embedded(repositoryKey)],
  ]);
}

/** sources.list(5): every line of an embedded key is indented, an empty one is a dot. */
function embedded(key: string): string {
  const lines = key.trimEnd().split('\n');
  return lines.map((line) => `\n ${line.trimEnd() === '' ? '.' : line.trimEnd()}`).join('');
}
