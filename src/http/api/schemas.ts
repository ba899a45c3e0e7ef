/** A JSON Schema as a plain value. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const moment = { type: 'string', description: 'UTC, such as 2026-11-22T09:41:00Z' } as const;

/** An object all of whose fields are there. */
export function group(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function list(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** A value whose form stands elsewhere. */
function asTold(description: string): JsonSchema {
  return { type: 'object', description, additionalProperties: true };
}

/** A page of a list. */
export function pageSchema(items: JsonSchema): JsonSchema {
  return group({ items: list(items), next: { ...orNull(text), description: 'cursor of the next page' } });
}

export const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'detail', 'id'],
  properties: {
    type: text,
    title: text,
    status: count,
    detail: text,
    errors: { ...list(text), description: 'every single reason, where there are several' },
    id: { ...text, description: 'under which the log has the request' },
  },
};

const verdict = {
  type: 'object',
  description: 'what a gate says; `kind` says who must act',
  required: ['kind', 'sentence'],
  properties: {
    kind: {
      type: 'string',
      enum: ['pass', 'wait-until', 'wait-for', 'needs-approval', 'blocked', 'cannot-tell'],
    },
    sentence: text,
  },
  additionalProperties: text,
};
const gates = list(group({ gate: text, verdict }));

export const statusSchema = group({
  commit: text,
  now: moment,
  pending: { ...count, description: 'actions that the next run would take' },
  slots: list(group({ slot: text, holder: orNull(text), since: orNull(moment) })),
  unjudged: list(text),
  guarded: list(text),
  operatingSystems: {
    ...list(text),
    description: 'how old what is known of each declared operating system is',
  },
  findings: { ...list(text), description: 'what is wrong with single files, as file:line:column: message' },
  notMirrored: list(text),
});

export const releaseSchema = group({
  release: text,
  versionKind: orNull({ type: 'string', enum: ['major', 'minor', 'update'] }),
  state: text,
  since: orNull(moment),
  outcome: {
    ...orNull({ type: 'string', enum: ['Success', 'Warning', 'Reject'] }),
    description: 'how its stage rollout ended',
  },
  held: { ...orNull(text), description: 'kind of the worst verdict' },
  delayedSince: orNull(moment),
  next: text,
  components: list(asTold('packages of one component')),
});

export const releaseDetailSchema = group({
  status: releaseSchema,
  explanation: asTold('as `stagepost explain --json`'),
});

export const repositorySchema = group({
  repository: text,
  title: text,
  stage: { type: 'string', enum: ['unverified', 'stage-rollout', 'production'] },
  majorRelease: text,
  platform: text,
  area: orNull({ type: 'string', enum: ['base', 'updates'] }),
  format: { type: 'string', enum: ['yum', 'apt'] },
  url: text,
  generation: orNull(group({ number: count, date: moment, commit: text, members: count, packages: count })),
  condition: { type: 'string', enum: ['as-recorded', 'different', 'absent', 'unknown'] },
  differences: list(text),
  held: orNull(text),
  clients: {
    ...orNull(
      list(
        group({
          client: text,
          at: moment,
          generation: orNull(count),
          verdict: {
            type: 'string',
            enum: ['the-same', 'older', 'newer', 'ended', 'wrong', 'unreachable'],
          },
          sentence: text,
        }),
      ),
    ),
    description: 'what clients were given at the url; null where nobody has looked since the generation came',
  },
});

export const generationSchema = asTold('generation.json, as docs/spec/record.md tells of it');
export const planSchema = asTold('as `stagepost plan --json`; schemas/plan.schema.json says what it holds');
export const historySchema = asTold('as `stagepost history --json`');
export const monthSchema: JsonSchema = {
  type: 'string',
  pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
  description: 'only this month',
};
export const metricsSchema = asTold('as `stagepost metrics --json`');

export const verdictSchema = group({
  release: text,
  state: text,
  to: orNull(text),
  asked: { type: 'boolean', description: 'false where nobody asked for the step yet' },
  verdict,
  gates,
  earliest: orNull(moment),
});

export const earlyAdopterSchema = group({
  team: text,
  site: text,
  stacks: list(text),
  platforms: { ...list(text), description: 'empty for every platform' },
  ngi: orNull(text),
  reports: list(
    group({ release: text, state: text, result: orNull(text), date: orNull(text), link: orNull(text) }),
  ),
});
