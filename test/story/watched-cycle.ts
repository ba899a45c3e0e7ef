import type { CycleDeps } from '../../src/reconcile/cycle-deps.ts';

/** Calls `before` ahead of everything in a cycle that changes something outside this process. */
export function watchedCycle(deps: CycleDeps, before: (call: string) => void): CycleDeps {
  const watch = <T extends object>(room: string, port: T, names: readonly (keyof T & string)[]): T =>
    watched(port, names, (name) => before(`${room}.${name}`));
  const { intake, publish, mail } = deps;
  const changed = Object.keys(publish.changes) as (keyof typeof publish.changes)[];
  return {
    ...deps,
    intake: {
      ...intake,
      changes: watch('changes', intake.changes, changed),
      pool: watch('pool', intake.pool, ['openScratch', 'admit', 'discard']),
    },
    publish: {
      ...publish,
      changes: watch('changes', publish.changes, changed),
      mover: watch('mover', publish.mover, ['linkAll']),
      signer: watch('signer', publish.signer, ['detach', 'clearsign']),
    },
    records: watch('records', deps.records, ['write']),
    ledger: watch('ledger', deps.ledger, ['noteAttempts', 'forgetAttempts']),
    outbox: watch('outbox', deps.outbox, ['begin', 'queue', 'restand', 'forget']),
    mail: mail === null ? null : { ...mail, mailer: watch('mail', mail.mailer, ['send']) },
  };
}

function watched<T extends object>(
  port: T,
  names: readonly (keyof T & string)[],
  before: (name: string) => void,
): T {
  const methods = names.map((name) => [
    name,
    (...args: readonly unknown[]) => {
      before(name);
      return (port[name] as (...given: readonly unknown[]) => unknown)(...args);
    },
  ]);
  return { ...port, ...Object.fromEntries(methods) };
}
