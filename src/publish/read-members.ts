import { StagepostError } from '../domain/failure.ts';
import type { Member, MemberManifest } from '../domain/member.ts';
import type { Repository } from '../domain/repository.ts';
import type { Pool } from '../ports/pool.ts';
import { refuseOtherBytes } from './refuse-other-bytes.ts';

/** A member with what the pool says of it. */
export interface MemberContent {
  readonly member: Member;
  readonly manifest: MemberManifest;
}

export async function readMembers(
  pool: Pool,
  repository: Repository,
  members: readonly Member[],
): Promise<readonly MemberContent[]> {
  const contents: MemberContent[] = [];
  for (const member of members) contents.push({ member, manifest: await pool.manifest(member) });
  const problems = [...repeated(members), ...contents.flatMap((content) => problemsOf(content, repository))];
  if (problems.length === 0) {
    refuseOtherBytes(repository, contents);
    return contents;
  }
  throw new StagepostError({
    code: 'plan-unsound',
    message: `${repository.title} cannot have these members`,
    hint: 'This is a fault of the planner; nothing was changed. Please report it.',
    treatment: 'needs-person',
    details: problems,
  });
}

// The folder of a member's packages has the name of its release alone.
function repeated(members: readonly Member[]): readonly string[] {
  const seen = new Set<string>();
  return members.flatMap(({ release }) => {
    const twice = seen.has(release);
    seen.add(release);
    return twice ? [`${release} stands twice`] : [];
  });
}

function problemsOf({ member, manifest }: MemberContent, repository: Repository): readonly string[] {
  const who = `${member.release} for ${member.platform}`;
  const foreign = member.platform !== repository.platform;
  const format = manifest.format === repository.format;
  const count = manifest.packages.length;
  return [
    ...(foreign ? [`${who} is no member of a repository for ${repository.platform}`] : []),
    ...(format ? [] : [`${who} holds packages of ${manifest.format}`]),
    ...(count === member.packages ? [] : [`${who} holds ${count} packages instead of ${member.packages}`]),
  ];
}
