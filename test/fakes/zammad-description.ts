// The operations of Zammad that are used, after its documentation of the API: they judge requests and answers alike.
import { Ajv, type ValidateFunction } from 'ajv';

type Schema = Readonly<Record<string, unknown>>;

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly query: readonly string[];
  readonly request: Schema | null;
  readonly answer: Schema;
  readonly status: number;
}

const id = { type: 'integer', minimum: 1 };
const text = { type: 'string' };
const moment = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' };

function object(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}

const ticket = object(
  {
    id,
    number: { type: 'string', pattern: '^\\d+$' },
    title: text,
    group_id: id,
    state_id: id,
    priority_id: id,
    customer_id: id,
    created_at: moment,
    updated_at: moment,
    article_ids: list(id),
    // Only where the names are asked for beside the numbers.
    state: text,
    group: text,
  },
  ['state', 'group'],
);

const attachment = object({ id, filename: text, size: text, preferences: { type: 'object' } });

const article = object({
  id,
  ticket_id: id,
  created_by_id: id,
  created_by: text,
  sender: { enum: ['Agent', 'Customer', 'System'] },
  type: { enum: ['note', 'email', 'web', 'phone'] },
  content_type: { enum: ['text/plain', 'text/html'] },
  subject: { type: ['string', 'null'] },
  body: text,
  internal: { type: 'boolean' },
  attachments: list(attachment),
  created_at: moment,
});

const newArticle: Readonly<Record<string, Schema>> = {
  body: { type: 'string', minLength: 1 },
  content_type: { enum: ['text/plain', 'text/html'] },
  type: { enum: ['note', 'email', 'phone'] },
  internal: { type: 'boolean' },
};

const user = object({
  id,
  login: text,
  email: text,
  firstname: text,
  lastname: text,
  active: { type: 'boolean' },
  group_ids: { type: 'object', additionalProperties: list({ enum: ['read', 'create', 'change', 'full'] }) },
});

const ticketState = object({ id, name: text, active: { type: 'boolean' } });
const group = object({ id, name: text, active: { type: 'boolean' } });

const operations: readonly Operation[] = [
  { ...get('users/me'), name: 'me', answer: user },
  { ...get('users/(?<id>\\d+)'), name: 'user', answer: user },
  { ...get('groups'), name: 'groups', answer: list(group) },
  { ...get('ticket_states'), name: 'states', answer: list(ticketState) },
  {
    ...get('tickets/search', ['query', 'limit', 'page', 'sort_by', 'order_by']),
    name: 'search',
    answer: list(ticket),
  },
  { ...get('tickets/(?<id>\\d+)', ['expand']), name: 'ticket', answer: ticket },
  { ...get('ticket_articles/by_ticket/(?<id>\\d+)'), name: 'articles', answer: list(article) },
  {
    ...{ name: 'add article', method: 'POST', path: pathOf('ticket_articles'), query: [], status: 201 },
    ...{ request: object({ ticket_id: id, ...newArticle }), answer: article },
  },
  {
    ...{ name: 'change ticket', method: 'PUT', path: pathOf('tickets/(?<id>\\d+)'), query: [], status: 200 },
    request: object({ state: text, article: object(newArticle) }, ['article']),
    answer: ticket,
  },
];

const refusal = object({ error: text, error_human: text }, ['error_human']);
const ajv = new Ajv({ allErrors: true });
const compiled = new Map<Schema, ValidateFunction>();

function pathOf(path: string): RegExp {
  return new RegExp(`^/api/v1/${path}$`);
}

function get(path: string, query: readonly string[] = []) {
  return { method: 'GET', path: pathOf(path), query, request: null, status: 200 };
}

/** The operation of a request with the number in its path, or the words why it is none. */
export function judgeRequest(
  method: string,
  url: URL,
  body: unknown,
): { readonly name: string; readonly id: number } | string {
  const found = operations.find((each) => each.method === method && each.path.test(url.pathname));
  if (found === undefined) return `${method} ${url.pathname} is not described`;
  const strange = [...url.searchParams.keys()].filter((name) => !found.query.includes(name));
  if (strange.length > 0) return `${found.name} takes no ${strange.join(', ')}`;
  if (found.request === null && body !== undefined) return `${found.name} takes no body`;
  const wrong = found.request === null ? null : errorsIn(found.request, body);
  if (wrong !== null) return `${found.name}: ${wrong}`;
  return { name: found.name, id: Number(found.path.exec(url.pathname)?.groups?.id ?? 0) };
}

/** What is wrong with an answer; null when it is as described. */
export function judgeAnswer(name: string, status: number, body: unknown): string | null {
  const found = operations.find((each) => each.name === name);
  const schema = status >= 400 ? refusal : found?.answer;
  if (schema === undefined || (status < 400 && status !== found?.status))
    return `${name} answers no ${status}`;
  const wrong = errorsIn(schema, body);
  return wrong === null ? null : `${name} ${status}: ${wrong}`;
}

function errorsIn(schema: Schema, value: unknown): string | null {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(value) ? null : ajv.errorsText(validate.errors);
}
