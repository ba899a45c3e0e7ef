import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sha256 } from '../../domain/digest.ts';
import { sha256Of } from '../../domain/digest.ts';
import { failureOf } from '../../domain/failure.ts';
import { msOf } from '../../domain/instant.ts';
import type { MessageStanding } from '../../domain/rollout-message.ts';
import type { Secret } from '../../domain/secret.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { group, problemSchema } from '../api/schemas.ts';
import { isSignedBy } from '../auth/check-signature.ts';
import { sendProblem } from '../problems.ts';
import { bytesOf, takeRawBodies } from '../raw-bodies.ts';

/** A message whose sender is known. */
export interface Arrival {
  readonly delivery: string;
  readonly body: string;
  /** Digest of what was signed: the same again is the same message, whatever its delivery is called. */
  readonly signed: Sha256;
}

/** What was made of one. */
export type Received =
  | { readonly kind: 'kept'; readonly delivery: string; readonly standing: MessageStanding }
  /** Another message of the same delivery is there. */
  | { readonly kind: 'conflict' }
  /** It cannot be judged before the first observation. */
  | { readonly kind: 'too-early' };

/** Takes messages in; what is answered is on the disk. */
export interface MessageIntake {
  receive(arrival: Arrival): Promise<Received>;
}

/** What the route works with. */
export interface RolloutProgressDeps {
  readonly intake: MessageIntake;
  /** The secret that the sender signs with, read anew. */
  readonly secret: () => Promise<Secret>;
  readonly clock: Clock;
  readonly log: Log;
}

const mostBytes = 1024 * 1024;
const mostSecondsAside = 300;
const deliveryForm = /^[A-Za-z0-9._:-]{1,200}$/;
// Twenty a second: more than any tracker has to say, and no flood.
const limited = { rateLimit: { max: 1200, timeWindow: 60_000 } };

/**
 * `POST /api/v1/rollout-progress`: what changed on a ticket (R86). Whoever cannot sign is turned away before anything
 * is read or kept; whatever is signed is kept with its verdict, and then answered (R87, R89).
 */
export function addRolloutProgress(app: FastifyInstance, deps: RolloutProgressDeps): void {
  app.register(async (scope) => {
    takeRawBodies(scope, mostBytes);
    scope.post('/api/v1/rollout-progress', { schema, config: limited }, async (request, reply) => {
      const body = bytesOf(request.body);
      const [timestamp, signature, name] = ['timestamp', 'signature', 'delivery'].map((field) =>
        String(request.headers[`x-rt-${field}`] ?? ''),
      ) as [string, string, string];
      const secret = await deps.secret();
      if (!isSignedBy(secret, [`${timestamp}.`, body], signature) || !isRecent(timestamp, deps.clock))
        return unsigned(request, reply);
      const signed = sha256Of(Buffer.concat([Buffer.from(`${timestamp}.`), body]));
      const hasName = deliveryForm.test(name);
      const delivery = hasName ? name : `unnamed-${signed.slice(0, 16)}`;
      return receive(deps, { request, reply, arrival: { delivery, body: body.toString('utf8'), signed } });
    });
  });
}

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly arrival: Arrival;
}

async function receive({ intake, log }: RolloutProgressDeps, { request, reply, arrival }: Asked) {
  let received: Received;
  try {
    received = await intake.receive(arrival);
  } catch (error) {
    log.error('message not kept', { request: request.id, message: failureOf(error).message });
    return notKept(request, reply);
  }
  const { delivery } = arrival;
  if (received.kind === 'too-early') return notKept(request, reply);
  if (received.kind === 'conflict') {
    const reasons = [`delivery ${delivery} was used for another message`];
    return refuse(request, reply, { status: 409, delivery, reasons });
  }
  const { standing } = received;
  log.info('message', { request: request.id, delivery: received.delivery, standing: standing.kind });
  if (standing.kind === 'refused')
    return refuse(request, reply, { status: 422, delivery: received.delivery, reasons: standing.reasons });
  return reply
    .code(202)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ delivery: received.delivery, standing: standing.kind }));
}

// Letters must not come from years ago: whoever heard one once could send it again.
function isRecent(timestamp: string, clock: Clock): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(Number(timestamp) - msOf(clock.now()) / 1000) <= mostSecondsAside;
}

function unsigned(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, {
    status: 401,
    title: 'Not signed',
    detail: `X-RT-Signature must be sha256= and the HMAC-SHA256 of X-RT-Timestamp, a dot and the body; the timestamp may be ${mostSecondsAside} seconds aside`,
  });
}

function notKept(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, {
    status: 503,
    title: 'Cannot be kept now',
    detail: 'nothing was observed yet, or the disk takes nothing; send it again',
    retryAfterSeconds: 10,
  });
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    status,
    delivery,
    reasons,
  }: { readonly status: number; readonly delivery: string; readonly reasons: readonly string[] },
): FastifyReply {
  return sendProblem(request, reply, {
    status,
    title: 'Refused',
    detail: `delivery ${delivery}: ${reasons.join('; ')}`,
    errors: reasons,
  });
}

const problem = { 'application/problem+json': { schema: problemSchema } };
const text = { type: 'string' } as const;

const schema = {
  tags: ['messages'],
  summary: 'What changed on a ticket, signed by the tracker',
  description:
    'The body is a JSON object with Ticket_Id, Current_Rollout_Progress, Previous_Rollout_Progress (empty for a new ticket) and Emergency_Release (Yes or No). Headers: X-RT-Delivery names the delivery, X-RT-Timestamp has the seconds since 1970, X-RT-Signature is sha256= and the HMAC-SHA256 of timestamp, dot and body. A repeated delivery is answered like the first.',
  response: {
    202: {
      description: 'is kept, on the disk',
      content: {
        'application/json': {
          schema: group({
            delivery: text,
            standing: { type: 'string', enum: ['received', 'waiting', 'settled', 'dropped'] },
          }),
        },
      },
    },
    401: { description: 'not signed, or not now; nothing is kept', content: problem },
    409: { description: 'another message has this delivery id', content: problem },
    422: { description: 'is kept, and refused with every reason', content: problem },
    '4xx': { description: 'too large, or too many', content: problem },
    503: { description: 'cannot be kept now; send it again', content: problem },
  },
};
