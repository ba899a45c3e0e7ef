// Generated from 'schemas/plan.schema.json' by `npm run schemas`; change the schema, not this file.

/**
 * A SHA-256 digest.
 */
export type Sha256 = string;
/**
 * A moment in UTC, to the second.
 */
export type Instant = string;
/**
 * A commit of git.
 */
export type Commit = string;
/**
 * Names a published repository.
 */
export type RepositoryKey = string;
/**
 * One step of the plan.
 */
export type Action =
  | {
      /**
       * Which variant this is.
       */
      kind: 'fetch-release';
      /**
       * Names the action inside its plan.
       */
      id: string;
      /**
       * Actions that must have been done before.
       *
       * Items: Id of an action.
       */
      after: string[];
      release: ReleaseId;
      commit: Commit;
      source: Source;
      /**
       * What release.xml must agree with.
       */
      expected: {
        /**
         * Product.
         */
        product: string;
        /**
         * Short name.
         */
        shortName: string;
        /**
         * Version.
         */
        version: string;
        /**
         * Type.
         */
        type: 'NonIncremental' | 'Incremental';
      };
      /**
       * Platforms to fetch for.
       *
       * Items: A platform.
       */
      platforms: {
        key: PlatformKey;
        /**
         * Its format.
         */
        format: 'yum' | 'apt';
      }[];
      /**
       * What clients are shown with its packages; not given when that is nothing.
       */
      advisories?: Advisory[];
      /**
       * What becomes of source and debug packages.
       */
      parts: {
        /**
         * Source packages.
         */
        source: 'leave-out' | 'area';
        /**
         * Debug packages.
         */
        debug: 'leave-out' | 'include' | 'area';
      };
      content: Sha256;
      /**
       * Where its files may come from.
       */
      agreed: {
        /**
         * Agreed hosts of the provider, each as host or host:port.
         *
         * Items: A host.
         */
        hosts: string[];
        /**
         * Closed networks into which their names may lead.
         *
         * Items: A network.
         */
        networks: string[];
      };
      /**
       * Package revisions of the fetching tool that policy accepts.
       *
       * Items: A package revision.
       */
      acceptedTools: string[];
      /**
       * Key files of the provider.
       *
       * Items: Path of a key file.
       */
      keys: string[];
      /**
       * What must be signed.
       */
      signatures: {
        /**
         * Headers of RPMs.
         */
        rpm: 'required' | 'when-present' | 'ignored';
        /**
         * Origin signatures of DEBs.
         */
        deb: 'required' | 'when-present' | 'ignored';
        /**
         * The manifest.
         */
        checksums: 'required' | 'when-present' | 'ignored';
      };
      /**
       * Limits of the fetch.
       */
      limits: {
        /**
         * Size of all files.
         */
        maxBytes: number;
        /**
         * Size of one file.
         */
        maxFileBytes: number;
        /**
         * Number of files.
         */
        maxFiles: number;
        /**
         * Time.
         */
        maxSeconds: number;
      };
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'repair-release';
      /**
       * Names the action inside its plan.
       */
      id: string;
      /**
       * Actions that must have been done before.
       *
       * Items: Id of an action.
       */
      after: string[];
      release: ReleaseId;
      commit: Commit;
      source: Source;
      /**
       * What release.xml must agree with.
       */
      expected: {
        /**
         * Product.
         */
        product: string;
        /**
         * Short name.
         */
        shortName: string;
        /**
         * Version.
         */
        version: string;
        /**
         * Type.
         */
        type: 'NonIncremental' | 'Incremental';
      };
      /**
       * Platforms to fetch for.
       *
       * Items: A platform.
       */
      platforms: {
        key: PlatformKey;
        /**
         * Its format.
         */
        format: 'yum' | 'apt';
      }[];
      /**
       * What clients are shown with its packages; not given when that is nothing.
       */
      advisories?: Advisory[];
      /**
       * What becomes of source and debug packages.
       */
      parts: {
        /**
         * Source packages.
         */
        source: 'leave-out' | 'area';
        /**
         * Debug packages.
         */
        debug: 'leave-out' | 'include' | 'area';
      };
      content: Sha256;
      /**
       * Where its files may come from.
       */
      agreed: {
        /**
         * Agreed hosts of the provider, each as host or host:port.
         *
         * Items: A host.
         */
        hosts: string[];
        /**
         * Closed networks into which their names may lead.
         *
         * Items: A network.
         */
        networks: string[];
      };
      /**
       * Package revisions of the fetching tool that policy accepts.
       *
       * Items: A package revision.
       */
      acceptedTools: string[];
      /**
       * Key files of the provider.
       *
       * Items: Path of a key file.
       */
      keys: string[];
      /**
       * What must be signed.
       */
      signatures: {
        /**
         * Headers of RPMs.
         */
        rpm: 'required' | 'when-present' | 'ignored';
        /**
         * Origin signatures of DEBs.
         */
        deb: 'required' | 'when-present' | 'ignored';
        /**
         * The manifest.
         */
        checksums: 'required' | 'when-present' | 'ignored';
      };
      /**
       * Limits of the fetch.
       */
      limits: {
        /**
         * Size of all files.
         */
        maxBytes: number;
        /**
         * Size of one file.
         */
        maxFileBytes: number;
        /**
         * Number of files.
         */
        maxFiles: number;
        /**
         * Time.
         */
        maxSeconds: number;
      };
      /**
       * The first damage that was found.
       */
      why: string;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'read-system';
      /**
       * Names the action inside its plan.
       */
      id: string;
      /**
       * Actions that must have been done before.
       *
       * Items: Id of an action.
       */
      after: string[];
      platform: PlatformKey;
      /**
       * Its format.
       */
      format: 'yum' | 'apt';
      /**
       * Where it is read.
       *
       * Items: A repository.
       */
      repositories: {
        /**
         * Protocol of the address.
         */
        protocol: 'rsync' | 'https' | 'ftp';
        /**
         * Its folder.
         */
        url: string;
        /**
         * Suite of an apt repository; null for a flat one and for yum.
         */
        suite: string | null;
        /**
         * Components of the suite.
         *
         * Items: A component.
         */
        components: string[];
        /**
         * Key files by which its root file has to be signed.
         *
         * Items: Path of a key file.
         */
        keys: string[];
        /**
         * Closed networks into which their names may lead.
         *
         * Items: A network.
         */
        networks: string[];
      }[];
      declaration: Sha256;
      /**
       * For whom it is read, in order of digest.
       */
      members: Member[];
      /**
       * Package revisions of the fetching tool that policy accepts.
       *
       * Items: A package revision.
       */
      acceptedTools: string[];
      /**
       * Seconds that each repository may take.
       */
      maxSeconds: number;
      /**
       * Why it is read now.
       */
      why: string;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'publish-generation';
      /**
       * Names the action inside its plan.
       */
      id: string;
      /**
       * Actions that must have been done before.
       *
       * Items: Id of an action.
       */
      after: string[];
      repository: Repository;
      /**
       * Number of the generation.
       */
      number: number;
      /**
       * Its members in their order.
       */
      members: Member[];
      /**
       * Attestations of the members that stay.
       */
      attestations: Attestation[];
      /**
       * Releases that come.
       */
      added: ReleaseId[];
      /**
       * Releases that go.
       */
      removed: ReleaseId[];
      /**
       * Digest of the generation before; empty for the first.
       */
      previous: Sha256 | null;
      /**
       * The date must be later than this; empty for the first.
       */
      laterThan: Instant | null;
      /**
       * How many generations stay.
       */
      keepGenerations: number;
      /**
       * Days for which a generation stays after it was live.
       */
      keepDays: number;
      /**
       * Days for which the metadata is valid.
       */
      validDays: number;
      /**
       * Key files for clients.
       *
       * Items: Path of a key file.
       */
      keys: string[];
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'restore-generation';
      /**
       * Names the action inside its plan.
       */
      id: string;
      /**
       * Actions that must have been done before.
       *
       * Items: Id of an action.
       */
      after: string[];
      repository: Repository;
      generation: Generation;
      /**
       * How many generations stay.
       */
      keepGenerations: number;
      /**
       * Days for which a generation stays after it was live.
       */
      keepDays: number;
      /**
       * Key files for clients.
       *
       * Items: Path of a key file.
       */
      keys: string[];
      /**
       * What is removed, because nothing of ours is called so or because it cannot be mended.
       *
       * Items: Path below the repository.
       */
      remove: string[];
      /**
       * What was found.
       */
      why: string;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'record-generation';
      /**
       * Names the action inside its plan.
       */
      id: string;
      /**
       * Actions that must have been done before.
       *
       * Items: Id of an action.
       */
      after: string[];
      repository: Repository;
      generation: Generation;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'retire-repository';
      /**
       * Names the action inside its plan.
       */
      id: string;
      /**
       * Actions that must have been done before.
       *
       * Items: Id of an action.
       */
      after: string[];
      repository: Repository;
      release: ReleaseId;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'enter-state';
      /**
       * Names the action inside its plan.
       */
      id: string;
      /**
       * Actions that must have been done before.
       *
       * Items: Id of an action.
       */
      after: string[];
      release: ReleaseId;
      /**
       * State before; empty for a release that is seen for the first time.
       */
      from:
        | 'Unverified'
        | 'InVerification'
        | 'WaitingForResponse'
        | 'StageRollout'
        | 'Production'
        | 'Rejected'
        | 'Ignored'
        | 'NotPublished'
        | 'Submitted'
        | 'Deferred'
        | 'Failed'
        | null;
      to: ObservedState;
      commit: Commit;
      /**
       * Reason that was given.
       */
      reason: string | null;
      approval?: StepApproval;
    };
/**
 * Major release and name of a release.
 */
export type ReleaseId = string;
/**
 * Platform and architecture.
 */
export type PlatformKey = string;
/**
 * State of a release.
 */
export type ObservedState =
  | {
      /**
       * The state.
       */
      state:
        | 'Unverified'
        | 'InVerification'
        | 'WaitingForResponse'
        | 'StageRollout'
        | 'Production'
        | 'Rejected'
        | 'Ignored'
        | 'NotPublished'
        | 'Submitted';
      /**
       * With Ignored: what its file asks for, where policy ended the release because its platforms are not supported.
       */
      wanted?:
        | 'Unverified'
        | 'InVerification'
        | 'WaitingForResponse'
        | 'StageRollout'
        | 'Production'
        | 'Rejected'
        | 'Ignored'
        | 'NotPublished';
      /**
       * With Production: its packages are withdrawn from there.
       */
      withdrawn?: {
        /**
         * Date of the decision.
         */
        since: string;
        /**
         * Why.
         */
        reason: string;
      };
    }
  | {
      /**
       * The state.
       */
      state: 'Deferred';
      /**
       * The state before.
       */
      from: 'InVerification' | 'WaitingForResponse' | 'Production';
      /**
       * Position of the commit that asked, along first parent.
       */
      position: number;
    }
  | {
      /**
       * The state.
       */
      state: 'Failed';
      /**
       * The last good state.
       */
      from:
        | 'Unverified'
        | 'InVerification'
        | 'WaitingForResponse'
        | 'StageRollout'
        | 'Production'
        | 'Rejected'
        | 'Ignored'
        | 'NotPublished'
        | 'Submitted';
      /**
       * The state that was asked for.
       */
      wanted:
        | 'Unverified'
        | 'InVerification'
        | 'WaitingForResponse'
        | 'StageRollout'
        | 'Production'
        | 'Rejected'
        | 'Ignored'
        | 'NotPublished';
      failure: Failure;
    };
/**
 * What a change does to what can be installed.
 */
export type Installability =
  | {
      /**
       * Which variant this is.
       */
      kind: 'known';
      /**
       * Before.
       */
      before: {
        /**
         * How many can be installed.
         */
        installable: number;
        /**
         * How many were looked at: the newest of each name and architecture.
         */
        of: number;
      };
      /**
       * Afterwards.
       */
      after: {
        /**
         * How many can be installed.
         */
        installable: number;
        /**
         * How many were looked at: the newest of each name and architecture.
         */
        of: number;
      };
      /**
       * Packages that cannot be installed afterwards, and could before or were not offered then.
       *
       * Items: A package.
       */
      broken: {
        /**
         * Name and architecture.
         */
        package: string;
        /**
         * Its version, as people write it.
         */
        version: string;
        /**
         * The first reason that the solver gives.
         */
        reason: string;
      }[];
      /**
       * Packages that can be installed afterwards, and could not before.
       *
       * Items: A package.
       */
      mended: {
        /**
         * Name and architecture.
         */
        package: string;
        /**
         * Its version, as people write it.
         */
        version: string;
      }[];
      /**
       * Dependencies on what no package of these repositories has; nobody looked whether they are met.
       */
      outside: number;
      /**
       * Packages of which it is not known what they say of others; they are not counted.
       */
      untold: number;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'cannot-tell';
      /**
       * Why.
       */
      reason: string;
    };
/**
 * What a gate says about a step.
 */
export type Verdict =
  | {
      /**
       * Which variant this is.
       */
      kind: 'pass';
      /**
       * For people.
       */
      sentence: string;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'wait-until';
      /**
       * For people.
       */
      sentence: string;
      until: Instant;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'wait-for';
      /**
       * For people.
       */
      sentence: string;
      /**
       * For whom or what.
       */
      whom: string;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'needs-approval';
      /**
       * For people.
       */
      sentence: string;
      /**
       * Whose.
       */
      role: string;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'blocked';
      /**
       * For people.
       */
      sentence: string;
      /**
       * What to do.
       */
      hint: string;
      /**
       * The requirement.
       */
      cites: string;
    }
  | {
      /**
       * Which variant this is.
       */
      kind: 'cannot-tell';
      /**
       * For people.
       */
      sentence: string;
    };

/**
 * What will be done, with no choices left.
 */
export interface PlanDocument {
  /**
   * Version of this format.
   */
  schemaVersion: 1;
  digest: Sha256;
  madeAt: Instant;
  /**
   * What the plan was made from; applying it to anything else is refused.
   */
  base: {
    commit: Commit;
    /**
     * Commit of the record; empty before the first cycle.
     */
    record: Commit | null;
    /**
     * What each repository had published.
     *
     * Items: A repository as it was seen.
     */
    generations: {
      repository: RepositoryKey;
      digest: Sha256;
    }[];
  };
  /**
   * What will be done, in order.
   */
  actions: Action[];
  /**
   * What clients will be offered otherwise when all is carried out.
   *
   * Items: One audience: the clients of a platform who read the same repositories.
   */
  clients: (
    | {
        /**
         * Which variant this is.
         */
        kind: 'known';
        /**
         * Clients of production, or early adopters, who have stage rollout beside it.
         */
        stage: 'production' | 'stage-rollout';
        /**
         * Key of the major release.
         */
        majorRelease: string;
        platform: PlatformKey;
        /**
         * Names that were not offered before.
         */
        added: OfferedPackage[];
        /**
         * Packages that are offered newer than before.
         */
        upgraded: ChangedPackage[];
        /**
         * Packages that are offered older than before; clients keep what they have.
         */
        downgraded: ChangedPackage[];
        /**
         * Names that are no longer offered; clients keep what they have.
         */
        removed: OfferedPackage[];
        /**
         * How many are offered as before.
         */
        unchanged: number;
        /**
         * Bytes of added and upgraded packages.
         */
        bytes: number;
        /**
         * What added and changed packages say since now.
         *
         * Items: Something that a package says of others since this change.
         */
        newRelations: {
          /**
           * Name and architecture.
           */
          package: string;
          /**
           * What it says.
           */
          kind: 'obsoletes' | 'conflicts' | 'epoch';
          /**
           * Whom, in the notation of the format; or the epoch.
           */
          with: string;
        }[];
        /**
         * Added and changed packages of which it is not known what they say of others.
         */
        unknownRelations: number;
        /**
         * What can be installed before and after; null where policy does not ask, and for source and debug packages.
         */
        installability: Installability | null;
      }
    | {
        /**
         * Which variant this is.
         */
        kind: 'cannot-tell';
        /**
         * Clients of production, or early adopters, who have stage rollout beside it.
         */
        stage: 'production' | 'stage-rollout';
        /**
         * Key of the major release.
         */
        majorRelease: string;
        platform: PlatformKey;
        /**
         * Why.
         */
        reason: string;
      }
  )[];
  /**
   * Packages of releases on their way, where they have components; no part of the digest.
   *
   * Items: A release.
   */
  components: {
    release: ReleaseId;
    /**
     * Its packages by component; those that no component names come last, as other.
     *
     * Items: A group.
     */
    groups: {
      /**
       * Name of the component, or other.
       */
      component: string;
      /**
       * Names of packages.
       *
       * Items: Name of a package.
       */
      packages: string[];
    }[];
  }[];
  /**
   * Releases that come into shared repositories, with everything that lets them in; no part of the digest.
   *
   * Items: A release.
   */
  promotions: {
    release: ReleaseId;
    /**
     * Where it was; empty for a release that is new.
     */
    from:
      | 'Unverified'
      | 'InVerification'
      | 'WaitingForResponse'
      | 'StageRollout'
      | 'Production'
      | 'Rejected'
      | 'Ignored'
      | 'NotPublished'
      | 'Submitted'
      | 'Deferred'
      | 'Failed'
      | null;
    /**
     * Where it goes.
     */
    to:
      | 'Unverified'
      | 'InVerification'
      | 'WaitingForResponse'
      | 'StageRollout'
      | 'Production'
      | 'Rejected'
      | 'Ignored'
      | 'NotPublished'
      | 'Submitted'
      | 'Deferred'
      | 'Failed';
    /**
     * Emergency route.
     */
    route: 'normal' | 'fast' | 'direct';
    /**
     * Reason that the edit gave.
     */
    reason: string | null;
    commit: Commit;
    /**
     * Name in git of the release file in that commit.
     */
    blob: string;
    /**
     * Name in git of stagepost.yaml in the commit that was reconciled.
     */
    policy: string;
    /**
     * Who signed for it; empty where nobody was asked.
     */
    approvals: Vote[];
    /**
     * Everything that was asked about the step.
     */
    gates: GateVerdict[];
  }[];
  /**
   * Releases that do not get what they ask for.
   *
   * Items: A release that is held back.
   */
  heldBack: {
    release: ReleaseId;
    /**
     * Where it is.
     */
    state:
      | 'Unverified'
      | 'InVerification'
      | 'WaitingForResponse'
      | 'StageRollout'
      | 'Production'
      | 'Rejected'
      | 'Ignored'
      | 'NotPublished'
      | 'Submitted'
      | 'Deferred'
      | 'Failed';
    /**
     * What it asks for.
     */
    desired:
      | 'Unverified'
      | 'InVerification'
      | 'WaitingForResponse'
      | 'StageRollout'
      | 'Production'
      | 'Rejected'
      | 'Ignored'
      | 'NotPublished'
      | null;
    verdict: Verdict;
    /**
     * Everything that was asked about the step, worst first.
     *
     * @minItems 1
     */
    gates: GateVerdict[];
    /**
     * When the gates open as far as time is concerned; empty where none of them waits for a moment.
     */
    earliest: Instant | null;
    /**
     * Where in git the wish stands; empty when the file is gone.
     */
    at: Location | null;
  }[];
  /**
   * Repositories that stay as they are.
   *
   * Items: A repository that is held.
   */
  heldRepositories: {
    repository: RepositoryKey;
    /**
     * Whether it cannot be judged, or a guard refuses what would become of it.
     */
    why: 'cannot-tell' | 'guarded';
    /**
     * Why.
     */
    sentence: string;
    /**
     * How it is let through by a line of stagepost.yaml; empty where it cannot be judged.
     */
    hint: string;
  }[];
  /**
   * What the gates would say of the next move of releases that nobody has asked to make it yet.
   *
   * Items: One release.
   */
  outlook: {
    release: ReleaseId;
    /**
     * Where it would go.
     */
    to:
      | 'Unverified'
      | 'InVerification'
      | 'WaitingForResponse'
      | 'StageRollout'
      | 'Production'
      | 'Rejected'
      | 'Ignored'
      | 'NotPublished';
    /**
     * What was asked about that step, worst first.
     */
    gates: GateVerdict[];
    /**
     * When the gates open as far as time is concerned; empty where none of them waits for a moment.
     */
    earliest: Instant | null;
  }[];
  /**
   * Releases that have been in their state for longer than they should; this holds up nothing.
   *
   * Items: One release.
   */
  delays: {
    release: ReleaseId;
    /**
     * Where it is.
     */
    state:
      | 'Unverified'
      | 'InVerification'
      | 'WaitingForResponse'
      | 'StageRollout'
      | 'Production'
      | 'Rejected'
      | 'Ignored'
      | 'NotPublished'
      | 'Submitted'
      | 'Deferred'
      | 'Failed';
    since: Instant;
    due: Instant;
  }[];
  /**
   * Who would be told of the states that are entered. No part of the digest.
   *
   * Items: One state of one release.
   */
  notifications: {
    release: ReleaseId;
    /**
     * The state that it enters.
     */
    state:
      | 'Submitted'
      | 'Unverified'
      | 'InVerification'
      | 'WaitingForResponse'
      | 'StageRollout'
      | 'Deferred'
      | 'Rejected'
      | 'Ignored'
      | 'NotPublished'
      | 'Production'
      | 'Failed';
    /**
     * Those addressed first, then the copies.
     *
     * Items: A recipient.
     */
    recipients: {
      /**
       * A list, or a person.
       */
      kind: 'list' | 'person';
      /**
       * A group of the tracker, or a mail address.
       */
      name: string;
      /**
       * Addressed, or with a copy.
       */
      as: 'to' | 'cc';
      /**
       * Whether this one must be told why.
       */
      reason: boolean;
      /**
       * Every ground on which it is told.
       *
       * @minItems 1
       *
       * Items: A ground.
       */
      because: string[];
    }[];
    /**
     * Groups that the matrix names and behind which there is nobody.
     *
     * Items: A group.
     */
    unreached: {
      /**
       * The column of the matrix.
       */
      group:
        | 'verification'
        | 'stagedRollout'
        | 'earlyAdopters'
        | 'releaseManager'
        | 'provider'
        | 'watchers'
        | 'administrators';
      /**
       * Why there is nobody.
       */
      sentence: string;
    }[];
    /**
     * The reason or outcome; empty where nothing is known.
     */
    text: string | null;
    /**
     * Whether somebody must be told why.
     */
    textRequired: boolean;
  }[];
  /**
   * What people should know and what holds nothing up.
   *
   * Items: A note.
   */
  notes: {
    /**
     * For people.
     */
    sentence: string;
    /**
     * Where in git it stands; empty when nowhere.
     */
    at: Location | null;
  }[];
  /**
   * Releases with edits left for the next cycle.
   *
   * Items: A release with edits left.
   */
  unsettled: {
    release: ReleaseId;
    /**
     * The last commit whose edits are settled whatever happens; empty when none is.
     */
    settled: Commit | null;
    /**
     * The step of this plan that settles one more edit; empty when none does.
     */
    step: {
      /**
       * Id of the action that settles one more edit.
       */
      action: string;
      commit: Commit;
    } | null;
  }[];
}
/**
 * Where a release is fetched from.
 */
export interface Source {
  /**
   * Protocol of the address.
   */
  protocol: 'rsync' | 'https' | 'ftp';
  /**
   * Folder at the provider.
   */
  url: string;
  /**
   * Name of the manifest.
   */
  checksums?: string;
  checksumsDigest?: Sha256;
  /**
   * Name of its detached signature; empty when there is none.
   */
  checksumsSignature?: string | null;
  /**
   * Name of the release metadata; null when there is none.
   */
  releaseXml?: string | null;
  /**
   * Repositories of the provider that are read instead of a manifest.
   *
   * Items: A repository of the provider.
   */
  repositories?: {
    platform: PlatformKey;
    /**
     * Its folder; empty, or ending with a slash.
     */
    path: string;
    digest: Sha256;
    /**
     * Suite of an apt repository; null for a flat one and for yum.
     */
    suite: string | null;
    /**
     * Components that are read.
     *
     * Items: A component.
     */
    components: string[];
    /**
     * Packages that are taken; null for all.
     */
    packages: string[] | null;
  }[];
}
/**
 * An advisory.
 */
export interface Advisory {
  /**
   * Name of the advisory, the only one of it in the release.
   */
  id: string;
  /**
   * Kind of the advisory.
   */
  type: 'security' | 'bugfix' | 'enhancement';
  /**
   * How grave it is; required with security.
   */
  severity: 'Critical' | 'Important' | 'Moderate' | 'Low' | null;
  /**
   * Vector of the Common Vulnerability Scoring System, version 3 or 4.
   */
  cvss: string | null;
  /**
   * Vulnerabilities that are fixed.
   *
   * @maxItems 500
   *
   * Items: A vulnerability.
   */
  cves: string[];
  /**
   * The advisory in one line.
   */
  title: string;
  /**
   * What happened, whom it concerns and what to do.
   */
  text: string;
  /**
   * Day on which it was issued.
   */
  issued: string;
  /**
   * Where more is said.
   *
   * @maxItems 100
   *
   * Items: A page.
   */
  references: string[];
  /**
   * Names of the packages that it concerns; empty for all.
   */
  packages: string[] | null;
}
/**
 * The packages of one release for one platform.
 */
export interface Member {
  release: ReleaseId;
  platform: PlatformKey;
  digest: Sha256;
  /**
   * Number of packages.
   */
  packages: number;
}
/**
 * A published repository.
 */
export interface Repository {
  key: RepositoryKey;
  /**
   * Its stage.
   */
  stage: 'unverified' | 'stage-rollout' | 'production';
  /**
   * Its major release.
   */
  majorRelease: string;
  platform: PlatformKey;
  /**
   * Part of production; empty elsewhere.
   */
  area: 'base' | 'updates' | null;
  /**
   * The release that a private repository belongs to; empty for the shared ones.
   */
  release: ReleaseId | null;
  /**
   * Kind of repository.
   */
  format: 'yum' | 'apt';
  /**
   * Suite of an apt repository; empty for yum.
   */
  suite: string;
  /**
   * Path below the root of its stage.
   */
  path: string;
  /**
   * For people.
   */
  title: string;
}
/**
 * A signed statement about a release that came into a repository.
 */
export interface Attestation {
  release: ReleaseId;
  /**
   * Number of the generation that brought it.
   */
  since: number;
  sha256: Sha256;
}
/**
 * One published state of one repository.
 */
export interface Generation {
  /**
   * Version of this format.
   */
  schemaVersion: 1;
  repository: RepositoryKey;
  /**
   * Counts from 1.
   */
  number: number;
  date: Instant;
  /**
   * Commit of main that asked for it.
   */
  commit: string;
  plan: Sha256;
  /**
   * Commit of the record that it was planned from; generations of earlier versions do not name it.
   */
  record?: Commit | null;
  /**
   * In order of entry.
   */
  members: Member[];
  /**
   * Attestations of members; not there when it has none.
   */
  attestations?: Attestation[];
  /**
   * Metadata files in order of path.
   *
   * Items: A metadata file.
   */
  files: {
    /**
     * Path below the folder of the generation.
     */
    path: string;
    /**
     * Size in bytes.
     */
    size: number;
    sha256: Sha256;
  }[];
  /**
   * Digest of the generation before; empty for the first.
   */
  previous: Sha256 | null;
}
/**
 * A step that failed.
 */
export interface Failure {
  /**
   * Which kind of failure.
   */
  code: string;
  /**
   * What happened, in one line.
   */
  message: string;
  /**
   * What can be done about it.
   */
  hint: string;
  /**
   * Whether it is tried again.
   */
  treatment: 'retry' | 'needs-person' | 'fatal';
  /**
   * Further lines.
   *
   * Items: A line.
   */
  details: string[];
  since: Instant;
}
/**
 * Who approved a step, and what they had before them.
 */
export interface StepApproval {
  release: ReleaseId;
  /**
   * The state that the step leaves, as it was signed for.
   */
  from:
    | 'Unverified'
    | 'InVerification'
    | 'WaitingForResponse'
    | 'StageRollout'
    | 'Production'
    | 'Rejected'
    | 'Ignored'
    | 'NotPublished'
    | 'Submitted'
    | 'Deferred'
    | 'Failed';
  /**
   * The state that was asked for.
   */
  to:
    | 'Unverified'
    | 'InVerification'
    | 'WaitingForResponse'
    | 'StageRollout'
    | 'Production'
    | 'Rejected'
    | 'Ignored'
    | 'NotPublished';
  commit: Commit;
  base: Commit;
  policy: Sha256;
  content: Sha256;
  text: Sha256;
  /**
   * Roles whose members could sign.
   *
   * Items: Key of a role.
   */
  roles: string[];
  /**
   * How many different people were needed.
   */
  needed: number;
  /**
   * The signatures that count.
   */
  votes: Vote[];
}
/**
 * A signature.
 */
export interface Vote {
  /**
   * Key of the person in stagepost.yaml.
   */
  person: string;
  /**
   * The role by which it counts.
   */
  role: string;
  /**
   * Fingerprint of the key that signed.
   */
  signedWith: string;
  commit: Commit;
  /**
   * Whether that commit wrote the file, or approves it.
   */
  as: 'edit' | 'approval';
}
/**
 * A package as clients are offered it.
 */
export interface OfferedPackage {
  /**
   * Name.
   */
  name: string;
  /**
   * Architecture.
   */
  arch: string;
  /**
   * Version as clients are offered it afterwards; of a removed package, before.
   */
  version: string;
  /**
   * Bytes of the file.
   */
  size: number;
  release: ReleaseId;
}
/**
 * A package that is offered in another version.
 */
export interface ChangedPackage {
  /**
   * Name.
   */
  name: string;
  /**
   * Architecture.
   */
  arch: string;
  /**
   * Version as clients are offered it afterwards; of a removed package, before.
   */
  version: string;
  /**
   * Bytes of the file.
   */
  size: number;
  release: ReleaseId;
  /**
   * Version that was offered before.
   */
  from: string;
}
/**
 * What one gate says.
 */
export interface GateVerdict {
  /**
   * The name of the gate, such as soak.
   */
  gate: string;
  verdict: Verdict;
}
/**
 * A place in a file of the release repository.
 */
export interface Location {
  /**
   * Path of the file.
   */
  file: string;
  /**
   * Line, from 1.
   */
  line: number;
  /**
   * Column, from 1.
   */
  column: number;
}

export const planSchema: object = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"PlanDocument","type":"object","description":"What will be done, with no choices left.","additionalProperties":false,"required":["schemaVersion","digest","madeAt","base","actions","clients","components","promotions","heldBack","heldRepositories","unsettled","outlook","delays","notifications","notes"],"properties":{"schemaVersion":{"type":"integer","const":1,"description":"Version of this format."},"digest":{"$ref":"#/$defs/sha256","description":"Digest of base, actions and unsettled; names the plan."},"madeAt":{"$ref":"#/$defs/instant","description":"Moment of planning."},"base":{"type":"object","description":"What the plan was made from; applying it to anything else is refused.","additionalProperties":false,"required":["commit","record","generations"],"properties":{"commit":{"$ref":"#/$defs/commit","description":"Commit of main."},"record":{"description":"Commit of the record; empty before the first cycle.","anyOf":[{"$ref":"#/$defs/commit","description":"A commit."},{"type":"null","description":"Nothing."}]},"generations":{"type":"array","description":"What each repository had published.","items":{"type":"object","description":"A repository as it was seen.","additionalProperties":false,"required":["repository","digest"],"properties":{"repository":{"$ref":"#/$defs/repositoryKey","description":"The repository."},"digest":{"$ref":"#/$defs/sha256","description":"Digest of its generation."}}}}}},"actions":{"type":"array","description":"What will be done, in order.","items":{"$ref":"#/$defs/action","description":"An action."}},"clients":{"type":"array","description":"What clients will be offered otherwise when all is carried out.","items":{"type":"object","description":"One audience: the clients of a platform who read the same repositories.","discriminator":{"propertyName":"kind"},"oneOf":[{"type":"object","description":"What an audience will be offered otherwise.","additionalProperties":false,"required":["kind","stage","majorRelease","platform","added","upgraded","downgraded","removed","unchanged","bytes","newRelations","unknownRelations","installability"],"properties":{"kind":{"type":"string","const":"known","description":"Which variant this is."},"stage":{"type":"string","description":"Clients of production, or early adopters, who have stage rollout beside it.","enum":["production","stage-rollout"]},"majorRelease":{"type":"string","description":"Key of the major release.","maxLength":100},"platform":{"$ref":"#/$defs/platformKey","description":"The platform."},"added":{"type":"array","description":"Names that were not offered before.","items":{"$ref":"#/$defs/offeredPackage","description":"A package."}},"upgraded":{"type":"array","description":"Packages that are offered newer than before.","items":{"$ref":"#/$defs/changedPackage","description":"A package."}},"downgraded":{"type":"array","description":"Packages that are offered older than before; clients keep what they have.","items":{"$ref":"#/$defs/changedPackage","description":"A package."}},"removed":{"type":"array","description":"Names that are no longer offered; clients keep what they have.","items":{"$ref":"#/$defs/offeredPackage","description":"A package."}},"unchanged":{"type":"integer","description":"How many are offered as before.","minimum":0},"bytes":{"type":"integer","description":"Bytes of added and upgraded packages.","minimum":0},"newRelations":{"type":"array","description":"What added and changed packages say since now.","items":{"type":"object","description":"Something that a package says of others since this change.","additionalProperties":false,"required":["package","kind","with"],"properties":{"package":{"type":"string","description":"Name and architecture.","maxLength":500},"kind":{"type":"string","description":"What it says.","enum":["obsoletes","conflicts","epoch"]},"with":{"type":"string","description":"Whom, in the notation of the format; or the epoch.","maxLength":4000}}}},"unknownRelations":{"type":"integer","description":"Added and changed packages of which it is not known what they say of others.","minimum":0},"installability":{"description":"What can be installed before and after; null where policy does not ask, and for source and debug packages.","anyOf":[{"$ref":"#/$defs/installability","description":"What was found."},{"type":"null","description":"Nothing."}]}}},{"type":"object","description":"It cannot be told, because packages could not be read.","additionalProperties":false,"required":["kind","stage","majorRelease","platform","reason"],"properties":{"kind":{"type":"string","const":"cannot-tell","description":"Which variant this is."},"stage":{"type":"string","description":"Clients of production, or early adopters, who have stage rollout beside it.","enum":["production","stage-rollout"]},"majorRelease":{"type":"string","description":"Key of the major release.","maxLength":100},"platform":{"$ref":"#/$defs/platformKey","description":"The platform."},"reason":{"type":"string","description":"Why.","maxLength":4000}}}]}},"components":{"type":"array","description":"Packages of releases on their way, where they have components; no part of the digest.","items":{"type":"object","description":"A release.","additionalProperties":false,"required":["release","groups"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"groups":{"type":"array","description":"Its packages by component; those that no component names come last, as other.","items":{"type":"object","description":"A group.","additionalProperties":false,"required":["component","packages"],"properties":{"component":{"type":"string","description":"Name of the component, or other.","maxLength":128},"packages":{"type":"array","description":"Names of packages.","items":{"type":"string","description":"Name of a package.","maxLength":256}}}}}}}},"promotions":{"type":"array","description":"Releases that come into shared repositories, with everything that lets them in; no part of the digest.","items":{"type":"object","description":"A release.","additionalProperties":false,"required":["release","from","to","route","reason","commit","blob","policy","approvals","gates"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"from":{"type":["string","null"],"description":"Where it was; empty for a release that is new.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished","Submitted","Deferred","Failed",null]},"to":{"type":"string","description":"Where it goes.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished","Submitted","Deferred","Failed"]},"route":{"type":"string","description":"Emergency route.","enum":["normal","fast","direct"]},"reason":{"type":["string","null"],"description":"Reason that the edit gave.","maxLength":4000},"commit":{"$ref":"#/$defs/commit","description":"The commit of main whose edit asked for it."},"blob":{"type":"string","description":"Name in git of the release file in that commit.","maxLength":64},"policy":{"type":"string","description":"Name in git of stagepost.yaml in the commit that was reconciled.","maxLength":64},"approvals":{"type":"array","description":"Who signed for it; empty where nobody was asked.","items":{"$ref":"#/$defs/vote","description":"A signature."}},"gates":{"type":"array","description":"Everything that was asked about the step.","items":{"$ref":"#/$defs/gateVerdict","description":"What one gate says."}}}}},"heldBack":{"type":"array","description":"Releases that do not get what they ask for.","items":{"type":"object","description":"A release that is held back.","additionalProperties":false,"required":["release","state","desired","verdict","gates","earliest","at"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"state":{"type":"string","description":"Where it is.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished","Submitted","Deferred","Failed"]},"desired":{"type":["string","null"],"description":"What it asks for.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished",null]},"verdict":{"$ref":"#/$defs/verdict","description":"Why it is held back: the worst of its gates."},"gates":{"type":"array","description":"Everything that was asked about the step, worst first.","minItems":1,"items":{"$ref":"#/$defs/gateVerdict","description":"What one gate says."}},"earliest":{"description":"When the gates open as far as time is concerned; empty where none of them waits for a moment.","anyOf":[{"$ref":"#/$defs/instant","description":"A moment."},{"type":"null","description":"Nothing."}]},"at":{"description":"Where in git the wish stands; empty when the file is gone.","anyOf":[{"$ref":"#/$defs/location","description":"A place."},{"type":"null","description":"Nothing."}]}}}},"heldRepositories":{"type":"array","description":"Repositories that stay as they are.","items":{"type":"object","description":"A repository that is held.","additionalProperties":false,"required":["repository","why","sentence","hint"],"properties":{"repository":{"$ref":"#/$defs/repositoryKey","description":"The repository."},"why":{"type":"string","description":"Whether it cannot be judged, or a guard refuses what would become of it.","enum":["cannot-tell","guarded"]},"sentence":{"type":"string","description":"Why.","maxLength":4000},"hint":{"type":"string","description":"How it is let through by a line of stagepost.yaml; empty where it cannot be judged.","maxLength":4000}}}},"outlook":{"type":"array","description":"What the gates would say of the next move of releases that nobody has asked to make it yet.","items":{"type":"object","description":"One release.","additionalProperties":false,"required":["release","to","gates","earliest"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"to":{"type":"string","description":"Where it would go.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished"]},"gates":{"type":"array","description":"What was asked about that step, worst first.","items":{"$ref":"#/$defs/gateVerdict","description":"What one gate says."}},"earliest":{"description":"When the gates open as far as time is concerned; empty where none of them waits for a moment.","anyOf":[{"$ref":"#/$defs/instant","description":"A moment."},{"type":"null","description":"Nothing."}]}}}},"delays":{"type":"array","description":"Releases that have been in their state for longer than they should; this holds up nothing.","items":{"type":"object","description":"One release.","additionalProperties":false,"required":["release","state","since","due"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"state":{"type":"string","description":"Where it is.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished","Submitted","Deferred","Failed"]},"since":{"$ref":"#/$defs/instant","description":"Since when."},"due":{"$ref":"#/$defs/instant","description":"When it should have gone on."}}}},"notifications":{"type":"array","description":"Who would be told of the states that are entered. No part of the digest.","items":{"type":"object","description":"One state of one release.","additionalProperties":false,"required":["release","state","recipients","unreached","text","textRequired"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"state":{"type":"string","description":"The state that it enters.","enum":["Submitted","Unverified","InVerification","WaitingForResponse","StageRollout","Deferred","Rejected","Ignored","NotPublished","Production","Failed"]},"recipients":{"type":"array","description":"Those addressed first, then the copies.","items":{"type":"object","description":"A recipient.","additionalProperties":false,"required":["kind","name","as","reason","because"],"properties":{"kind":{"type":"string","description":"A list, or a person.","enum":["list","person"]},"name":{"type":"string","description":"A group of the tracker, or a mail address.","maxLength":254},"as":{"type":"string","description":"Addressed, or with a copy.","enum":["to","cc"]},"reason":{"type":"boolean","description":"Whether this one must be told why."},"because":{"type":"array","description":"Every ground on which it is told.","minItems":1,"items":{"type":"string","description":"A ground.","maxLength":1000}}}}},"unreached":{"type":"array","description":"Groups that the matrix names and behind which there is nobody.","items":{"type":"object","description":"A group.","additionalProperties":false,"required":["group","sentence"],"properties":{"group":{"type":"string","description":"The column of the matrix.","enum":["verification","stagedRollout","earlyAdopters","releaseManager","provider","watchers","administrators"]},"sentence":{"type":"string","description":"Why there is nobody.","maxLength":1000}}}},"text":{"type":["string","null"],"description":"The reason or outcome; empty where nothing is known.","maxLength":4000},"textRequired":{"type":"boolean","description":"Whether somebody must be told why."}}}},"notes":{"type":"array","description":"What people should know and what holds nothing up.","items":{"type":"object","description":"A note.","additionalProperties":false,"required":["sentence","at"],"properties":{"sentence":{"type":"string","description":"For people.","maxLength":4000},"at":{"description":"Where in git it stands; empty when nowhere.","anyOf":[{"$ref":"#/$defs/location","description":"A place."},{"type":"null","description":"Nothing."}]}}}},"unsettled":{"type":"array","description":"Releases with edits left for the next cycle.","items":{"type":"object","description":"A release with edits left.","additionalProperties":false,"required":["release","settled","step"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"settled":{"description":"The last commit whose edits are settled whatever happens; empty when none is.","anyOf":[{"$ref":"#/$defs/commit","description":"A commit."},{"type":"null","description":"Nothing."}]},"step":{"description":"The step of this plan that settles one more edit; empty when none does.","anyOf":[{"type":"object","description":"A step of this plan.","additionalProperties":false,"required":["action","commit"],"properties":{"action":{"type":"string","description":"Id of the action that settles one more edit.","maxLength":500},"commit":{"$ref":"#/$defs/commit","description":"Commit of that edit."}}},{"type":"null","description":"Nothing."}]}}}}},"$defs":{"installability":{"type":"object","description":"What a change does to what can be installed.","discriminator":{"propertyName":"kind"},"oneOf":[{"type":"object","description":"It was looked at by the solver of the format.","additionalProperties":false,"required":["kind","before","after","broken","mended","outside","untold"],"properties":{"kind":{"type":"string","const":"known","description":"Which variant this is."},"before":{"type":"object","description":"Before.","additionalProperties":false,"required":["installable","of"],"properties":{"installable":{"type":"integer","description":"How many can be installed.","minimum":0},"of":{"type":"integer","description":"How many were looked at: the newest of each name and architecture.","minimum":0}}},"after":{"type":"object","description":"Afterwards.","additionalProperties":false,"required":["installable","of"],"properties":{"installable":{"type":"integer","description":"How many can be installed.","minimum":0},"of":{"type":"integer","description":"How many were looked at: the newest of each name and architecture.","minimum":0}}},"broken":{"type":"array","description":"Packages that cannot be installed afterwards, and could before or were not offered then.","items":{"type":"object","description":"A package.","additionalProperties":false,"required":["package","version","reason"],"properties":{"package":{"type":"string","description":"Name and architecture.","maxLength":500},"version":{"type":"string","description":"Its version, as people write it.","maxLength":500},"reason":{"type":"string","description":"The first reason that the solver gives.","maxLength":8000}}}},"mended":{"type":"array","description":"Packages that can be installed afterwards, and could not before.","items":{"type":"object","description":"A package.","additionalProperties":false,"required":["package","version"],"properties":{"package":{"type":"string","description":"Name and architecture.","maxLength":500},"version":{"type":"string","description":"Its version, as people write it.","maxLength":500}}}},"outside":{"type":"integer","description":"Dependencies on what no package of these repositories has; nobody looked whether they are met.","minimum":0},"untold":{"type":"integer","description":"Packages of which it is not known what they say of others; they are not counted.","minimum":0}}},{"type":"object","description":"Nobody answered.","additionalProperties":false,"required":["kind","reason"],"properties":{"kind":{"type":"string","const":"cannot-tell","description":"Which variant this is."},"reason":{"type":"string","description":"Why.","maxLength":4000}}}]},"sha256":{"type":"string","description":"A SHA-256 digest.","pattern":"^[0-9a-f]{64}$"},"commit":{"type":"string","description":"A commit of git.","pattern":"^([0-9a-f]{40}|[0-9a-f]{64})$"},"instant":{"type":"string","description":"A moment in UTC, to the second.","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"},"releaseId":{"type":"string","description":"Major release and name of a release.","maxLength":200,"pattern":"^[a-z0-9][a-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._+-]*$"},"platformKey":{"type":"string","description":"Platform and architecture.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9_]*(-(source|debug))?$"},"repositoryKey":{"type":"string","description":"Names a published repository.","maxLength":500,"pattern":"^(unverified|stage-rollout|production)/"},"location":{"type":"object","description":"A place in a file of the release repository.","additionalProperties":false,"required":["file","line","column"],"properties":{"file":{"type":"string","description":"Path of the file.","maxLength":4000},"line":{"type":"integer","description":"Line, from 1.","minimum":1},"column":{"type":"integer","description":"Column, from 1.","minimum":1}}},"member":{"type":"object","description":"The packages of one release for one platform.","additionalProperties":false,"required":["release","platform","digest","packages"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"platform":{"$ref":"#/$defs/platformKey","description":"The platform."},"digest":{"$ref":"#/$defs/sha256","description":"Digest of its manifest in the pool."},"packages":{"type":"integer","description":"Number of packages.","minimum":0}}},"repository":{"type":"object","description":"A published repository.","additionalProperties":false,"required":["key","stage","majorRelease","platform","area","release","format","suite","path","title"],"properties":{"key":{"$ref":"#/$defs/repositoryKey","description":"Its name."},"stage":{"type":"string","description":"Its stage.","enum":["unverified","stage-rollout","production"]},"majorRelease":{"type":"string","description":"Its major release.","maxLength":64},"platform":{"$ref":"#/$defs/platformKey","description":"Its platform."},"area":{"type":["string","null"],"description":"Part of production; empty elsewhere.","enum":["base","updates",null]},"release":{"description":"The release that a private repository belongs to; empty for the shared ones.","anyOf":[{"$ref":"#/$defs/releaseId","description":"A release."},{"type":"null","description":"Nothing."}]},"format":{"type":"string","description":"Kind of repository.","enum":["yum","apt"]},"suite":{"type":"string","description":"Suite of an apt repository; empty for yum.","maxLength":64},"path":{"type":"string","description":"Path below the root of its stage.","maxLength":4000},"title":{"type":"string","description":"For people.","maxLength":4000}}},"attestation":{"type":"object","description":"A signed statement about a release that came into a repository.","additionalProperties":false,"required":["release","since","sha256"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"since":{"type":"integer","description":"Number of the generation that brought it.","minimum":1},"sha256":{"$ref":"#/$defs/sha256","description":"Digest of the file."}}},"generation":{"type":"object","description":"One published state of one repository.","additionalProperties":false,"required":["schemaVersion","repository","number","date","commit","plan","members","files","previous"],"properties":{"schemaVersion":{"type":"integer","const":1,"description":"Version of this format."},"repository":{"$ref":"#/$defs/repositoryKey","description":"The repository."},"number":{"type":"integer","description":"Counts from 1.","minimum":1},"date":{"$ref":"#/$defs/instant","description":"Date of the metadata."},"commit":{"type":"string","description":"Commit of main that asked for it.","maxLength":64},"plan":{"$ref":"#/$defs/sha256","description":"Digest of the plan that made it."},"record":{"description":"Commit of the record that it was planned from; generations of earlier versions do not name it.","anyOf":[{"$ref":"#/$defs/commit","description":"A commit."},{"type":"null","description":"Before the first cycle."}]},"members":{"type":"array","description":"In order of entry.","items":{"$ref":"#/$defs/member","description":"A member."}},"attestations":{"type":"array","description":"Attestations of members; not there when it has none.","items":{"$ref":"#/$defs/attestation","description":"An attestation."}},"files":{"type":"array","description":"Metadata files in order of path.","items":{"type":"object","description":"A metadata file.","additionalProperties":false,"required":["path","size","sha256"],"properties":{"path":{"type":"string","description":"Path below the folder of the generation.","maxLength":4000},"size":{"type":"integer","description":"Size in bytes.","minimum":0},"sha256":{"$ref":"#/$defs/sha256","description":"A digest."}}}},"previous":{"description":"Digest of the generation before; empty for the first.","anyOf":[{"$ref":"#/$defs/sha256","description":"A digest."},{"type":"null","description":"Nothing."}]}}},"source":{"type":"object","description":"Where a release is fetched from.","additionalProperties":false,"required":["protocol","url"],"properties":{"protocol":{"type":"string","description":"Protocol of the address.","enum":["rsync","https","ftp"]},"url":{"type":"string","description":"Folder at the provider.","maxLength":4000},"checksums":{"type":"string","description":"Name of the manifest.","maxLength":128},"checksumsDigest":{"$ref":"#/$defs/sha256","description":"Digest of the manifest."},"checksumsSignature":{"type":["string","null"],"description":"Name of its detached signature; empty when there is none.","maxLength":128},"releaseXml":{"type":["string","null"],"description":"Name of the release metadata; null when there is none.","maxLength":128},"repositories":{"type":"array","description":"Repositories of the provider that are read instead of a manifest.","items":{"type":"object","description":"A repository of the provider.","additionalProperties":false,"required":["platform","path","digest","suite","components","packages"],"properties":{"platform":{"$ref":"#/$defs/platformKey","description":"The platform that it is for."},"path":{"type":"string","description":"Its folder; empty, or ending with a slash.","maxLength":300},"digest":{"$ref":"#/$defs/sha256","description":"Digest of its root file."},"suite":{"type":["string","null"],"description":"Suite of an apt repository; null for a flat one and for yum.","maxLength":128},"components":{"type":"array","description":"Components that are read.","items":{"type":"string","description":"A component.","maxLength":64}},"packages":{"description":"Packages that are taken; null for all.","anyOf":[{"type":"array","description":"Some.","items":{"type":"string","description":"Name of a package, or name=version.","maxLength":256}},{"type":"null","description":"All."}]}}}}}},"failure":{"type":"object","description":"A step that failed.","additionalProperties":false,"required":["code","message","hint","treatment","details","since"],"properties":{"code":{"type":"string","description":"Which kind of failure.","maxLength":64},"message":{"type":"string","description":"What happened, in one line.","maxLength":4000},"hint":{"type":"string","description":"What can be done about it.","maxLength":4000},"treatment":{"type":"string","description":"Whether it is tried again.","enum":["retry","needs-person","fatal"]},"details":{"type":"array","description":"Further lines.","items":{"type":"string","description":"A line."}},"since":{"$ref":"#/$defs/instant","description":"When it was first seen."}}},"observedState":{"description":"State of a release.","type":"object","discriminator":{"propertyName":"state"},"oneOf":[{"type":"object","description":"A state in which a release can rest.","additionalProperties":false,"required":["state"],"properties":{"state":{"type":"string","description":"The state.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished","Submitted"]},"wanted":{"type":"string","description":"With Ignored: what its file asks for, where policy ended the release because its platforms are not supported.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished"]},"withdrawn":{"type":"object","description":"With Production: its packages are withdrawn from there.","additionalProperties":false,"required":["since","reason"],"properties":{"since":{"type":"string","description":"Date of the decision.","maxLength":10},"reason":{"type":"string","description":"Why.","maxLength":2000}}}}},{"type":"object","description":"Waits for the slot.","additionalProperties":false,"required":["state","from","position"],"properties":{"state":{"type":"string","const":"Deferred","description":"The state."},"from":{"type":"string","description":"The state before.","enum":["InVerification","WaitingForResponse","Production"]},"position":{"type":"integer","description":"Position of the commit that asked, along first parent.","minimum":0}}},{"type":"object","description":"A step failed.","additionalProperties":false,"required":["state","from","wanted","failure"],"properties":{"state":{"type":"string","const":"Failed","description":"The state."},"from":{"type":"string","description":"The last good state.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished","Submitted"]},"wanted":{"type":"string","description":"The state that was asked for.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished"]},"failure":{"$ref":"#/$defs/failure","description":"What happened."}}}]},"gateVerdict":{"type":"object","description":"What one gate says.","additionalProperties":false,"required":["gate","verdict"],"properties":{"gate":{"type":"string","description":"The name of the gate, such as soak.","maxLength":100},"verdict":{"$ref":"#/$defs/verdict","description":"What it says."}}},"verdict":{"type":"object","description":"What a gate says about a step.","discriminator":{"propertyName":"kind"},"oneOf":[{"type":"object","description":"Nothing stands against it.","additionalProperties":false,"required":["kind","sentence"],"properties":{"kind":{"type":"string","const":"pass","description":"Which variant this is."},"sentence":{"type":"string","description":"For people.","maxLength":4000}}},{"type":"object","description":"It waits for a moment.","additionalProperties":false,"required":["kind","sentence","until"],"properties":{"kind":{"type":"string","const":"wait-until","description":"Which variant this is."},"sentence":{"type":"string","description":"For people.","maxLength":4000},"until":{"$ref":"#/$defs/instant","description":"The moment."}}},{"type":"object","description":"It waits for somebody or something.","additionalProperties":false,"required":["kind","sentence","whom"],"properties":{"kind":{"type":"string","const":"wait-for","description":"Which variant this is."},"sentence":{"type":"string","description":"For people.","maxLength":4000},"whom":{"type":"string","description":"For whom or what.","maxLength":4000}}},{"type":"object","description":"It needs an approval.","additionalProperties":false,"required":["kind","sentence","role"],"properties":{"kind":{"type":"string","const":"needs-approval","description":"Which variant this is."},"sentence":{"type":"string","description":"For people.","maxLength":4000},"role":{"type":"string","description":"Whose.","maxLength":4000}}},{"type":"object","description":"It is refused.","additionalProperties":false,"required":["kind","sentence","hint","cites"],"properties":{"kind":{"type":"string","const":"blocked","description":"Which variant this is."},"sentence":{"type":"string","description":"For people.","maxLength":4000},"hint":{"type":"string","description":"What to do.","maxLength":4000},"cites":{"type":"string","description":"The requirement.","maxLength":4000}}},{"type":"object","description":"It cannot be judged.","additionalProperties":false,"required":["kind","sentence"],"properties":{"kind":{"type":"string","const":"cannot-tell","description":"Which variant this is."},"sentence":{"type":"string","description":"For people.","maxLength":4000}}}]},"vote":{"type":"object","description":"A signature.","additionalProperties":false,"required":["person","role","signedWith","commit","as"],"properties":{"person":{"type":"string","description":"Key of the person in stagepost.yaml.","maxLength":64},"role":{"type":"string","description":"The role by which it counts.","maxLength":64},"signedWith":{"type":"string","description":"Fingerprint of the key that signed.","maxLength":200},"commit":{"$ref":"#/$defs/commit","description":"The commit that is signed."},"as":{"type":"string","description":"Whether that commit wrote the file, or approves it.","enum":["edit","approval"]}}},"stepApproval":{"type":"object","description":"Who approved a step, and what they had before them.","additionalProperties":false,"required":["release","from","to","commit","base","policy","content","text","roles","needed","votes"],"properties":{"release":{"$ref":"#/$defs/releaseId","description":"The release."},"from":{"type":"string","description":"The state that the step leaves, as it was signed for.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished","Submitted","Deferred","Failed"]},"to":{"type":"string","description":"The state that was asked for.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished"]},"commit":{"$ref":"#/$defs/commit","description":"Commit that asked for the step."},"base":{"$ref":"#/$defs/commit","description":"Commit before it, whose stagepost.yaml says who may approve."},"policy":{"$ref":"#/$defs/sha256","description":"Digest of people, roles and approvals there."},"content":{"$ref":"#/$defs/sha256","description":"Digest of the content fields."},"text":{"$ref":"#/$defs/sha256","description":"Digest of the bytes of the release file."},"roles":{"type":"array","description":"Roles whose members could sign.","items":{"type":"string","description":"Key of a role.","maxLength":64}},"needed":{"type":"integer","description":"How many different people were needed.","minimum":1},"votes":{"type":"array","description":"The signatures that count.","items":{"$ref":"#/$defs/vote","description":"A signature."}}}},"action":{"type":"object","description":"One step of the plan.","discriminator":{"propertyName":"kind"},"oneOf":[{"type":"object","description":"Fetch a release from its provider into the pool.","additionalProperties":false,"required":["kind","id","after","release","commit","source","expected","platforms","parts","content","agreed","acceptedTools","keys","signatures","limits"],"properties":{"kind":{"type":"string","const":"fetch-release","description":"Which variant this is."},"id":{"type":"string","description":"Names the action inside its plan.","maxLength":500},"after":{"type":"array","description":"Actions that must have been done before.","items":{"type":"string","description":"Id of an action.","maxLength":500}},"release":{"$ref":"#/$defs/releaseId","description":"The release."},"commit":{"$ref":"#/$defs/commit","description":"The commit whose edit asked for it."},"source":{"$ref":"#/$defs/source","description":"Where it is."},"expected":{"type":"object","description":"What release.xml must agree with.","additionalProperties":false,"required":["product","shortName","version","type"],"properties":{"product":{"type":"string","description":"Product.","maxLength":64},"shortName":{"type":"string","description":"Short name.","maxLength":128},"version":{"type":"string","description":"Version.","maxLength":32},"type":{"type":"string","description":"Type.","enum":["NonIncremental","Incremental"]}}},"platforms":{"type":"array","description":"Platforms to fetch for.","items":{"type":"object","description":"A platform.","additionalProperties":false,"required":["key","format"],"properties":{"key":{"$ref":"#/$defs/platformKey","description":"Its name."},"format":{"type":"string","description":"Its format.","enum":["yum","apt"]}}}},"advisories":{"type":"array","description":"What clients are shown with its packages; not given when that is nothing.","items":{"$ref":"#/$defs/advisory","description":"An advisory."}},"parts":{"type":"object","description":"What becomes of source and debug packages.","additionalProperties":false,"required":["source","debug"],"properties":{"source":{"type":"string","description":"Source packages.","enum":["leave-out","area"]},"debug":{"type":"string","description":"Debug packages.","enum":["leave-out","include","area"]}}},"content":{"$ref":"#/$defs/sha256","description":"Digest of the content fields."},"agreed":{"type":"object","description":"Where its files may come from.","additionalProperties":false,"required":["hosts","networks"],"properties":{"hosts":{"type":"array","description":"Agreed hosts of the provider, each as host or host:port.","items":{"type":"string","description":"A host.","maxLength":260}},"networks":{"type":"array","description":"Closed networks into which their names may lead.","items":{"type":"string","description":"A network.","maxLength":50}}}},"acceptedTools":{"type":"array","description":"Package revisions of the fetching tool that policy accepts.","items":{"type":"string","description":"A package revision.","maxLength":200}},"keys":{"type":"array","description":"Key files of the provider.","items":{"type":"string","description":"Path of a key file.","maxLength":4000}},"signatures":{"type":"object","description":"What must be signed.","additionalProperties":false,"required":["rpm","deb","checksums"],"properties":{"rpm":{"type":"string","description":"Headers of RPMs.","enum":["required","when-present","ignored"]},"deb":{"type":"string","description":"Origin signatures of DEBs.","enum":["required","when-present","ignored"]},"checksums":{"type":"string","description":"The manifest.","enum":["required","when-present","ignored"]}}},"limits":{"type":"object","description":"Limits of the fetch.","additionalProperties":false,"required":["maxBytes","maxFileBytes","maxFiles","maxSeconds"],"properties":{"maxBytes":{"type":"integer","description":"Size of all files.","minimum":1},"maxFileBytes":{"type":"integer","description":"Size of one file.","minimum":1},"maxFiles":{"type":"integer","description":"Number of files.","minimum":1},"maxSeconds":{"type":"integer","description":"Time.","minimum":1}}}}},{"type":"object","description":"Fetch a release again whose copy in the pool is damaged.","additionalProperties":false,"required":["kind","id","after","release","commit","source","expected","platforms","parts","content","agreed","acceptedTools","keys","signatures","limits","why"],"properties":{"kind":{"type":"string","const":"repair-release","description":"Which variant this is."},"id":{"type":"string","description":"Names the action inside its plan.","maxLength":500},"after":{"type":"array","description":"Actions that must have been done before.","items":{"type":"string","description":"Id of an action.","maxLength":500}},"release":{"$ref":"#/$defs/releaseId","description":"The release."},"commit":{"$ref":"#/$defs/commit","description":"The commit whose edit asked for it."},"source":{"$ref":"#/$defs/source","description":"Where it is."},"expected":{"type":"object","description":"What release.xml must agree with.","additionalProperties":false,"required":["product","shortName","version","type"],"properties":{"product":{"type":"string","description":"Product.","maxLength":64},"shortName":{"type":"string","description":"Short name.","maxLength":128},"version":{"type":"string","description":"Version.","maxLength":32},"type":{"type":"string","description":"Type.","enum":["NonIncremental","Incremental"]}}},"platforms":{"type":"array","description":"Platforms to fetch for.","items":{"type":"object","description":"A platform.","additionalProperties":false,"required":["key","format"],"properties":{"key":{"$ref":"#/$defs/platformKey","description":"Its name."},"format":{"type":"string","description":"Its format.","enum":["yum","apt"]}}}},"advisories":{"type":"array","description":"What clients are shown with its packages; not given when that is nothing.","items":{"$ref":"#/$defs/advisory","description":"An advisory."}},"parts":{"type":"object","description":"What becomes of source and debug packages.","additionalProperties":false,"required":["source","debug"],"properties":{"source":{"type":"string","description":"Source packages.","enum":["leave-out","area"]},"debug":{"type":"string","description":"Debug packages.","enum":["leave-out","include","area"]}}},"content":{"$ref":"#/$defs/sha256","description":"Digest of the content fields."},"agreed":{"type":"object","description":"Where its files may come from.","additionalProperties":false,"required":["hosts","networks"],"properties":{"hosts":{"type":"array","description":"Agreed hosts of the provider, each as host or host:port.","items":{"type":"string","description":"A host.","maxLength":260}},"networks":{"type":"array","description":"Closed networks into which their names may lead.","items":{"type":"string","description":"A network.","maxLength":50}}}},"acceptedTools":{"type":"array","description":"Package revisions of the fetching tool that policy accepts.","items":{"type":"string","description":"A package revision.","maxLength":200}},"keys":{"type":"array","description":"Key files of the provider.","items":{"type":"string","description":"Path of a key file.","maxLength":4000}},"signatures":{"type":"object","description":"What must be signed.","additionalProperties":false,"required":["rpm","deb","checksums"],"properties":{"rpm":{"type":"string","description":"Headers of RPMs.","enum":["required","when-present","ignored"]},"deb":{"type":"string","description":"Origin signatures of DEBs.","enum":["required","when-present","ignored"]},"checksums":{"type":"string","description":"The manifest.","enum":["required","when-present","ignored"]}}},"limits":{"type":"object","description":"Limits of the fetch.","additionalProperties":false,"required":["maxBytes","maxFileBytes","maxFiles","maxSeconds"],"properties":{"maxBytes":{"type":"integer","description":"Size of all files.","minimum":1},"maxFileBytes":{"type":"integer","description":"Size of one file.","minimum":1},"maxFiles":{"type":"integer","description":"Number of files.","minimum":1},"maxSeconds":{"type":"integer","description":"Time.","minimum":1}}},"why":{"type":"string","description":"The first damage that was found.","maxLength":4000}}},{"type":"object","description":"Read what the operating system of a platform offers to members.","additionalProperties":false,"required":["kind","id","after","platform","format","repositories","declaration","members","acceptedTools","maxSeconds","why"],"properties":{"kind":{"type":"string","const":"read-system","description":"Which variant this is."},"id":{"type":"string","description":"Names the action inside its plan.","maxLength":500},"after":{"type":"array","description":"Actions that must have been done before.","items":{"type":"string","description":"Id of an action.","maxLength":500}},"platform":{"$ref":"#/$defs/platformKey","description":"The platform."},"format":{"type":"string","description":"Its format.","enum":["yum","apt"]},"repositories":{"type":"array","description":"Where it is read.","items":{"type":"object","description":"A repository.","additionalProperties":false,"required":["protocol","url","suite","components","keys","networks"],"properties":{"protocol":{"type":"string","description":"Protocol of the address.","enum":["rsync","https","ftp"]},"url":{"type":"string","description":"Its folder.","maxLength":2000},"suite":{"description":"Suite of an apt repository; null for a flat one and for yum.","anyOf":[{"type":"string","description":"A suite.","maxLength":128},{"type":"null","description":"None."}]},"components":{"type":"array","description":"Components of the suite.","items":{"type":"string","description":"A component.","maxLength":64}},"keys":{"type":"array","description":"Key files by which its root file has to be signed.","items":{"type":"string","description":"Path of a key file.","maxLength":4000}},"networks":{"type":"array","description":"Closed networks into which their names may lead.","items":{"type":"string","description":"A network.","maxLength":50}}}}},"declaration":{"$ref":"#/$defs/sha256","description":"Digest of what policy declares."},"members":{"type":"array","description":"For whom it is read, in order of digest.","items":{"$ref":"#/$defs/member","description":"A member."}},"acceptedTools":{"type":"array","description":"Package revisions of the fetching tool that policy accepts.","items":{"type":"string","description":"A package revision.","maxLength":200}},"maxSeconds":{"type":"integer","description":"Seconds that each repository may take.","minimum":1,"maximum":9007199254740991},"why":{"type":"string","description":"Why it is read now.","maxLength":4000}}},{"type":"object","description":"Publish the next generation of a repository.","additionalProperties":false,"required":["kind","id","after","repository","number","members","attestations","added","removed","previous","laterThan","keepGenerations","keepDays","validDays","keys"],"properties":{"kind":{"type":"string","const":"publish-generation","description":"Which variant this is."},"id":{"type":"string","description":"Names the action inside its plan.","maxLength":500},"after":{"type":"array","description":"Actions that must have been done before.","items":{"type":"string","description":"Id of an action.","maxLength":500}},"repository":{"$ref":"#/$defs/repository","description":"The repository."},"number":{"type":"integer","description":"Number of the generation.","minimum":1},"members":{"type":"array","description":"Its members in their order.","items":{"$ref":"#/$defs/member","description":"A member."}},"attestations":{"type":"array","description":"Attestations of the members that stay.","items":{"$ref":"#/$defs/attestation","description":"An attestation."}},"added":{"type":"array","description":"Releases that come.","items":{"$ref":"#/$defs/releaseId","description":"A release."}},"removed":{"type":"array","description":"Releases that go.","items":{"$ref":"#/$defs/releaseId","description":"A release."}},"previous":{"description":"Digest of the generation before; empty for the first.","anyOf":[{"$ref":"#/$defs/sha256","description":"A digest."},{"type":"null","description":"Nothing."}]},"laterThan":{"description":"The date must be later than this; empty for the first.","anyOf":[{"$ref":"#/$defs/instant","description":"A moment."},{"type":"null","description":"Nothing."}]},"keepGenerations":{"type":"integer","description":"How many generations stay.","minimum":1},"keepDays":{"type":"integer","description":"Days for which a generation stays after it was live.","minimum":0},"validDays":{"type":"integer","description":"Days for which the metadata is valid.","minimum":1},"keys":{"type":"array","description":"Key files for clients.","items":{"type":"string","description":"Path of a key file.","maxLength":4000}}}},{"type":"object","description":"Make a recorded generation again.","additionalProperties":false,"required":["kind","id","after","repository","generation","keepGenerations","keepDays","keys","why","remove"],"properties":{"kind":{"type":"string","const":"restore-generation","description":"Which variant this is."},"id":{"type":"string","description":"Names the action inside its plan.","maxLength":500},"after":{"type":"array","description":"Actions that must have been done before.","items":{"type":"string","description":"Id of an action.","maxLength":500}},"repository":{"$ref":"#/$defs/repository","description":"The repository."},"generation":{"$ref":"#/$defs/generation","description":"The generation."},"keepGenerations":{"type":"integer","description":"How many generations stay.","minimum":1},"keepDays":{"type":"integer","description":"Days for which a generation stays after it was live.","minimum":0},"keys":{"type":"array","description":"Key files for clients.","items":{"type":"string","description":"Path of a key file.","maxLength":4000}},"remove":{"type":"array","description":"What is removed, because nothing of ours is called so or because it cannot be mended.","items":{"type":"string","description":"Path below the repository.","maxLength":4000}},"why":{"type":"string","description":"What was found.","maxLength":4000}}},{"type":"object","description":"Record a generation that is already published.","additionalProperties":false,"required":["kind","id","after","repository","generation"],"properties":{"kind":{"type":"string","const":"record-generation","description":"Which variant this is."},"id":{"type":"string","description":"Names the action inside its plan.","maxLength":500},"after":{"type":"array","description":"Actions that must have been done before.","items":{"type":"string","description":"Id of an action.","maxLength":500}},"repository":{"$ref":"#/$defs/repository","description":"The repository."},"generation":{"$ref":"#/$defs/generation","description":"The generation."}}},{"type":"object","description":"Remove the private repository of a release.","additionalProperties":false,"required":["kind","id","after","repository","release"],"properties":{"kind":{"type":"string","const":"retire-repository","description":"Which variant this is."},"id":{"type":"string","description":"Names the action inside its plan.","maxLength":500},"after":{"type":"array","description":"Actions that must have been done before.","items":{"type":"string","description":"Id of an action.","maxLength":500}},"repository":{"$ref":"#/$defs/repository","description":"The repository."},"release":{"$ref":"#/$defs/releaseId","description":"The release."}}},{"type":"object","description":"A release enters a state.","additionalProperties":false,"required":["kind","id","after","release","from","to","commit","reason"],"properties":{"kind":{"type":"string","const":"enter-state","description":"Which variant this is."},"id":{"type":"string","description":"Names the action inside its plan.","maxLength":500},"after":{"type":"array","description":"Actions that must have been done before.","items":{"type":"string","description":"Id of an action.","maxLength":500}},"release":{"$ref":"#/$defs/releaseId","description":"The release."},"from":{"type":["string","null"],"description":"State before; empty for a release that is seen for the first time.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished","Submitted","Deferred","Failed",null]},"to":{"$ref":"#/$defs/observedState","description":"State after."},"commit":{"$ref":"#/$defs/commit","description":"Commit that asked for it."},"reason":{"type":["string","null"],"description":"Reason that was given.","maxLength":2000},"approval":{"$ref":"#/$defs/stepApproval","description":"Who approved it; not given where nobody was asked, or where that is recorded already."}}}]},"advisory":{"type":"object","description":"An advisory.","additionalProperties":false,"required":["id","type","severity","cvss","cves","title","text","issued","references","packages"],"properties":{"id":{"type":"string","description":"Name of the advisory, the only one of it in the release.","maxLength":64},"type":{"type":"string","description":"Kind of the advisory.","enum":["security","bugfix","enhancement"]},"severity":{"type":["string","null"],"description":"How grave it is; required with security.","enum":["Critical","Important","Moderate","Low",null]},"cvss":{"type":["string","null"],"description":"Vector of the Common Vulnerability Scoring System, version 3 or 4.","maxLength":300},"cves":{"type":"array","description":"Vulnerabilities that are fixed.","maxItems":500,"items":{"type":"string","description":"A vulnerability.","maxLength":32},"uniqueItems":true},"title":{"type":"string","description":"The advisory in one line.","minLength":1,"maxLength":300},"text":{"type":"string","description":"What happened, whom it concerns and what to do.","minLength":1,"maxLength":20000},"issued":{"type":"string","description":"Day on which it was issued.","maxLength":10},"references":{"type":"array","description":"Where more is said.","maxItems":100,"items":{"type":"string","description":"A page.","maxLength":2000},"uniqueItems":true},"packages":{"description":"Names of the packages that it concerns; empty for all.","anyOf":[{"type":"array","description":"Names of the packages that it concerns; all of the release when not given.","maxItems":5000,"items":{"type":"string","description":"Name of a package.","maxLength":256},"minItems":1,"uniqueItems":true},{"type":"null","description":"Nothing."}]}}},"offeredPackage":{"type":"object","description":"A package as clients are offered it.","additionalProperties":false,"required":["name","arch","version","size","release"],"properties":{"name":{"type":"string","description":"Name.","maxLength":500},"arch":{"type":"string","description":"Architecture.","maxLength":100},"version":{"type":"string","description":"Version as clients are offered it afterwards; of a removed package, before.","maxLength":500},"size":{"type":"integer","description":"Bytes of the file.","minimum":0},"release":{"$ref":"#/$defs/releaseId","description":"Release that brings it."}}},"changedPackage":{"type":"object","description":"A package that is offered in another version.","additionalProperties":false,"required":["name","arch","version","size","release","from"],"properties":{"name":{"type":"string","description":"Name.","maxLength":500},"arch":{"type":"string","description":"Architecture.","maxLength":100},"version":{"type":"string","description":"Version as clients are offered it afterwards; of a removed package, before.","maxLength":500},"size":{"type":"integer","description":"Bytes of the file.","minimum":0},"release":{"$ref":"#/$defs/releaseId","description":"Release that brings it."},"from":{"type":"string","description":"Version that was offered before.","maxLength":500}}}}};
