// A stand-in for Zammad on this machine: it holds every request, and every answer of its own, to Zammad's description.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { judgeAnswer, judgeRequest } from './zammad-description.ts';

/** An article as Zammad keeps it. */
export interface KeptArticle {
  readonly by: 'us' | 'customer';
  readonly body: string;
  readonly internal: boolean;
}

/** A ticket as Zammad keeps it. */
export interface KeptTicket {
  readonly id: number;
  readonly title: string;
  group: string;
  state: 'new' | 'open' | 'closed' | 'merged';
  readonly articles: KeptArticle[];
}

/** What happens to one request beside its answer, or instead of it. */
export type ZammadFault =
  | { readonly kind: 'fail-after'; readonly status: number }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'hang' };

export interface Zammad {
  readonly url: string;
  readonly group: string;
  readonly tickets: KeptTicket[];
  /** What the user of the token may do in the group. */
  readonly rights: string[];
  /** Whether agents see groups; older versions show them to administrators alone. */
  showsGroups: boolean;
  /** What the description has against a request or an answer; a sound adapter leaves it empty. */
  readonly violations: string[];
  /** Method and path of every request. */
  readonly requests: string[];
  /** Happens to the next request of a method, one for each. */
  readonly faults: (ZammadFault & { readonly at?: 'GET' | 'POST' | 'PUT' })[];
  readonly add: (title: string) => KeptTicket;
  readonly stop: () => Promise<void>;
}

const then = '2026-11-22T12:00:00.000Z';
const [us, customer] = [3, 7];
const stateIds = { new: 1, open: 2, closed: 4, merged: 5 } as const;
const groupId = 5;

/** Starts the stand-in with one group and one token. */
export async function startZammad({ token }: { readonly token: string }): Promise<Zammad> {
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      zammad.violations.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const zammad: Zammad = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    group: 'Software provisioning',
    tickets: [],
    rights: ['read', 'change'],
    showsGroups: true,
    violations: [],
    requests: [],
    faults: [],
    add: (title) => {
      const { group } = zammad;
      const ticket: KeptTicket = {
        ...{ id: 100 + zammad.tickets.length, title, group, state: 'new', articles: [] },
      };
      zammad.tickets.push(ticket);
      return ticket;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return zammad;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', zammad.url);
    const method = request.method ?? 'GET';
    zammad.requests.push(`${method} ${url.pathname}`);
    const body = method === 'GET' ? undefined : await json(request);
    const judged = judgeRequest(method, url, body);
    if (typeof judged === 'string') {
      zammad.violations.push(judged);
      return send(response, 500, JSON.stringify({ error: judged }));
    }
    reply(response, takeFault(zammad, method), () => {
      const known = request.headers.authorization === `Token token=${token}`;
      const answer = known ? answerTo(zammad, judged, body) : refusal(401, 'Invalid token');
      const wrong = judgeAnswer(judged.name, answer.status, answer.body);
      if (wrong !== null) zammad.violations.push(wrong);
      return answer;
    });
  }
}

/** Answers, or does what goes wrong beside it or instead of it. */
function reply(response: ServerResponse, fault: ZammadFault | undefined, answer: () => Answer): void {
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'answer') return void send(response, fault.status, fault.body, fault.headers);
  const { status, body } = answer();
  if (fault?.kind === 'fail-after') return void send(response, fault.status, '{"error":"no"}');
  const text = JSON.stringify(body);
  if (fault?.kind !== 'truncate') return void send(response, status, text);
  response.writeHead(status, { 'content-length': text.length + 10 });
  response.write(text);
  setImmediate(() => response.destroy());
}

function takeFault({ faults }: Zammad, method: string): ZammadFault | undefined {
  const index = faults.findIndex(({ at }) => at === undefined || at === method);
  return index < 0 ? undefined : faults.splice(index, 1)[0];
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function answerTo(
  zammad: Zammad,
  { name, id }: { readonly name: string; readonly id: number },
  body: unknown,
): Answer {
  if (name === 'me') return good(userOf(us, 'stagepost', zammad.rights));
  if (name === 'groups' && !zammad.showsGroups) return refusal(403, 'Not authorized');
  if (name === 'groups') return good([{ id: groupId, name: zammad.group, active: true }]);
  if (name === 'states')
    return good(Object.entries(stateIds).map(([state, key]) => ({ id: key, name: state, active: true })));
  const wanted = name === 'add article' ? (body as { readonly ticket_id: number }).ticket_id : id;
  const ticket = zammad.tickets.find((each) => each.id === wanted);
  if (ticket === undefined) return refusal(404, `Couldn't find Ticket with 'id'=${wanted}`);
  if (name === 'ticket') return good({ ...shown(ticket), state: ticket.state, group: ticket.group });
  if (name === 'articles')
    return good(ticket.articles.map((article, at) => shownArticle(ticket, article, at)));
  if (!zammad.rights.includes('change')) return refusal(403, 'Not authorized');
  return change(ticket, name, body as Written & { readonly state?: string; readonly article?: Written });
}

type Written = Pick<KeptArticle, 'body' | 'internal'>;

function change(
  ticket: KeptTicket,
  name: string,
  body: Written & { readonly state?: string; readonly article?: Written },
): Answer {
  const written = name === 'add article' ? body : body.article;
  if (written !== undefined)
    ticket.articles.push({ by: 'us', body: written.body, internal: written.internal });
  if (name === 'add article')
    return { status: 201, body: shownArticle(ticket, lastOf(ticket), ticket.articles.length - 1) };
  if (body.state !== 'closed') return refusal(422, `Can't find State ${body.state}`);
  ticket.state = body.state;
  return good(shown(ticket));
}

function lastOf({ articles }: KeptTicket): KeptArticle {
  const last = articles.at(-1);
  if (last === undefined) throw new Error('an article was added');
  return last;
}

function good(body: unknown): Answer {
  return { status: 200, body };
}

function refusal(status: number, error: string): Answer {
  return { status, body: { error } };
}

function userOf(id: number, login: string, rights: readonly string[]): unknown {
  const name = { firstname: login, lastname: '', email: `${login}@example.org`, active: true };
  return { id, login, ...name, group_ids: { [groupId]: rights } };
}

function shown({ id, title, state, articles }: KeptTicket): Readonly<Record<string, unknown>> {
  return {
    ...{
      id,
      number: String(61_000 + id),
      title,
      group_id: groupId,
      state_id: stateIds[state],
      priority_id: 2,
    },
    ...{ customer_id: customer, created_at: then, updated_at: then },
    article_ids: articles.map((_, at) => id * 100 + at),
  };
}

function shownArticle(ticket: KeptTicket, { by, body, internal }: KeptArticle, at: number): unknown {
  const author = by === 'us' ? us : customer;
  return {
    ...{
      id: ticket.id * 100 + at,
      ticket_id: ticket.id,
      created_by_id: author,
      created_by: by,
      subject: null,
    },
    ...{ sender: by === 'us' ? 'Agent' : 'Customer', type: by === 'us' ? 'note' : 'web' },
    ...{ content_type: 'text/plain', body, internal, attachments: [], created_at: then },
  };
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json; charset=utf-8' },
): void {
  response.writeHead(status, headers).end(body);
}
