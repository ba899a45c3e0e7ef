import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** What an administrator of RT loads. */
export const deployFolder = `${projectFolder}deploy/rt`;

/**
 * What RT's programs need in their environment to work on the instance in a folder; snippets stand beside RT's own
 * configuration in /etc elsewhere.
 */
export function rtEnvironment(
  dir: string,
  snippets = `${deployFolder}/RT_SiteConfig.d`,
): Readonly<Record<string, string>> {
  return {
    RT_SITE_CONFIG: `${dir}/RT_SiteConfig.pm`,
    RT_SITE_CONFIG_DIR: snippets,
    STAGEPOST_RT_TOKENS: `${dir}/tokens`,
  };
}
