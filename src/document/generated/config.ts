// Generated from 'schemas/config.schema.json' by `npm run schemas`; change the schema, not this file.

/**
 * What administrators decide: stagepost.yaml at the top of the release repository.
 */
export interface ConfigDocument {
  /**
   * Version of this format.
   */
  schemaVersion: 1;
  /**
   * What the repositories are called in texts for people.
   */
  title: string;
  /**
   * Lines of releases by key; the key names their folder below releases/.
   */
  majorReleases: {
    /**
     * A line of releases.
     */
    [k: string]: {
      /**
       * What people call it.
       */
      title: string;
      /**
       * What can be in stage rollout only once at a time: the whole major release, or each product of it.
       */
      slot: 'major-release' | 'product';
      /**
       * How the next Deferred release gets the free slot: by itself, in the order of the line, or when its file names it next.
       */
      deferred: 'automatic' | 'manual';
      /**
       * What becomes of source packages: they are not fetched, or source RPMs are published in repositories of their own.
       */
      sourcePackages: 'leave-out' | 'area';
      /**
       * What becomes of debug packages: they are not fetched, stand among the other packages, or are published in repositories of their own.
       */
      debugPackages: 'leave-out' | 'include' | 'area';
      /**
       * Supported platforms, each as platform/architecture.
       */
      platforms: {
        /**
         * A supported platform.
         */
        [k: string]: {
          /**
           * Kind of repository that its clients read.
           */
          format: 'yum' | 'apt';
          /**
           * Name of the suite below dists/; only for apt, where it is the name of the platform when not given.
           */
          suite?: string;
        };
      };
      /**
       * Path of each repository below the root of its stage. Clients know these paths: change them with care.
       */
      layout: {
        /**
         * Private repository of one release; {shortName}, {version}, {major}, {platform}, {arch}.
         */
        unverified: string;
        /**
         * What is being tested; {major}, {platform}, {arch}.
         */
        stageRollout: string;
        /**
         * What everybody uses; {major}, {platform}, {arch}, and {area}, which is base or updates.
         */
        production: string;
      };
      /**
       * What is done where the published tree is not what was published: report it, make it right, or say which edit of git would agree with it.
       */
      drift: 'observe' | 'heal' | 'adopt';
      /**
       * How many generations of a repository stay on disk.
       */
      keepGenerations: number;
      /**
       * For how many days a generation of production stays on disk after it was live, also beyond keepGenerations.
       */
      keepDays: number;
      /**
       * Days after which apt clients refuse metadata that was not renewed.
       */
      validDays: number;
      /**
       * How many days the packages of a release stay in the pool after it was rejected, ignored or not published.
       */
      retention: {
        /**
         * For a release that never was in stage rollout.
         */
        unverified: number;
        /**
         * For a release that early adopters had.
         */
        stageRollout: number;
      };
      /**
       * Whether the newest promotion may be taken back; decides for this major release instead of rollback for all.
       */
      rollback?: {
        /**
         * Whether it may.
         */
        allowed: boolean;
      };
      /**
       * Whether packages may be withdrawn from production; decides for this major release instead of withdraw for all.
       */
      withdraw?: {
        /**
         * Whether it may.
         */
        allowed: boolean;
      };
    };
  };
  /**
   * Who may deliver releases, by key.
   */
  providers: {
    /**
     * A provider of releases.
     */
    [k: string]: {
      /**
       * What people call it.
       */
      title: string;
      /**
       * Agreed hosts, each as host or host:port; nothing is fetched from any other.
       *
       * @minItems 1
       * @maxItems 100
       *
       * Items: A host, with a port where it is not the usual one.
       */
      hosts: string[];
      /**
       * Closed networks into which names among its hosts may lead; without one, names lead to public addresses only.
       *
       * @maxItems 100
       *
       * Items: A private network, as address/prefix.
       */
      networks: string[];
      /**
       * Files with the public keys of the provider; empty when it signs nothing.
       *
       * @maxItems 100
       *
       * Items: Path of an armoured public key in the release repository.
       */
      keys: string[];
      /**
       * What must be signed by one of the keys; when-present refuses only what is signed and not well.
       */
      signatures: {
        /**
         * Headers of RPMs; required with keys and ignored without them, when not given.
         */
        rpm?: 'required' | 'when-present' | 'ignored';
        /**
         * Origin signatures of DEBs; ignored when not given.
         */
        deb?: 'required' | 'when-present' | 'ignored';
        /**
         * The manifest of a release; when-present with keys and ignored without them, when not given.
         */
        checksums?: 'required' | 'when-present' | 'ignored';
      };
      /**
       * Whom to write to.
       *
       * @maxItems 100
       *
       * Items: An address.
       */
      contacts: string[];
    };
  };
  /**
   * Teams that try releases in stage rollout, by key. A team that leaves keeps its entry: its last membership ends.
   */
  earlyAdopters: {
    /**
     * A team of early adopters.
     */
    [k: string]: {
      /**
       * The site at which the team works.
       */
      site: string;
      /**
       * Lists that the team is on: it is concerned by releases that name one of them.
       *
       * @minItems 1
       * @maxItems 100
       *
       * Items: Name of a list, as releases name it.
       */
      stacks: string[];
      /**
       * Platforms that the team has; every one when empty.
       *
       * @maxItems 64
       *
       * Items: A platform and an architecture.
       */
      platforms: string[];
      /**
       * Whom to write to.
       *
       * @maxItems 100
       *
       * Items: An address.
       */
      contacts: string[];
      /**
       * The list of the team, when it has one.
       */
      mailingList?: string;
      /**
       * To which infrastructure the team belongs, and when: it takes part on the days of one of them.
       *
       * @minItems 1
       * @maxItems 100
       *
       * Items: A time with one infrastructure.
       */
      memberships: {
        /**
         * The national infrastructure.
         */
        ngi: string;
        /**
         * First day, in UTC.
         */
        from: string;
        /**
         * First day on which it is over, in UTC; empty while it goes on.
         */
        to?: string | null;
      }[];
    };
  };
  /**
   * People whose signatures count, by key.
   */
  people: {
    /**
     * A person.
     */
    [k: string]: {
      /**
       * What others call this person, perhaps with an address.
       */
      name: string;
      /**
       * Public keys with which this person signs commits; empty for who signs no more.
       *
       * @maxItems 20
       *
       * Items: An OpenSSH public key in one line, or the path of an armoured OpenPGP key in the release repository.
       */
      keys: string[];
    };
  };
  /**
   * Who may ask for what, by key; nobody is asked for a signature while there is none.
   */
  roles: {
    /**
     * A role.
     */
    [k: string]: {
      /**
       * What people call it.
       */
      title: string;
      /**
       * Who has the role, by keys of people.
       *
       * @maxItems 200
       *
       * Items: A key of people.
       */
      members: string[];
    };
  };
  /**
   * Who must sign for which step; the first entry that fits counts, and after all of them the shipped ones.
   *
   * @maxItems 100
   *
   * Items: Who must sign for some steps.
   */
  approvals: {
    /**
     * States that the step leaves; any when not given.
     *
     * @minItems 1
     * @maxItems 20
     *
     * Items: A state.
     */
    from?: (
      | 'Submitted'
      | 'Unverified'
      | 'InVerification'
      | 'WaitingForResponse'
      | 'Deferred'
      | 'StageRollout'
      | 'Production'
      | 'Failed'
    )[];
    /**
     * States that the step asks for; any when not given.
     *
     * @minItems 1
     * @maxItems 20
     *
     * Items: A state.
     */
    to?: (
      | 'Unverified'
      | 'InVerification'
      | 'WaitingForResponse'
      | 'StageRollout'
      | 'Production'
      | 'Rejected'
      | 'Ignored'
      | 'NotPublished'
    )[];
    /**
     * Roles whose members may sign; when empty, nobody need sign.
     *
     * @maxItems 20
     *
     * Items: A key of roles.
     */
    roles: string[];
    /**
     * How many different people must sign.
     */
    quorum: number;
  }[];
  /**
   * The type that stagepost submit writes where neither release.xml nor its option says one.
   */
  defaultReleaseType: 'NonIncremental' | 'Incremental';
  /**
   * What becomes of a release none of whose platforms its major release supports: it is held until a person decides, or ends as Ignored.
   */
  unsupportedTargets: 'hold' | 'ignore';
  /**
   * What emergency releases may do.
   */
  emergency: {
    /**
     * Ways that are open to them.
     *
     * @maxItems 2
     *
     * Items: fast goes first in line, direct goes to production without stage rollout.
     */
    routes: ('fast' | 'direct')[];
  };
  /**
   * Whether the newest promotion of a major release may be taken back to stage rollout.
   */
  rollback: {
    /**
     * Whether it may.
     */
    allowed: boolean;
  };
  /**
   * Whether the packages of a release may be withdrawn from production.
   */
  withdraw: {
    /**
     * Whether it may.
     */
    allowed: boolean;
  };
  /**
   * Limits of one fetch from a provider; a release that exceeds one is refused whole.
   */
  intake: {
    /**
     * Size of all files together.
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
     * Time that it may take.
     */
    maxSeconds: number;
  };
  /**
   * Delays between attempts of a failed step; each is twice the one before.
   */
  retry: {
    /**
     * The first delay.
     */
    firstSeconds: number;
    /**
     * The longest delay.
     */
    mostSeconds: number;
  };
  /**
   * Limits on what one run may change for clients. What exceeds one holds still; everything else goes on.
   */
  guards: {
    /**
     * What one publication may take out of one shared repository.
     */
    removal: {
      /**
       * Most packages.
       */
      maxPackages: number;
      /**
       * Largest share of the packages of a production repository, in percent.
       */
      maxPercent: number;
      /**
       * The share counts from this many removed packages on.
       */
      percentFrom: number;
    };
    /**
     * Most releases that one commit may move to another stage or end.
     */
    maxTransitions: number;
    /**
     * While an entry stands here, no package of what it names moves; renewals and repairs go on.
     *
     * @maxItems 100
     *
     * Items: A freeze.
     */
    freeze: {
      /**
       * The major release that is frozen; all of them when not given.
       */
      majorRelease?: string;
      /**
       * Why, and until when; shown to everybody who waits.
       */
      reason: string;
    }[];
    /**
     * Single things that a guard refused and that may go through all the same.
     *
     * @maxItems 1000
     *
     * Items: One thing, as the refusal prints it.
     */
    allow: {
      /**
       * The guard that refused it.
       */
      guard: 'removal' | 'emptying' | 'mass-change' | 'rewritten-history' | 'downgrade' | 'freeze';
      /**
       * The repository that may lose packages; with removal and emptying.
       */
      repository?: string;
      /**
       * Number of the generation that may be published; with removal and emptying.
       */
      generation?: number;
      /**
       * The commit with many transitions, or the one that was reconciled last before history was rewritten; quoted.
       */
      commit?: string;
      /**
       * The release that may bring older packages, or that may move during a freeze.
       */
      release?: string;
      /**
       * The state that the release may enter during a freeze.
       */
      state?: 'Unverified' | 'StageRollout' | 'Production' | 'Rejected' | 'Ignored' | 'NotPublished';
      /**
       * Why; for those who review it.
       */
      reason?: string;
    }[];
  };
  /**
   * What a release waits for before its packages move to stage rollout or production.
   */
  gates: {
    /**
     * The zone in which hours and days are meant, by its IANA name.
     */
    timeZone: string;
    /**
     * Lists of links that a release needs one entry of before it is fetched.
     *
     * @maxItems 2
     *
     * Items: Name of the list in links of a release file.
     */
    requiredLinks: ('certification' | 'issues')[];
    /**
     * Releases move only then; at any time when there is none.
     *
     * @maxItems 100
     *
     * Items: Hours in which releases move.
     */
    windows: {
      /**
       * The days on which it begins.
       *
       * @minItems 1
       * @maxItems 7
       *
       * Items: A day of the week.
       */
      days: ('Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun')[];
      /**
       * When it begins.
       */
      from: string;
      /**
       * When it is over; not after its begin means on the next day.
       */
      to: string;
      /**
       * The major release that it is for; all of them when not given.
       */
      majorRelease?: string;
      /**
       * Why; shown to those who wait.
       */
      reason?: string;
    }[];
    /**
     * Releases never move then, whatever windows says.
     *
     * @maxItems 100
     *
     * Items: Hours in which releases do not move.
     */
    closed: {
      /**
       * The days on which it begins.
       *
       * @minItems 1
       * @maxItems 7
       *
       * Items: A day of the week.
       */
      days: ('Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun')[];
      /**
       * When it begins.
       */
      from: string;
      /**
       * When it is over; not after its begin means on the next day.
       */
      to: string;
      /**
       * The major release that it is for; all of them when not given.
       */
      majorRelease?: string;
      /**
       * Why; shown to those who wait.
       */
      reason?: string;
    }[];
    /**
     * Days in which no release moves.
     *
     * @maxItems 100
     *
     * Items: A freeze with its dates.
     */
    freezes: {
      /**
       * The first day.
       */
      from: string;
      /**
       * The last day; it is frozen, too.
       */
      to: string;
      /**
       * The major release that is frozen; all of them when not given.
       */
      majorRelease?: string;
      /**
       * Why; shown to those who wait.
       */
      reason: string;
    }[];
    /**
     * Emergency routes that windows, closed and freezes do not concern.
     *
     * @maxItems 2
     *
     * Items: A route.
     */
    exempt: ('fast' | 'direct')[];
    /**
     * How long a release should be in a state; longer is shown as delayed and holds up nothing.
     */
    limits: {
      /**
       * Days from Monday to Friday until it is fetched; 0 for no limit.
       */
      submittedWorkingDays: number;
      /**
       * Days until its verification begins; 0 for no limit.
       */
      unverifiedDays: number;
      /**
       * Days in verification, each time that it is there; 0 for no limit.
       */
      verificationDays: number;
    };
    /**
     * How long a release stays in stage rollout before production.
     */
    soak: {
      /**
       * Days of 24 hours, counted from the recorded entry.
       */
      minDays: number;
      /**
       * The same for emergency releases.
       */
      emergencyMinDays: number;
      /**
       * Other numbers for some releases; the first that fits counts.
       *
       * @maxItems 100
       *
       * Items: An exception.
       */
      exceptions: {
        /**
         * For releases of this line; of all of them when not given.
         */
        majorRelease?: string;
        /**
         * For releases of this type; of both when not given.
         */
        type?: 'NonIncremental' | 'Incremental';
        /**
         * Days of 24 hours.
         */
        minDays: number;
      }[];
    };
    /**
     * How many early adopters a release needs on its way from stage rollout to production. Every accepting team reports or is waived in any case.
     */
    earlyAdopters: {
      /**
       * Reports with the result Success or Warning.
       */
      minimumSuccesses: number;
      /**
       * The same for emergency releases on the fast route; the direct one asks nobody.
       */
      emergencyMinimumSuccesses: number;
    };
    /**
     * What is done about a release after which clients could not install packages that they can install now, or could not install its own.
     */
    installability: {
      /**
       * ignore: nobody looks; warn: it is told; block: the release waits, also while nobody can tell.
       */
      newBreakage: 'ignore' | 'warn' | 'block';
      /**
       * Another rule for some major releases; the first that fits counts.
       *
       * @maxItems 100
       *
       * Items: An exception.
       */
      exceptions: {
        /**
         * The line of releases that it is for.
         */
        majorRelease: string;
        /**
         * The rule for it.
         */
        newBreakage: 'ignore' | 'warn' | 'block';
      }[];
    };
  };
  /**
   * What clients have from their operating system, so that dependencies on it can be judged.
   */
  operatingSystems: {
    /**
     * Hours after which it is read again while releases are on their way.
     */
    readEveryHours: number;
    /**
     * Repositories by platform, or by platform/architecture; those of both are taken together.
     */
    platforms: {
      /**
       * Repositories that clients of the platform have.
       *
       * @minItems 1
       * @maxItems 20
       *
       * Items: A yum or apt repository, by the format of the platform.
       */
      [k: string]: {
        /**
         * Its folder at one mirror; ends with a slash.
         */
        url: string;
        /**
         * Suite of an apt repository, below dists/; without one, InRelease and Packages lie in the folder itself.
         */
        suite?: string;
        /**
         * Components of the suite; main alone when not given.
         *
         * @minItems 1
         * @maxItems 20
         *
         * Items: A component.
         */
        components?: string[];
        /**
         * Files with the public keys of the operating system, of which one must have signed the root file; nobody looks when empty.
         *
         * @maxItems 100
         *
         * Items: Path of an armoured public key in the release repository.
         */
        keys: string[];
        /**
         * Closed networks into which the name of its host may lead; without one, it leads to public addresses only.
         *
         * @maxItems 100
         *
         * Items: A private network, as address/prefix.
         */
        networks: string[];
      }[];
    };
  };
  /**
   * Who is told when a release has come to a state.
   */
  notifications: {
    /**
     * The list of each group: a group of the tracker, or a mail address.
     */
    lists: {
      /**
       * The verification team.
       */
      verification: string;
      /**
       * The staged-rollout managers.
       */
      stagedRollout: string;
      /**
       * The release manager.
       */
      releaseManager: string;
      /**
       * Those who are told of every change.
       */
      administrators: string;
    };
    /**
     * The list of the early adopters of a stack, where it is not early-adopters- with the name of the stack.
     */
    stackLists: {
      /**
       * A group of the tracker, or a mail address.
       */
      [k: string]: string;
    };
    /**
     * Persons who are told of every state.
     *
     * @maxItems 100
     *
     * Items: A mail address.
     */
    watchers: string[];
    /**
     * How those are told who have a mail address: by the ticket's Cc where a host has a Request Tracker and by mail of our own where it has none, or by both.
     */
    by: 'ticket-or-mail' | 'both';
    /**
     * Who gets one mail a day instead of one for each change.
     */
    daily?: {
      /**
       * Hour of the day, in the time zone of gates.timeZone.
       */
      hour: number;
      /**
       * Their addresses, as they stand in lists, watchers and contacts.
       *
       * @minItems 1
       * @maxItems 1000
       *
       * Items: A mail address.
       */
      recipients: string[];
    };
    /**
     * Mails that one address gets in an hour at most; what is more waits, and comes in one mail.
     */
    perHour: number;
    /**
     * Cells that are not as shipped, by state and group.
     */
    matrix: {
      /**
       * The cells of a state.
       */
      [k: string]: {
        /**
         * A cell.
         */
        [k: string]: {
          /**
           * Whether a message is addressed to the group, it gets a copy, or it hears nothing.
           */
          tell: 'to' | 'cc' | 'nothing';
          /**
           * Only then: after the release was in stage rollout, when a team accepted it, when what the provider offers made its fetch fail.
           */
          when: 'always' | 'after-stage-rollout' | 'took-part' | 'provider-at-fault';
          /**
           * Whether the message must carry the reason or the outcome.
           */
          reason: boolean;
        };
      };
    };
  };
  /**
   * What becomes of changes that people make on tickets.
   */
  requests: {
    /**
     * Groups of the tracker whose members may ask on tickets for what a role may ask for, by keys of roles. What is written here takes the place of the whole shipped list.
     */
    groups: {
      /**
       * Groups of the tracker whose members have the role there.
       *
       * @maxItems 20
       *
       * Items: Name of a group of the tracker.
       */
      [k: string]: string[];
    };
    /**
     * Steps that come to main by themselves; everything else waits on a branch. A step for which people must sign, an emergency, a rollback and a new release always wait.
     *
     * @maxItems 4
     *
     * Items: What a step does to packages: nothing, bring them from the provider, move them to another stage, or take them out.
     */
    merge: ('mark' | 'fetch' | 'move' | 'clean-up')[];
    /**
     * What EmergencyRelease: Yes on a ticket does when its state is changed: the release file is marked as an emergency as well, or nothing.
     */
    emergency: 'propose' | 'ignore';
  };
  /**
   * Who owns the tickets of releases in a phase.
   */
  tickets: {
    /**
     * One person for each phase, who may give a ticket to somebody else; nobody where none is named.
     */
    owners: {
      /**
       * From the fetch to the end of the verification.
       */
      verification: string | null;
      /**
       * While the release is in stage rollout, or waits for it.
       */
      stagedRollout: string | null;
    };
  };
  /**
   * What becomes of the tickets in which providers ask.
   */
  helpdesk: {
    /**
     * When a ticket is closed: when its release has come to an end, or as soon as it was fetched.
     */
    closeAt: 'outcome' | 'injection';
  };
  /**
   * How published files and the pool are read again although nothing shows that they changed.
   */
  scrub: {
    /**
     * Days in which everything is read once.
     */
    days: number;
    /**
     * Bytes that one cycle reads for that alone.
     */
    maxBytes: number;
  };
  /**
   * Which rsync may be used.
   */
  rsync: {
    /**
     * Package revisions older than 3.5.0 into which the distribution has brought the security fixes.
     *
     * @maxItems 100
     *
     * Items: A package revision.
     */
    accept: string[];
  };
}

export const configSchema: object = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"ConfigDocument","type":"object","description":"What administrators decide: stagepost.yaml at the top of the release repository.","additionalProperties":false,"required":["schemaVersion","title","majorReleases","providers"],"properties":{"schemaVersion":{"type":"integer","const":1,"description":"Version of this format."},"title":{"type":"string","description":"What the repositories are called in texts for people.","minLength":1,"maxLength":200},"majorReleases":{"type":"object","description":"Lines of releases by key; the key names their folder below releases/.","minProperties":1,"propertyNames":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores"},"additionalProperties":{"type":"object","description":"A line of releases.","additionalProperties":false,"required":["title","platforms"],"properties":{"title":{"type":"string","description":"What people call it.","minLength":1,"maxLength":200},"slot":{"type":"string","description":"What can be in stage rollout only once at a time: the whole major release, or each product of it.","enum":["major-release","product"],"default":"major-release"},"deferred":{"type":"string","description":"How the next Deferred release gets the free slot: by itself, in the order of the line, or when its file names it next.","enum":["automatic","manual"],"default":"automatic"},"sourcePackages":{"type":"string","description":"What becomes of source packages: they are not fetched, or source RPMs are published in repositories of their own.","enum":["leave-out","area"],"default":"leave-out"},"debugPackages":{"type":"string","description":"What becomes of debug packages: they are not fetched, stand among the other packages, or are published in repositories of their own.","enum":["leave-out","include","area"],"default":"leave-out"},"platforms":{"type":"object","description":"Supported platforms, each as platform/architecture.","minProperties":1,"propertyNames":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9_]*$","patternErrorMessage":"must be a platform and an architecture with a slash between them, such as el9/x86_64"},"additionalProperties":{"type":"object","description":"A supported platform.","additionalProperties":false,"required":["format"],"properties":{"format":{"type":"string","description":"Kind of repository that its clients read.","enum":["yum","apt"]},"suite":{"type":"string","description":"Name of the suite below dists/; only for apt, where it is the name of the platform when not given.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores","examples":["debian-12"]}}}},"layout":{"type":"object","description":"Path of each repository below the root of its stage. Clients know these paths: change them with care.","additionalProperties":false,"required":[],"properties":{"unverified":{"type":"string","description":"Private repository of one release; {shortName}, {version}, {major}, {platform}, {arch}.","maxLength":300,"pattern":"^[A-Za-z0-9{][A-Za-z0-9._{}-]*(/[A-Za-z0-9{][A-Za-z0-9._{}-]*)*$","patternErrorMessage":"must be names and placeholders with slashes between them, without a slash at its ends","examples":["{shortName}/{version}/{platform}/{arch}"],"default":"{shortName}/{version}/{platform}/{arch}"},"stageRollout":{"type":"string","description":"What is being tested; {major}, {platform}, {arch}.","maxLength":300,"pattern":"^[A-Za-z0-9{][A-Za-z0-9._{}-]*(/[A-Za-z0-9{][A-Za-z0-9._{}-]*)*$","patternErrorMessage":"must be names and placeholders with slashes between them, without a slash at its ends","examples":["{major}/{platform}/{arch}"],"default":"{major}/{platform}/{arch}"},"production":{"type":"string","description":"What everybody uses; {major}, {platform}, {arch}, and {area}, which is base or updates.","maxLength":300,"pattern":"^[A-Za-z0-9{][A-Za-z0-9._{}-]*(/[A-Za-z0-9{][A-Za-z0-9._{}-]*)*$","patternErrorMessage":"must be names and placeholders with slashes between them, without a slash at its ends","examples":["{major}/{platform}/{arch}/{area}"],"default":"{major}/{platform}/{arch}/{area}"}},"default":{}},"drift":{"type":"string","description":"What is done where the published tree is not what was published: report it, make it right, or say which edit of git would agree with it.","enum":["observe","heal","adopt"],"default":"heal"},"keepGenerations":{"type":"integer","description":"How many generations of a repository stay on disk.","minimum":2,"maximum":1000,"default":5},"keepDays":{"type":"integer","description":"For how many days a generation of production stays on disk after it was live, also beyond keepGenerations.","minimum":0,"maximum":3650,"default":0},"validDays":{"type":"integer","description":"Days after which apt clients refuse metadata that was not renewed.","minimum":2,"maximum":3650,"default":14},"retention":{"type":"object","description":"How many days the packages of a release stay in the pool after it was rejected, ignored or not published.","additionalProperties":false,"properties":{"unverified":{"type":"integer","description":"For a release that never was in stage rollout.","minimum":0,"maximum":36500,"default":30},"stageRollout":{"type":"integer","description":"For a release that early adopters had.","minimum":0,"maximum":36500,"default":90}},"default":{}},"rollback":{"type":"object","description":"Whether the newest promotion may be taken back; decides for this major release instead of rollback for all.","additionalProperties":false,"required":["allowed"],"properties":{"allowed":{"type":"boolean","description":"Whether it may."}}},"withdraw":{"type":"object","description":"Whether packages may be withdrawn from production; decides for this major release instead of withdraw for all.","additionalProperties":false,"required":["allowed"],"properties":{"allowed":{"type":"boolean","description":"Whether it may."}}}}}},"providers":{"type":"object","description":"Who may deliver releases, by key.","propertyNames":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores"},"additionalProperties":{"type":"object","description":"A provider of releases.","additionalProperties":false,"required":["title","hosts"],"properties":{"title":{"type":"string","description":"What people call it.","minLength":1,"maxLength":200},"hosts":{"type":"array","description":"Agreed hosts, each as host or host:port; nothing is fetched from any other.","maxItems":100,"items":{"type":"string","description":"A host, with a port where it is not the usual one.","maxLength":260,"pattern":"^([a-z0-9][a-z0-9.-]*|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?$","patternErrorMessage":"must be host or host:port in lower case, such as repo.emi.example.org or localhost:8730","examples":["repo.emi.example.org"]},"minItems":1,"uniqueItems":true},"networks":{"type":"array","description":"Closed networks into which names among its hosts may lead; without one, names lead to public addresses only.","maxItems":100,"items":{"type":"string","description":"A private network, as address/prefix.","maxLength":50,"pattern":"^[0-9a-f:.]+/[0-9]{1,3}$","patternErrorMessage":"must be a network such as 10.20.0.0/16 or fd12:3456:789a::/48","examples":["10.20.0.0/16"]},"default":[],"uniqueItems":true},"keys":{"type":"array","description":"Files with the public keys of the provider; empty when it signs nothing.","maxItems":100,"items":{"type":"string","description":"Path of an armoured public key in the release repository.","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*\\.asc$","patternErrorMessage":"must be the path of a file in the release repository that ends in .asc, such as keys/emi.asc","examples":["keys/emi.asc"]},"default":[],"uniqueItems":true},"signatures":{"type":"object","description":"What must be signed by one of the keys; when-present refuses only what is signed and not well.","additionalProperties":false,"required":[],"properties":{"rpm":{"type":"string","description":"Headers of RPMs; required with keys and ignored without them, when not given.","enum":["required","when-present","ignored"]},"deb":{"type":"string","description":"Origin signatures of DEBs; ignored when not given.","enum":["required","when-present","ignored"]},"checksums":{"type":"string","description":"The manifest of a release; when-present with keys and ignored without them, when not given.","enum":["required","when-present","ignored"]}},"default":{}},"contacts":{"type":"array","description":"Whom to write to.","maxItems":100,"items":{"type":"string","description":"An address.","minLength":1,"maxLength":254},"default":[],"uniqueItems":true}}}},"earlyAdopters":{"type":"object","description":"Teams that try releases in stage rollout, by key. A team that leaves keeps its entry: its last membership ends.","propertyNames":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores"},"additionalProperties":{"type":"object","description":"A team of early adopters.","additionalProperties":false,"required":["site","stacks","memberships"],"properties":{"site":{"type":"string","description":"The site at which the team works.","minLength":1,"maxLength":200},"stacks":{"type":"array","description":"Lists that the team is on: it is concerned by releases that name one of them.","maxItems":100,"items":{"type":"string","description":"Name of a list, as releases name it.","maxLength":64,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores","examples":["emi"]},"minItems":1,"uniqueItems":true},"platforms":{"type":"array","description":"Platforms that the team has; every one when empty.","maxItems":64,"items":{"type":"string","description":"A platform and an architecture.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9_]*$","patternErrorMessage":"must be a platform and an architecture with a slash between them, such as el9/x86_64","examples":["el9/x86_64"]},"default":[],"uniqueItems":true},"contacts":{"type":"array","description":"Whom to write to.","maxItems":100,"items":{"type":"string","description":"An address.","minLength":1,"maxLength":254},"default":[],"uniqueItems":true},"mailingList":{"type":"string","description":"The list of the team, when it has one.","minLength":3,"maxLength":254,"pattern":"^[^@\\s<>,;]+@[^@\\s<>,;]+$","patternErrorMessage":"must be a mail address, such as early-adopters@lip.example.org","examples":["early-adopters@lip.example.org"]},"memberships":{"type":"array","description":"To which infrastructure the team belongs, and when: it takes part on the days of one of them.","minItems":1,"maxItems":100,"items":{"type":"object","description":"A time with one infrastructure.","additionalProperties":false,"required":["ngi","from"],"properties":{"ngi":{"type":"string","description":"The national infrastructure.","maxLength":64,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores","examples":["NGI_PT"]},"from":{"type":"string","description":"First day, in UTC.","maxLength":10,"pattern":"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$","patternErrorMessage":"must be a day as year-month-day, such as 2026-11-20","examples":["2026-01-01"]},"to":{"type":["string","null"],"description":"First day on which it is over, in UTC; empty while it goes on.","maxLength":10,"pattern":"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$","patternErrorMessage":"must be a day as year-month-day, such as 2026-11-20","examples":["2027-01-01"]}}}}}},"default":{}},"people":{"type":"object","description":"People whose signatures count, by key.","propertyNames":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores"},"additionalProperties":{"type":"object","description":"A person.","additionalProperties":false,"required":["name","keys"],"properties":{"name":{"type":"string","description":"What others call this person, perhaps with an address.","minLength":1,"maxLength":200},"keys":{"type":"array","description":"Public keys with which this person signs commits; empty for who signs no more.","maxItems":20,"uniqueItems":true,"items":{"type":"string","description":"An OpenSSH public key in one line, or the path of an armoured OpenPGP key in the release repository.","maxLength":4000,"pattern":"^((ssh-|ecdsa-|sk-)[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]+={0,2}( [^\\p{Cc}]*)?|[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*\\.asc)$","patternErrorMessage":"must be the one line of a .pub file of OpenSSH, or the path of a file in the release repository that ends in .asc","examples":["keys/people/grace.asc"]}}}},"default":{}},"roles":{"type":"object","description":"Who may ask for what, by key; nobody is asked for a signature while there is none.","propertyNames":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores"},"additionalProperties":{"type":"object","description":"A role.","additionalProperties":false,"required":["title","members"],"properties":{"title":{"type":"string","description":"What people call it.","minLength":1,"maxLength":200},"members":{"type":"array","description":"Who has the role, by keys of people.","maxItems":200,"uniqueItems":true,"items":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores","description":"A key of people.","examples":["ada"]}}}},"default":{}},"approvals":{"type":"array","description":"Who must sign for which step; the first entry that fits counts, and after all of them the shipped ones.","maxItems":100,"items":{"type":"object","description":"Who must sign for some steps.","additionalProperties":false,"required":["roles"],"properties":{"from":{"type":"array","description":"States that the step leaves; any when not given.","minItems":1,"maxItems":20,"uniqueItems":true,"items":{"type":"string","description":"A state.","enum":["Submitted","Unverified","InVerification","WaitingForResponse","Deferred","StageRollout","Production","Failed"]}},"to":{"type":"array","description":"States that the step asks for; any when not given.","minItems":1,"maxItems":20,"uniqueItems":true,"items":{"type":"string","description":"A state.","enum":["Unverified","InVerification","WaitingForResponse","StageRollout","Production","Rejected","Ignored","NotPublished"]}},"roles":{"type":"array","description":"Roles whose members may sign; when empty, nobody need sign.","maxItems":20,"uniqueItems":true,"items":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores","description":"A key of roles.","examples":["verification"]}},"quorum":{"type":"integer","description":"How many different people must sign.","minimum":1,"maximum":20,"default":1}}},"default":[]},"defaultReleaseType":{"type":"string","description":"The type that stagepost submit writes where neither release.xml nor its option says one.","enum":["NonIncremental","Incremental"],"default":"NonIncremental"},"unsupportedTargets":{"type":"string","description":"What becomes of a release none of whose platforms its major release supports: it is held until a person decides, or ends as Ignored.","enum":["hold","ignore"],"default":"hold"},"emergency":{"type":"object","description":"What emergency releases may do.","additionalProperties":false,"required":[],"properties":{"routes":{"type":"array","description":"Ways that are open to them.","maxItems":2,"items":{"type":"string","description":"fast goes first in line, direct goes to production without stage rollout.","enum":["fast","direct"]},"default":["fast"],"uniqueItems":true}},"default":{}},"rollback":{"type":"object","description":"Whether the newest promotion of a major release may be taken back to stage rollout.","additionalProperties":false,"properties":{"allowed":{"type":"boolean","description":"Whether it may.","default":false}},"default":{}},"withdraw":{"type":"object","description":"Whether the packages of a release may be withdrawn from production.","additionalProperties":false,"properties":{"allowed":{"type":"boolean","description":"Whether it may.","default":false}},"default":{}},"intake":{"type":"object","description":"Limits of one fetch from a provider; a release that exceeds one is refused whole.","additionalProperties":false,"required":[],"properties":{"maxBytes":{"type":"integer","description":"Size of all files together.","minimum":1,"maximum":1125899906842624,"default":53687091200},"maxFileBytes":{"type":"integer","description":"Size of one file.","minimum":1,"maximum":1125899906842624,"default":5368709120},"maxFiles":{"type":"integer","description":"Number of files.","minimum":1,"maximum":10000000,"default":20000},"maxSeconds":{"type":"integer","description":"Time that it may take.","minimum":1,"maximum":604800,"default":7200}},"default":{}},"retry":{"type":"object","description":"Delays between attempts of a failed step; each is twice the one before.","additionalProperties":false,"required":[],"properties":{"firstSeconds":{"type":"integer","description":"The first delay.","minimum":1,"maximum":86400,"default":60},"mostSeconds":{"type":"integer","description":"The longest delay.","minimum":1,"maximum":604800,"default":21600}},"default":{}},"guards":{"type":"object","description":"Limits on what one run may change for clients. What exceeds one holds still; everything else goes on.","additionalProperties":false,"required":[],"properties":{"removal":{"type":"object","description":"What one publication may take out of one shared repository.","additionalProperties":false,"required":[],"properties":{"maxPackages":{"type":"integer","description":"Most packages.","minimum":0,"maximum":10000000,"default":1000},"maxPercent":{"type":"integer","description":"Largest share of the packages of a production repository, in percent.","minimum":0,"maximum":100,"default":20},"percentFrom":{"type":"integer","description":"The share counts from this many removed packages on.","minimum":1,"maximum":10000000,"default":10}},"default":{}},"maxTransitions":{"type":"integer","description":"Most releases that one commit may move to another stage or end.","minimum":1,"maximum":100000,"default":25},"freeze":{"type":"array","description":"While an entry stands here, no package of what it names moves; renewals and repairs go on.","maxItems":100,"items":{"type":"object","description":"A freeze.","additionalProperties":false,"required":["reason"],"properties":{"majorRelease":{"type":"string","description":"The major release that is frozen; all of them when not given.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must be the key of a major release"},"reason":{"type":"string","description":"Why, and until when; shown to everybody who waits.","minLength":1,"maxLength":500}}},"default":[]},"allow":{"type":"array","description":"Single things that a guard refused and that may go through all the same.","maxItems":1000,"items":{"type":"object","description":"One thing, as the refusal prints it.","additionalProperties":false,"required":["guard"],"properties":{"guard":{"type":"string","description":"The guard that refused it.","enum":["removal","emptying","mass-change","rewritten-history","downgrade","freeze"]},"repository":{"type":"string","description":"The repository that may lose packages; with removal and emptying.","maxLength":300,"pattern":"^(production|stage-rollout)/[A-Za-z0-9._/-]+$","patternErrorMessage":"must be the key of a shared repository, such as production/umd-5/el9/x86_64/base","examples":["production/umd-5/el9/x86_64/base"]},"generation":{"type":"integer","description":"Number of the generation that may be published; with removal and emptying.","minimum":1},"commit":{"type":"string","description":"The commit with many transitions, or the one that was reconciled last before history was rewritten; quoted.","pattern":"^([0-9a-f]{40}|[0-9a-f]{64})$","patternErrorMessage":"must be a whole commit id of 40 or 64 hexadecimal digits, in quotes","examples":["4402440244024402440244024402440244024402"]},"release":{"type":"string","description":"The release that may bring older packages, or that may move during a freeze.","maxLength":200,"pattern":"^[a-z0-9][a-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._+-]*$","patternErrorMessage":"must be the id of a release, such as umd-5/voms-4.2.0","examples":["umd-5/voms-4.2.0"]},"state":{"type":"string","description":"The state that the release may enter during a freeze.","enum":["Unverified","StageRollout","Production","Rejected","Ignored","NotPublished"]},"reason":{"type":"string","description":"Why; for those who review it.","minLength":1,"maxLength":500}}},"default":[]}},"default":{}},"gates":{"type":"object","description":"What a release waits for before its packages move to stage rollout or production.","additionalProperties":false,"required":[],"properties":{"timeZone":{"type":"string","description":"The zone in which hours and days are meant, by its IANA name.","minLength":1,"maxLength":64,"examples":["Europe/Amsterdam"],"default":"UTC"},"requiredLinks":{"type":"array","description":"Lists of links that a release needs one entry of before it is fetched.","maxItems":2,"items":{"type":"string","description":"Name of the list in links of a release file.","enum":["certification","issues"]},"default":[],"uniqueItems":true},"windows":{"type":"array","description":"Releases move only then; at any time when there is none.","maxItems":100,"items":{"type":"object","description":"Hours in which releases move.","additionalProperties":false,"required":["days"],"properties":{"days":{"type":"array","description":"The days on which it begins.","minItems":1,"maxItems":7,"uniqueItems":true,"items":{"type":"string","description":"A day of the week.","enum":["Mon","Tue","Wed","Thu","Fri","Sat","Sun"]}},"from":{"type":"string","description":"When it begins.","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$","patternErrorMessage":"must be a time such as \"09:00\", in quotes","examples":["09:00"],"default":"00:00"},"to":{"type":"string","description":"When it is over; not after its begin means on the next day.","pattern":"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$","patternErrorMessage":"must be a time such as \"17:00\", in quotes","examples":["17:00"],"default":"24:00"},"majorRelease":{"type":"string","description":"The major release that it is for; all of them when not given.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must be the key of a major release"},"reason":{"type":"string","description":"Why; shown to those who wait.","minLength":1,"maxLength":500}}},"default":[]},"closed":{"type":"array","description":"Releases never move then, whatever windows says.","maxItems":100,"items":{"type":"object","description":"Hours in which releases do not move.","additionalProperties":false,"required":["days"],"properties":{"days":{"type":"array","description":"The days on which it begins.","minItems":1,"maxItems":7,"uniqueItems":true,"items":{"type":"string","description":"A day of the week.","enum":["Mon","Tue","Wed","Thu","Fri","Sat","Sun"]}},"from":{"type":"string","description":"When it begins.","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$","patternErrorMessage":"must be a time such as \"09:00\", in quotes","examples":["09:00"],"default":"00:00"},"to":{"type":"string","description":"When it is over; not after its begin means on the next day.","pattern":"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$","patternErrorMessage":"must be a time such as \"17:00\", in quotes","examples":["17:00"],"default":"24:00"},"majorRelease":{"type":"string","description":"The major release that it is for; all of them when not given.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must be the key of a major release"},"reason":{"type":"string","description":"Why; shown to those who wait.","minLength":1,"maxLength":500}}},"default":[]},"freezes":{"type":"array","description":"Days in which no release moves.","maxItems":100,"items":{"type":"object","description":"A freeze with its dates.","additionalProperties":false,"required":["from","to","reason"],"properties":{"from":{"type":"string","description":"The first day.","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$","patternErrorMessage":"must be a date such as 2026-12-18","examples":["2026-12-18"]},"to":{"type":"string","description":"The last day; it is frozen, too.","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$","patternErrorMessage":"must be a date such as 2026-12-18","examples":["2026-12-18"]},"majorRelease":{"type":"string","description":"The major release that is frozen; all of them when not given.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must be the key of a major release"},"reason":{"type":"string","description":"Why; shown to those who wait.","minLength":1,"maxLength":500}}},"default":[]},"exempt":{"type":"array","description":"Emergency routes that windows, closed and freezes do not concern.","maxItems":2,"items":{"type":"string","description":"A route.","enum":["fast","direct"]},"default":["fast","direct"],"uniqueItems":true},"limits":{"type":"object","description":"How long a release should be in a state; longer is shown as delayed and holds up nothing.","additionalProperties":false,"required":[],"properties":{"submittedWorkingDays":{"type":"integer","description":"Days from Monday to Friday until it is fetched; 0 for no limit.","minimum":0,"maximum":3650,"default":5},"unverifiedDays":{"type":"integer","description":"Days until its verification begins; 0 for no limit.","minimum":0,"maximum":3650,"default":30},"verificationDays":{"type":"integer","description":"Days in verification, each time that it is there; 0 for no limit.","minimum":0,"maximum":3650,"default":7}},"default":{}},"soak":{"type":"object","description":"How long a release stays in stage rollout before production.","additionalProperties":false,"required":[],"properties":{"minDays":{"type":"integer","description":"Days of 24 hours, counted from the recorded entry.","minimum":0,"maximum":3650,"default":0},"emergencyMinDays":{"type":"integer","description":"The same for emergency releases.","minimum":0,"maximum":3650,"default":0},"exceptions":{"type":"array","description":"Other numbers for some releases; the first that fits counts.","maxItems":100,"items":{"type":"object","description":"An exception.","additionalProperties":false,"required":["minDays"],"properties":{"majorRelease":{"type":"string","description":"For releases of this line; of all of them when not given.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must be the key of a major release"},"type":{"type":"string","description":"For releases of this type; of both when not given.","enum":["NonIncremental","Incremental"]},"minDays":{"type":"integer","description":"Days of 24 hours.","minimum":0,"maximum":3650}}},"default":[]}},"default":{}},"earlyAdopters":{"type":"object","description":"How many early adopters a release needs on its way from stage rollout to production. Every accepting team reports or is waived in any case.","additionalProperties":false,"required":[],"properties":{"minimumSuccesses":{"type":"integer","description":"Reports with the result Success or Warning.","minimum":0,"maximum":100,"default":0},"emergencyMinimumSuccesses":{"type":"integer","description":"The same for emergency releases on the fast route; the direct one asks nobody.","minimum":0,"maximum":100,"default":0}},"default":{}},"installability":{"type":"object","description":"What is done about a release after which clients could not install packages that they can install now, or could not install its own.","additionalProperties":false,"required":[],"properties":{"newBreakage":{"type":"string","description":"ignore: nobody looks; warn: it is told; block: the release waits, also while nobody can tell.","enum":["ignore","warn","block"],"default":"warn"},"exceptions":{"type":"array","description":"Another rule for some major releases; the first that fits counts.","maxItems":100,"items":{"type":"object","description":"An exception.","additionalProperties":false,"required":["majorRelease","newBreakage"],"properties":{"majorRelease":{"type":"string","description":"The line of releases that it is for.","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must be the key of a major release"},"newBreakage":{"type":"string","description":"The rule for it.","enum":["ignore","warn","block"]}}},"default":[]}},"default":{}}},"default":{}},"operatingSystems":{"type":"object","description":"What clients have from their operating system, so that dependencies on it can be judged.","additionalProperties":false,"required":[],"properties":{"readEveryHours":{"type":"integer","description":"Hours after which it is read again while releases are on their way.","minimum":1,"maximum":720,"default":24},"platforms":{"type":"object","description":"Repositories by platform, or by platform/architecture; those of both are taken together.","propertyNames":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9_]*)?$","patternErrorMessage":"must be a platform, such as debian-12, or a platform and an architecture, such as el9/x86_64"},"additionalProperties":{"type":"array","description":"Repositories that clients of the platform have.","maxItems":20,"minItems":1,"items":{"type":"object","description":"A yum or apt repository, by the format of the platform.","additionalProperties":false,"required":["url"],"properties":{"url":{"type":"string","description":"Its folder at one mirror; ends with a slash.","maxLength":2000,"pattern":"^(rsync|https|ftp)://[^/\\s]","patternErrorMessage":"must be an address that begins with rsync://, https:// or ftp://","examples":["https://dl.rockylinux.org/pub/rocky/9/BaseOS/x86_64/os/"]},"suite":{"type":"string","description":"Suite of an apt repository, below dists/; without one, InRelease and Packages lie in the folder itself.","maxLength":128,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$","patternErrorMessage":"must be the name of a suite, such as bookworm","examples":["bookworm"]},"components":{"type":"array","description":"Components of the suite; main alone when not given.","maxItems":20,"items":{"type":"string","description":"A component.","maxLength":64,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must be the name of a component, such as main","examples":["main"]},"minItems":1,"uniqueItems":true},"keys":{"type":"array","description":"Files with the public keys of the operating system, of which one must have signed the root file; nobody looks when empty.","maxItems":100,"items":{"type":"string","description":"Path of an armoured public key in the release repository.","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*\\.asc$","patternErrorMessage":"must be the path of a file in the release repository that ends in .asc, such as keys/emi.asc","examples":["keys/rocky-9.asc"]},"default":[],"uniqueItems":true},"networks":{"type":"array","description":"Closed networks into which the name of its host may lead; without one, it leads to public addresses only.","maxItems":100,"items":{"type":"string","description":"A private network, as address/prefix.","maxLength":50,"pattern":"^[0-9a-f:.]+/[0-9]{1,3}$","patternErrorMessage":"must be a network such as 10.20.0.0/16 or fd12:3456:789a::/48","examples":["10.20.0.0/16"]},"default":[],"uniqueItems":true}}}},"default":{}}},"default":{}},"notifications":{"type":"object","description":"Who is told when a release has come to a state.","additionalProperties":false,"required":[],"properties":{"lists":{"type":"object","description":"The list of each group: a group of the tracker, or a mail address.","additionalProperties":false,"required":[],"properties":{"verification":{"type":"string","description":"The verification team.","maxLength":254,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+@-]*$","patternErrorMessage":"must be the name of a group, such as sw-rel-qc, or a mail address","examples":["sw-rel-qc"],"default":"sw-rel-qc"},"stagedRollout":{"type":"string","description":"The staged-rollout managers.","maxLength":254,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+@-]*$","patternErrorMessage":"must be the name of a group, such as sw-rel-qc, or a mail address","examples":["sw-rel-qc"],"default":"sw-rel-sr"},"releaseManager":{"type":"string","description":"The release manager.","maxLength":254,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+@-]*$","patternErrorMessage":"must be the name of a group, such as sw-rel-qc, or a mail address","examples":["sw-rel-qc"],"default":"sw-rel-production"},"administrators":{"type":"string","description":"Those who are told of every change.","maxLength":254,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+@-]*$","patternErrorMessage":"must be the name of a group, such as sw-rel-qc, or a mail address","examples":["sw-rel-qc"],"default":"sw-rel-admin"}},"default":{}},"stackLists":{"type":"object","description":"The list of the early adopters of a stack, where it is not early-adopters- with the name of the stack.","propertyNames":{"type":"string","maxLength":64,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must begin with a letter or digit and hold only letters, digits, dots, hyphens and underscores"},"additionalProperties":{"type":"string","description":"A group of the tracker, or a mail address.","maxLength":254,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+@-]*$","patternErrorMessage":"must be the name of a group, such as sw-rel-qc, or a mail address"},"default":{}},"watchers":{"type":"array","description":"Persons who are told of every state.","maxItems":100,"items":{"type":"string","description":"A mail address.","minLength":3,"maxLength":254,"pattern":"^[^@\\s<>,;]+@[^@\\s<>,;]+$","patternErrorMessage":"must be a mail address, such as leader@example.org","examples":["leader@example.org"]},"default":[],"uniqueItems":true},"by":{"type":"string","description":"How those are told who have a mail address: by the ticket's Cc where a host has a Request Tracker and by mail of our own where it has none, or by both.","enum":["ticket-or-mail","both"],"default":"ticket-or-mail"},"daily":{"type":"object","description":"Who gets one mail a day instead of one for each change.","additionalProperties":false,"required":["recipients"],"properties":{"hour":{"type":"integer","description":"Hour of the day, in the time zone of gates.timeZone.","minimum":0,"maximum":23,"examples":[7],"default":7},"recipients":{"type":"array","description":"Their addresses, as they stand in lists, watchers and contacts.","minItems":1,"maxItems":1000,"items":{"type":"string","description":"A mail address.","minLength":3,"maxLength":254,"pattern":"^[^@\\s<>,;]+@[^@\\s<>,;]+$","patternErrorMessage":"must be a mail address, such as leader@example.org","examples":["leader@example.org"]},"uniqueItems":true}}},"perHour":{"type":"integer","description":"Mails that one address gets in an hour at most; what is more waits, and comes in one mail.","minimum":1,"maximum":1000,"default":20},"matrix":{"type":"object","description":"Cells that are not as shipped, by state and group.","propertyNames":{"type":"string","enum":["Submitted","Unverified","InVerification","WaitingForResponse","StageRollout","Deferred","Rejected","Ignored","NotPublished","Production","Failed"]},"additionalProperties":{"type":"object","description":"The cells of a state.","propertyNames":{"type":"string","enum":["verification","stagedRollout","earlyAdopters","releaseManager","provider","watchers","administrators"]},"additionalProperties":{"type":"object","description":"A cell.","additionalProperties":false,"required":["tell"],"properties":{"tell":{"type":"string","description":"Whether a message is addressed to the group, it gets a copy, or it hears nothing.","enum":["to","cc","nothing"]},"when":{"type":"string","description":"Only then: after the release was in stage rollout, when a team accepted it, when what the provider offers made its fetch fail.","enum":["always","after-stage-rollout","took-part","provider-at-fault"],"default":"always"},"reason":{"type":"boolean","description":"Whether the message must carry the reason or the outcome.","default":false}}}},"default":{}}},"default":{}},"requests":{"type":"object","description":"What becomes of changes that people make on tickets.","additionalProperties":false,"required":[],"properties":{"groups":{"type":"object","description":"Groups of the tracker whose members may ask on tickets for what a role may ask for, by keys of roles. What is written here takes the place of the whole shipped list.","propertyNames":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9._-]*$","patternErrorMessage":"must begin with a lower-case letter or digit and hold only lower-case letters, digits, dots, hyphens and underscores"},"additionalProperties":{"type":"array","description":"Groups of the tracker whose members have the role there.","maxItems":20,"uniqueItems":true,"items":{"type":"string","description":"Name of a group of the tracker.","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9._-]*$","patternErrorMessage":"must be the name of a group, such as sw-rel-qc","examples":["sw-rel-qc"]}},"default":{"verification":["sw-rel-qc"],"stage-rollout":["sw-rel-sr"],"release-manager":["sw-rel-production"],"repository":["sw-rel-admin"]}},"merge":{"type":"array","description":"Steps that come to main by themselves; everything else waits on a branch. A step for which people must sign, an emergency, a rollback and a new release always wait.","maxItems":4,"uniqueItems":true,"items":{"type":"string","description":"What a step does to packages: nothing, bring them from the provider, move them to another stage, or take them out.","enum":["mark","fetch","move","clean-up"]},"default":["mark"]},"emergency":{"type":"string","description":"What EmergencyRelease: Yes on a ticket does when its state is changed: the release file is marked as an emergency as well, or nothing.","enum":["propose","ignore"],"default":"propose"}},"default":{}},"tickets":{"type":"object","description":"Who owns the tickets of releases in a phase.","additionalProperties":false,"required":[],"properties":{"owners":{"type":"object","description":"One person for each phase, who may give a ticket to somebody else; nobody where none is named.","additionalProperties":false,"required":[],"properties":{"verification":{"type":["string","null"],"description":"From the fetch to the end of the verification.","maxLength":254,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+@-]*$","patternErrorMessage":"must be the name of a user of the tracker, such as quentin, or a mail address","examples":["quentin"],"default":null},"stagedRollout":{"type":["string","null"],"description":"While the release is in stage rollout, or waits for it.","maxLength":254,"pattern":"^[A-Za-z0-9][A-Za-z0-9._+@-]*$","patternErrorMessage":"must be the name of a user of the tracker, such as quentin, or a mail address","examples":["rosa"],"default":null}},"default":{}}},"default":{}},"helpdesk":{"type":"object","description":"What becomes of the tickets in which providers ask.","additionalProperties":false,"required":[],"properties":{"closeAt":{"type":"string","description":"When a ticket is closed: when its release has come to an end, or as soon as it was fetched.","enum":["outcome","injection"],"default":"outcome"}},"default":{}},"scrub":{"type":"object","description":"How published files and the pool are read again although nothing shows that they changed.","additionalProperties":false,"required":[],"properties":{"days":{"type":"integer","description":"Days in which everything is read once.","minimum":1,"maximum":3650,"default":7},"maxBytes":{"type":"integer","description":"Bytes that one cycle reads for that alone.","minimum":1,"maximum":1125899906842624,"default":1073741824}},"default":{}},"rsync":{"type":"object","description":"Which rsync may be used.","additionalProperties":false,"required":[],"properties":{"accept":{"type":"array","description":"Package revisions older than 3.5.0 into which the distribution has brought the security fixes.","maxItems":100,"items":{"type":"string","description":"A package revision.","maxLength":100,"pattern":"^[0-9][A-Za-z0-9.+~:-]*$","patternErrorMessage":"must be the revision of a package, such as 3.2.7-1+deb12u2","examples":["3.2.7-1+deb12u2"]},"default":[],"uniqueItems":true}},"default":{}}}};
