import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import { type FastifyInstance, fastify } from 'fastify';
import type { Log } from '../ports/log.ts';
import type { OperationLog } from '../ports/operations.ts';
import type { PublishedFiles } from '../ports/published-files.ts';
import { type AccountMaker, addAccount } from './account/account-routes.ts';
import { addDocumentRoutes } from './api/document-routes.ts';
import { addOperationRoutes, type Operations } from './api/operation-routes.ts';
import { addReadRoute } from './api/read-route.ts';
import { readRoutes } from './api/read-routes.ts';
import { tableRoutes } from './api/table-routes.ts';
import { addAuthRequest } from './auth/auth-request-route.ts';
import { type AccessDeps, makeIdentify } from './auth/identify.ts';
import { addSignIn, type SignInDeps } from './auth/sign-in-routes.ts';
import { addEventStream } from './event-stream.ts';
import { takeForms } from './form-bodies.ts';
import { addHealthRoutes, type Readiness } from './health-routes.ts';
import { addMessageRoutes, type MessageOperations } from './inbox/message-routes.ts';
import { addRolloutProgress, type RolloutProgressDeps } from './inbox/rollout-progress-route.ts';
import { answerKnownHosts } from './known-hosts.ts';
import { logRequests } from './log-requests.ts';
import { addMetrics } from './metrics/metrics-route.ts';
import { addPages, type Pages } from './pages.ts';
import { answerProblems } from './problems.ts';
import { sendSecurityHeaders } from './security-headers.ts';
import { addStages, type ServedStage } from './stages/stage-routes.ts';
import type { Views } from './views.ts';
import { addWebhook } from './webhook-route.ts';

/** Everything that the server answers from; it looks at nothing itself. */
export interface ServerDeps {
  readonly views: Views;
  readonly access: AccessDeps;
  /** How people sign in; null when nobody can. */
  readonly signIn: (Pick<SignInDeps, 'provider' | 'roles'> & { readonly page: AccountMaker }) | null;
  readonly operations: Operations;
  readonly operationLog: Pick<OperationLog, 'note'>;
  /** The stages that it serves itself, and the path of the private one, whoever serves it. */
  readonly trees: {
    readonly stages: readonly ServedStage[];
    readonly privatePath: string;
    readonly files: PublishedFiles;
  };
  readonly readiness: () => Readiness;
  /** Names under which it is reached, beside those of this machine. */
  readonly hostNames: readonly string[];
  /** Takes messages about tickets; null where none are taken. */
  readonly inbox: (Omit<RolloutProgressDeps, 'log'> & { readonly messages: MessageOperations }) | null;
  /** Takes webhooks of GitHub; null where none are taken. */
  readonly webhook: Parameters<typeof addWebhook>[1] | null;
  readonly pages: Pages;
  readonly metrics: Parameters<typeof addMetrics>[1];
  readonly log: Log;
  /** Ends what lasts, such as event streams, when it is aborted. */
  readonly stop: AbortSignal;
}

const mostConnections = 1000;
const graceMs = 3000;

/** The whole server, which does not listen yet. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const app = fastify({
    genReqId: () => randomUUID(),
    // Only a proxy on this machine is believed about who asks.
    trustProxy: 'loopback',
    bodyLimit: 64 * 1024,
    // A field that nobody knows is a mistake that its writer wants to hear of.
    ajv: { customOptions: { removeAdditional: false } },
    requestTimeout: 30_000,
    keepAliveTimeout: 30_000,
    // A connection that is kept alive does not hold up an end; what is being answered is.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 500 },
  });
  app.server.maxConnections = mostConnections;
  // What is sent is what was made; the schemas of answers are there to be read.
  app.setSerializerCompiler(() => JSON.stringify);
  sendSecurityHeaders(app);
  logRequests(app, deps.log);
  answerProblems(app, deps.log, deps.pages.notice);
  answerKnownHosts(app, deps.hostNames);
  await app.register(rateLimit, { global: false });
  await app.register(swagger, document);
  takeForms(app);
  // Routes are added after the plugins that look at them.
  app.after(() => addRoutes(app, deps));
  endInTime(app);
  return app;
}

function addRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { access, signIn, trees, inbox, log } = deps;
  const identify = makeIdentify(access);
  addHealthRoutes(app, deps.readiness);
  addMetrics(app, deps.metrics);
  for (const route of [...readRoutes, ...tableRoutes]) addReadRoute(app, { ...deps, identify }, route);
  addEventStream(app, deps);
  addOperationRoutes(app, { ...deps, identify });
  if (inbox !== null) {
    addRolloutProgress(app, { ...inbox, log });
    addMessageRoutes(app, { identify, log, messages: inbox.messages });
  }
  if (deps.webhook !== null) addWebhook(app, deps.webhook);
  addAuthRequest(app, { privatePath: trees.privatePath, identify });
  addStages(app, { ...trees, identify });
  if (signIn !== null) {
    const shared = { access, identify, notice: deps.pages.notice, log };
    addSignIn(app, { ...shared, ...signIn });
    addAccount(app, { ...shared, operations: deps.operationLog, page: signIn.page });
  }
  addDocumentRoutes(app);
  addPages(app, { ...deps, identify });
}

// Whoever is slow to ask, or to read, is cut off, so that an end takes seconds.
function endInTime(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), graceMs).unref();
  });
}

const document = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Stagepost API',
      version: '1',
      description:
        'Where every release is, why it waits, and what is published: as the last cycle saw it. Lists come in pages; every answer has an ETag, and every refusal an id.',
    },
    components: {
      securitySchemes: { operator: { type: 'http' as const, scheme: 'bearer' } },
    },
  },
};
