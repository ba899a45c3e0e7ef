import { metalinkFile } from '../../formats/repository-layout.ts';
import type { ClientFileParts } from '../client-file-parts.ts';

/**
 * The text of a .repo file. Without a provider's key no package can be checked by its own signature; the digests in
 * the signed metadata still pin every byte. One priority for all stages, before EPEL, so that the newest version wins.
 *
 * dnf takes the metalink where it finds one and never looks at baseurl then; so the address for clients that know no
 * metalink stands there as a comment.
 */
export function yumClientFile({ id, place, keyFiles }: ClientFileParts): string {
  const packagesAreSigned = keyFiles.length > 1;
  return [
    `[${id}]`,
    `name=${place.repository.title}`,
    `metalink=${place.url}/${metalinkFile}`,
    `#baseurl=${place.url}/`,
    'enabled=1',
    `gpgcheck=${packagesAreSigned ? 1 : 0}`,
    'repo_gpgcheck=1',
    `gpgkey=${keyFiles.map((file) => `${place.url}/keys/${file}`).join('\n       ')}`,
    'priority=1',
    '',
  ].join('\n');
}
