import type { ApprovalPolicy } from '../../domain/approval-policy.ts';
import { digestOfValue, type Sha256 } from '../../domain/digest.ts';
import type { StateName } from '../../domain/release.ts';

/** Whose signatures a step needs, and how many. */
export interface Wanted {
  readonly roles: readonly string[];
  readonly quorum: number;
}

/** What stagepost.yaml asks for, and the law where it is silent. */
export function wantedFor(policy: ApprovalPolicy, left: StateName, wish: StateName): Wanted {
  for (const { from, to, roles, quorum } of policy.rules) {
    const leaves = from === null || from.some((state) => state === left);
    if (leaves && (to === null || to.some((state) => state === wish))) return { roles, quorum };
  }
  return lawful(left, wish);
}

const otherwise = '*';
const direct = 'stage-rollout release-manager';

// Roles by the state that is left and the one that is wished for; where nothing stands, verification signs.
const law: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Submitted: { Unverified: 'repository verification', Ignored: 'repository verification' },
  Unverified: { Ignored: 'repository verification', Production: direct },
  InVerification: { Production: direct },
  Deferred: {
    Rejected: 'verification stage-rollout',
    NotPublished: 'stage-rollout repository',
    [otherwise]: 'stage-rollout',
  },
  StageRollout: { NotPublished: 'stage-rollout repository', [otherwise]: 'stage-rollout' },
  Production: { [otherwise]: 'stage-rollout' },
  Failed: { Production: 'stage-rollout', [otherwise]: 'verification stage-rollout repository' },
};

/** Who may ask for which state, as the table of states tells it. */
export function lawful(left: StateName, wish: StateName): Wanted {
  const roles = law[left]?.[wish] ?? law[left]?.[otherwise] ?? 'verification';
  return { roles: roles.split(' '), quorum: roles === direct ? 2 : 1 };
}

/** What an approval must name of the roles under which it was given. */
export function rolesDigest({ people, roles, rules }: ApprovalPolicy): Sha256 {
  return digestOfValue({ people: Array.from(people.values()), roles: Array.from(roles.values()), rules });
}
