import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Servers of stories and tests listen here and nowhere else. */
export const HOST = '127.0.0.1';

/** Binds the port for a moment, so that a daemon of somebody else is never taken for ours; 0 asks for any. */
export function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ host: HOST, port: wanted }, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** Asks again and again until a server answers; false when it has ended or the time is over. */
export async function answersWithin(
  seconds: number,
  server: { readonly isAlive: () => boolean; readonly answers: () => Promise<boolean> },
): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (server.isAlive() && Date.now() < deadline) {
    if (await server.answers()) return server.isAlive();
    await sleep(25);
  }
  return false;
}
