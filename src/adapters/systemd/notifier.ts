import type { ProcessRunner } from '../../ports/process-runner.ts';

/** Tells the service manager how this process does. Never throws: it does its work all the same. */
export interface Notifier {
  ready(status: string): Promise<void>;
  stopping(): Promise<void>;
}

/**
 * Speaks to systemd by its own program, because Node.js has no sockets of that kind; the unit needs
 * `NotifyAccess=all`. Says nothing where nobody listens.
 */
export function openNotifier(runner: ProcessRunner, socket: string | undefined): Notifier {
  if (socket === undefined || socket === '')
    return { ready: async () => undefined, stopping: async () => undefined };
  const tell = async (...words: readonly string[]) => {
    const command = {
      program: 'systemd-notify',
      args: ['--', ...words],
      env: { NOTIFY_SOCKET: socket },
      timeoutSeconds: 5,
      maxOutputBytes: 4096,
    };
    await runner.run(command).catch(() => undefined);
  };
  return {
    ready: (status) => tell('READY=1', `STATUS=${status}`),
    stopping: () => tell('STOPPING=1'),
  };
}
