import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of the snippets that an administrator puts beside RT's own configuration; it stands in for /etc here. */
export const snippetFolder = `${projectFolder}deploy/rt/RT_SiteConfig.d`;

/** What RT's programs need in their environment to work on the instance in a folder. */
export function rtEnvironment(dir: string): Readonly<Record<string, string>> {
  return {
    RT_SITE_CONFIG: `${dir}/RT_SiteConfig.pm`,
    RT_SITE_CONFIG_DIR: snippetFolder,
    STAGEPOST_RT_TOKENS: `${dir}/tokens`,
  };
}
