// Generated from 'schemas/check.schema.json' by `npm run schemas`; change the schema, not this file.

/**
 * A moment in UTC.
 */
export type Instant = string;
/**
 * A commit of git.
 */
export type Commit = string;
/**
 * What the clients of one platform will see.
 */
export type Clients =
  | {
      /**
       * Stage, major release and platform.
       */
      title: string;
      /**
       * Whether it is so without the change.
       */
      already: boolean;
      /**
       * It is known.
       */
      kind: 'known';
      /**
       * Packages with a newer version.
       */
      upgraded: number;
      /**
       * New packages.
       */
      added: number;
      /**
       * Packages with an older version.
       */
      downgraded: number;
      /**
       * Packages that are gone.
       */
      removed: number;
      /**
       * Packages that stay.
       */
      unchanged: number;
      /**
       * Size of the new and upgraded packages.
       */
      bytes: number;
      /**
       * What can be installed.
       */
      installable: string;
      /**
       * What has to be said beside it.
       */
      remarks: {
        /**
         * How many there are.
         */
        total: number;
        /**
         * The first of them.
         *
         * @maxItems 5000
         *
         * Items: One remark.
         */
        first: string[];
      };
      /**
       * The packages that change.
       */
      packages: {
        /**
         * How many there are.
         */
        total: number;
        /**
         * The first of them.
         *
         * @maxItems 5000
         */
        first: Package[];
      };
    }
  | {
      /**
       * Stage, major release and platform.
       */
      title: string;
      /**
       * Whether it is so without the change.
       */
      already: boolean;
      /**
       * It is not known.
       */
      kind: 'cannot-tell';
      /**
       * Why.
       */
      reason: string;
    };

/**
 * What merging a change would do, as `stagepost check-pr` found it and `stagepost publish-check` shows it.
 */
export interface CheckDocument {
  /**
   * Version of this format.
   */
  schemaVersion: 1;
  madeAt: Instant;
  /**
   * Number of the pull request; empty in a merge queue.
   */
  pullRequest: number | null;
  base: Commit;
  head: Commit;
  /**
   * In one word.
   */
  answer: 'nothing' | 'ready' | 'waits' | 'wrong';
  /**
   * Digest of the plan; empty where there is none.
   */
  plan: string | null;
  /**
   * Files that the change adds, edits or removes.
   */
  changed: {
    /**
     * All of them.
     */
    total: number;
    /**
     * Release files.
     */
    releases: number;
    /**
     * Answers of early adopters.
     */
    reports: number;
    /**
     * Files that decide what is allowed, or look as if they did.
     */
    notable: {
      /**
       * How many there are.
       */
      total: number;
      /**
       * The first of them.
       *
       * @maxItems 5000
       *
       * Items: What is said of one.
       */
      first: string[];
    };
  };
  /**
   * Marks at lines of files, errors first.
   */
  marks: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     */
    first: Mark[];
  };
  /**
   * Marks that are errors: what has to be mended.
   */
  errors: number;
  /**
   * States that are entered.
   */
  steps: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     */
    first: Step[];
  };
  /**
   * Releases that are held back.
   */
  held: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     */
    first: Hold[];
  };
  /**
   * Repositories that are left as they are.
   */
  leftAlone: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     */
    first: LeftAlone[];
  };
  /**
   * Signatures that are there or missing.
   */
  approvals: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     */
    first: Approval[];
  };
  /**
   * Repositories that change.
   */
  repositories: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     */
    first: Repository[];
  };
  /**
   * What clients will see.
   */
  clients: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     */
    first: Clients[];
  };
  /**
   * What is fetched from providers.
   */
  fetches: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     *
     * Items: One release, from where, and what pins it.
     */
    first: string[];
  };
  /**
   * What happens to tickets.
   */
  tickets: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     *
     * Items: One ticket.
     */
    first: string[];
  };
  /**
   * Who would be told.
   */
  told: {
    /**
     * How many there are.
     */
    total: number;
    /**
     * The first of them.
     *
     * @maxItems 5000
     *
     * Items: One message.
     */
    first: string[];
  };
}
/**
 * One mark at a line.
 */
export interface Mark {
  /**
   * How grave it is.
   */
  kind: 'error' | 'warning' | 'notice';
  /**
   * In a few words.
   */
  title: string;
  /**
   * What it is, and how it is mended.
   */
  message: string;
  /**
   * Where; empty where there is no line.
   */
  at: Location | null;
}
/**
 * A place in a file.
 */
export interface Location {
  /**
   * Path in the release repository.
   */
  file: string;
  /**
   * Counts from 1.
   */
  line: number;
  /**
   * Counts from 1.
   */
  column: number;
}
/**
 * A state that is entered.
 */
export interface Step {
  /**
   * Product and version.
   */
  release: string;
  /**
   * State before; empty for a new release.
   */
  from: string | null;
  /**
   * State after.
   */
  to: string;
  /**
   * What its gates say, worst first.
   *
   * @maxItems 50
   */
  gates: Gate[];
  /**
   * Whether main asks for it without the change.
   */
  already: boolean;
}
/**
 * What one gate says.
 */
export interface Gate {
  /**
   * Name of the gate.
   */
  gate: string;
  /**
   * How it answers.
   */
  kind: 'pass' | 'wait-until' | 'wait-for' | 'needs-approval' | 'blocked' | 'cannot-tell';
  /**
   * What, until when, and how it is mended.
   */
  sentence: string;
}
/**
 * A release that is held back.
 */
export interface Hold {
  /**
   * Product and version.
   */
  release: string;
  /**
   * State that it is in.
   */
  state: string;
  /**
   * State that is asked for; empty for none.
   */
  wants: string | null;
  /**
   * What its gates say, worst first.
   *
   * @maxItems 50
   */
  gates: Gate[];
  /**
   * When the gates open as far as time is concerned.
   */
  earliest: Instant | null;
  /**
   * Where the wish stands.
   */
  at: Location | null;
  /**
   * Whether it is held without the change, too.
   */
  already: boolean;
}
/**
 * A repository that a guard holds back, or that nobody can judge.
 */
export interface LeftAlone {
  /**
   * Its key.
   */
  repository: string;
  /**
   * Why, and what can be done about it.
   */
  sentence: string;
  /**
   * Whether main asks for it without the change.
   */
  already: boolean;
}
/**
 * Whose signatures a step has or lacks.
 */
export interface Approval {
  /**
   * Product and version.
   */
  release: string;
  /**
   * State that is asked for.
   */
  to: string;
  /**
   * Who may sign.
   */
  role: string;
  /**
   * Whether they are there.
   */
  state: 'present' | 'missing';
  /**
   * Who signed, and who can.
   */
  sentence: string;
}
/**
 * What happens to one repository.
 */
export interface Repository {
  /**
   * Name for people.
   */
  title: string;
  /**
   * Numbers before and after.
   */
  generation: string;
  /**
   * One line for each change.
   *
   * @maxItems 5000
   *
   * Items: One change.
   */
  changes: string[];
  /**
   * Whether main asks for it without the change.
   */
  already: boolean;
}
/**
 * A package that changes for clients.
 */
export interface Package {
  /**
   * What happens to it.
   */
  kind: 'downgraded' | 'removed' | 'upgraded' | 'new';
  /**
   * Name and architecture.
   */
  package: string;
  /**
   * Version before.
   */
  from: string;
  /**
   * Version after.
   */
  to: string;
}

export const checkSchema: object = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"CheckDocument","description":"What merging a change would do, as `stagepost check-pr` found it and `stagepost publish-check` shows it.","type":"object","additionalProperties":false,"required":["schemaVersion","madeAt","pullRequest","base","head","answer","plan","changed","marks","errors","steps","held","leftAlone","approvals","repositories","clients","fetches","tickets","told"],"properties":{"schemaVersion":{"type":"integer","const":1,"description":"Version of this format."},"madeAt":{"$ref":"#/$defs/instant","description":"Moment of the check."},"pullRequest":{"type":["integer","null"],"minimum":1,"maximum":2147483647,"description":"Number of the pull request; empty in a merge queue."},"base":{"$ref":"#/$defs/commit","description":"What the change was compared with."},"head":{"$ref":"#/$defs/commit","description":"The commit that was checked."},"answer":{"enum":["nothing","ready","waits","wrong"],"description":"In one word."},"plan":{"type":["string","null"],"pattern":"^[0-9a-f]{64}$","description":"Digest of the plan; empty where there is none."},"changed":{"type":"object","description":"Files that the change adds, edits or removes.","additionalProperties":false,"required":["total","releases","reports","notable"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"All of them."},"releases":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Release files."},"reports":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Answers of early adopters."},"notable":{"type":"object","description":"Files that decide what is allowed, or look as if they did.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"What is said of one."}}}}}},"marks":{"type":"object","description":"Marks at lines of files, errors first.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"$ref":"#/$defs/mark","description":"One mark."}}}},"errors":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Marks that are errors: what has to be mended."},"steps":{"type":"object","description":"States that are entered.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"$ref":"#/$defs/step","description":"One step."}}}},"held":{"type":"object","description":"Releases that are held back.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"$ref":"#/$defs/hold","description":"One release."}}}},"leftAlone":{"type":"object","description":"Repositories that are left as they are.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"$ref":"#/$defs/leftAlone","description":"One repository."}}}},"approvals":{"type":"object","description":"Signatures that are there or missing.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"$ref":"#/$defs/approval","description":"Those for one step."}}}},"repositories":{"type":"object","description":"Repositories that change.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"$ref":"#/$defs/repository","description":"One repository."}}}},"clients":{"type":"object","description":"What clients will see.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"$ref":"#/$defs/clients","description":"One platform."}}}},"fetches":{"type":"object","description":"What is fetched from providers.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"One release, from where, and what pins it."}}}},"tickets":{"type":"object","description":"What happens to tickets.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"One ticket."}}}},"told":{"type":"object","description":"Who would be told.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"One message."}}}}},"$defs":{"commit":{"type":"string","pattern":"^[0-9a-f]{40}([0-9a-f]{24})?$","description":"A commit of git."},"instant":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$","description":"A moment in UTC."},"location":{"type":"object","description":"A place in a file.","additionalProperties":false,"required":["file","line","column"],"properties":{"file":{"type":"string","maxLength":1000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Path in the release repository."},"line":{"type":"integer","minimum":1,"maximum":10000000,"description":"Counts from 1."},"column":{"type":"integer","minimum":1,"maximum":10000000,"description":"Counts from 1."}}},"gate":{"type":"object","description":"What one gate says.","additionalProperties":false,"required":["gate","kind","sentence"],"properties":{"gate":{"type":"string","maxLength":100,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Name of the gate."},"kind":{"enum":["pass","wait-until","wait-for","needs-approval","blocked","cannot-tell"],"description":"How it answers."},"sentence":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"What, until when, and how it is mended."}}},"mark":{"type":"object","description":"One mark at a line.","additionalProperties":false,"required":["kind","title","message","at"],"properties":{"kind":{"enum":["error","warning","notice"],"description":"How grave it is."},"title":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"In a few words."},"message":{"type":"string","maxLength":4000,"pattern":"^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"What it is, and how it is mended."},"at":{"anyOf":[{"$ref":"#/$defs/location","description":"A place."},{"type":"null","description":"Nothing."}],"description":"Where; empty where there is no line."}}},"step":{"type":"object","description":"A state that is entered.","additionalProperties":false,"required":["release","from","to","gates","already"],"properties":{"release":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Product and version."},"from":{"type":["string","null"],"maxLength":100,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"State before; empty for a new release."},"to":{"type":"string","maxLength":100,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"State after."},"gates":{"type":"array","maxItems":50,"description":"What its gates say, worst first.","items":{"$ref":"#/$defs/gate","description":"One gate."}},"already":{"type":"boolean","description":"Whether main asks for it without the change."}}},"hold":{"type":"object","description":"A release that is held back.","additionalProperties":false,"required":["release","state","wants","gates","earliest","at","already"],"properties":{"release":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Product and version."},"state":{"type":"string","maxLength":100,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"State that it is in."},"wants":{"type":["string","null"],"maxLength":100,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"State that is asked for; empty for none."},"gates":{"type":"array","maxItems":50,"description":"What its gates say, worst first.","items":{"$ref":"#/$defs/gate","description":"One gate."}},"earliest":{"anyOf":[{"$ref":"#/$defs/instant","description":"A moment."},{"type":"null","description":"Nothing."}],"description":"When the gates open as far as time is concerned."},"at":{"anyOf":[{"$ref":"#/$defs/location","description":"A place."},{"type":"null","description":"Nothing."}],"description":"Where the wish stands."},"already":{"type":"boolean","description":"Whether it is held without the change, too."}}},"leftAlone":{"type":"object","description":"A repository that a guard holds back, or that nobody can judge.","additionalProperties":false,"required":["repository","sentence","already"],"properties":{"repository":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Its key."},"sentence":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Why, and what can be done about it."},"already":{"type":"boolean","description":"Whether main asks for it without the change."}}},"approval":{"type":"object","description":"Whose signatures a step has or lacks.","additionalProperties":false,"required":["release","to","role","state","sentence"],"properties":{"release":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Product and version."},"to":{"type":"string","maxLength":100,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"State that is asked for."},"role":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Who may sign."},"state":{"enum":["present","missing"],"description":"Whether they are there."},"sentence":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Who signed, and who can."}}},"repository":{"type":"object","description":"What happens to one repository.","additionalProperties":false,"required":["title","generation","changes","already"],"properties":{"title":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Name for people."},"generation":{"type":"string","maxLength":100,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Numbers before and after."},"changes":{"type":"array","maxItems":5000,"description":"One line for each change.","items":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"One change."}},"already":{"type":"boolean","description":"Whether main asks for it without the change."}}},"package":{"type":"object","description":"A package that changes for clients.","additionalProperties":false,"required":["kind","package","from","to"],"properties":{"kind":{"enum":["downgraded","removed","upgraded","new"],"description":"What happens to it."},"package":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Name and architecture."},"from":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Version before."},"to":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Version after."}}},"clients":{"type":"object","description":"What the clients of one platform will see.","discriminator":{"propertyName":"kind"},"oneOf":[{"type":"object","description":"What clients see.","additionalProperties":false,"required":["title","already","kind","upgraded","added","downgraded","removed","unchanged","bytes","installable","remarks","packages"],"properties":{"title":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Stage, major release and platform."},"already":{"type":"boolean","description":"Whether it is so without the change."},"kind":{"const":"known","type":"string","description":"It is known."},"upgraded":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Packages with a newer version."},"added":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"New packages."},"downgraded":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Packages with an older version."},"removed":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Packages that are gone."},"unchanged":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Packages that stay."},"bytes":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"Size of the new and upgraded packages."},"installable":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"What can be installed."},"remarks":{"type":"object","description":"What has to be said beside it.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"One remark."}}}},"packages":{"type":"object","description":"The packages that change.","additionalProperties":false,"required":["total","first"],"properties":{"total":{"type":"integer","minimum":0,"maximum":9007199254740991,"description":"How many there are."},"first":{"type":"array","maxItems":5000,"description":"The first of them.","items":{"$ref":"#/$defs/package","description":"One package."}}}}}},{"type":"object","description":"What nobody can tell.","additionalProperties":false,"required":["title","already","kind","reason"],"properties":{"title":{"type":"string","maxLength":500,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Stage, major release and platform."},"already":{"type":"boolean","description":"Whether it is so without the change."},"kind":{"const":"cannot-tell","type":"string","description":"It is not known."},"reason":{"type":"string","maxLength":2000,"pattern":"^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$","description":"Why."}}}]}}};
