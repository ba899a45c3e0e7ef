import { aptClientFile } from './apt/apt-client-file.ts';
import type { ClientFileParts } from './client-file-parts.ts';
import type { Place } from './place.ts';
import { yumClientFile } from './yum/yum-client-file.ts';

/** The id that a repository has on a client's machine: its key in the few characters that dnf and apt allow. */
export function clientIdOf(place: Place): string {
  return place.repository.key.replaceAll('+', '_').replaceAll(/[^A-Za-z0-9._-]/g, '-');
}

/** Name and text of the file that clients copy to know the repository (R85). */
export function clientFileOf(parts: ClientFileParts): { readonly name: string; readonly text: string } {
  return parts.place.repository.format === 'yum'
    ? { name: `${parts.id}.repo`, text: yumClientFile(parts) }
    : { name: `${parts.id}.sources`, text: aptClientFile(parts) };
}
