import { type Generation, generationFolder } from '../domain/generation.ts';
import { msOf } from '../domain/instant.ts';
import { type Metalink, writeMetalink } from './metalink.ts';
import { generationsFolder } from './repository-layout.ts';

const root = 'repodata/repomd.xml';

/** The text of {@link metalinkOf}; undefined for a generation without repomd.xml. */
export function metalinkText(url: string, generation: Generation): string | undefined {
  const metalink = metalinkOf(url, generation);
  return metalink === undefined ? undefined : writeMetalink(metalink);
}

/**
 * The metalink of a yum generation below the address of its repository: its own folder, where nothing changes any more,
 * so that repomd.xml and its signature always belong together; and then the address that follows the live link, for
 * packages that a client asks for by metadata of a generation that is gone.
 */
export function metalinkOf(url: string, generation: Generation): Metalink | undefined {
  const file = generation.files.find(({ path }) => path === root);
  if (file === undefined) return undefined;
  const own = `${url}/${generationsFolder}/${generationFolder(generation.number)}/${root}`;
  return {
    timestamp: msOf(generation.date) / 1000,
    size: file.size,
    sha256: file.sha256,
    urls: [own, `${url}/${root}`],
  };
}
