import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { extname } from 'node:path';

/** A way to a daemon that stops for a moment when a file has been listed and nothing of it was asked for yet. */
export interface Detour {
  readonly port: number;
  /** How often the file was changed. */
  readonly lies: () => number;
  readonly stop: () => Promise<void>;
}

/**
 * Stands between rsync and a daemon. Names go over the line in plain text, and of a listed one what differs from the name
 * before it. So the list is the first answer after the request with the end of the name in it. Before our rsync sees it,
 * `afterList` changes the file; the daemon opens a file when it comes to it, and sends another one than it has listed.
 */
export async function detourTo(daemonPort: number, file: string, afterList: () => void): Promise<Detour> {
  let lies = 0;
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((client) => {
    const daemon = track(connect({ host: '127.0.0.1', port: daemonPort }));
    const [isAskedFor, isListed] = [lookOut(file), lookOut(extname(file))];
    track(client).on('data', (chunk) => {
      isAskedFor(chunk);
    });
    client.pipe(daemon);
    let isDone = false;
    daemon.on('data', (chunk) => {
      if (!isDone && isAskedFor() && isListed(chunk)) {
        isDone = true;
        lies += 1;
        afterList();
      }
      if (!client.write(chunk)) daemon.pause();
    });
    client.on('drain', () => daemon.resume());
    client.on('close', () => daemon.destroy());
    daemon.on('end', () => client.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    lies: () => lies,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Whether some words were in what went by so far. */
function lookOut(words: string): (chunk?: Buffer) => boolean {
  let seen = '';
  return (chunk) => {
    if (chunk !== undefined && seen.length < 100_000) seen += chunk.toString('latin1');
    return seen.includes(words);
  };
}
