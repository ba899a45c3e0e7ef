import type { FastifyInstance } from 'fastify';
import type { StoredMessage } from '../../domain/rollout-message.ts';
import { type AskedBy, addOperation, addOperatorRead, type OperationDeps } from '../api/operation-routes.ts';

/** What operators may see of messages, and ask of them. */
export interface MessageOperations {
  list(): Promise<readonly StoredMessage[]>;
  /** False where there is no such message, or it cannot be judged again. */
  retry(by: AskedBy, delivery: string): Promise<boolean>;
  /** False where there is no such message, or nobody has to deal with it any more. */
  drop(by: AskedBy, delivery: string): Promise<boolean>;
}

/** Adds what operators may do with messages. */
export function addMessageRoutes(
  app: FastifyInstance,
  deps: Omit<OperationDeps, 'operations'> & { readonly messages: MessageOperations },
): void {
  const { messages } = deps;
  addOperatorRead(app, deps, {
    url: '/api/v1/messages',
    summary: 'Every message that is kept, in order of arrival, with what became of it',
    read: () => messages.list(),
  });
  addOperation(app, deps, {
    url: '/api/v1/messages/:delivery/retry',
    summary: 'Judge a refused or dropped message again',
    ask: (by, { delivery = '' }) => messages.retry(by, delivery),
  });
  addOperation(app, deps, {
    url: '/api/v1/messages/:delivery/drop',
    summary: 'Take a message out, so that nothing comes of it',
    ask: (by, { delivery = '' }) => messages.drop(by, delivery),
  });
}
