import type { Report, RuleInput } from './rule.ts';

const rule = 'source-content';

/** What is fetched is pinned in one way, and every platform has one repository where repositories pin it (R61). */
export function checkSourceContent(input: RuleInput, report: Report): void {
  const { checksumsDigest, repositories } = input.release.source;
  if (repositories === undefined && checksumsDigest === undefined) {
    report(['source'], {
      rule,
      message: 'checksumsDigest is missing in source',
      hint: 'add checksumsDigest with what `sha256sum checksums.xml` prints, or repositories of the provider',
    });
  }
  if (repositories !== undefined && checksumsDigest !== undefined) {
    report(['source', 'checksumsDigest'], {
      rule,
      message: 'source has a manifest and repositories',
      hint: 'remove checksumsDigest, or remove repositories',
    });
  }
  if (repositories !== undefined) checkPlatforms(input, report);
}

function checkPlatforms({ release, policy }: RuleInput, report: Report): void {
  const { platforms, source, majorRelease } = release;
  const repositories = source.repositories ?? [];
  const formats = new Map(
    policy?.majorReleases.get(majorRelease)?.platforms.map(({ key, format }) => [key as string, format]),
  );
  const seen = new Set<string>();
  for (const [at, { platform, suite }] of repositories.entries()) {
    const say = (field: string, message: string, hint: string) =>
      report(['source', 'repositories', at, field], { rule, message, hint });
    if (!platforms.includes(platform))
      say('platform', `${platform} is not a platform of this release`, `known: ${platforms.join(', ')}`);
    if (seen.has(platform)) say('platform', `${platform} has two repositories`, 'keep one of them');
    seen.add(platform);
    if (suite !== undefined && formats.get(platform) === 'yum')
      say('suite', `${platform} is a yum platform, which has no suite`, 'remove it');
  }
  for (const platform of platforms.filter((each) => !seen.has(each))) {
    const message = `${platform} has no repository in source`;
    report(['source', 'repositories'], { rule, message, hint: 'add one, or remove the platform' });
  }
}
