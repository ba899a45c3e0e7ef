import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A server on the loopback address that greets and then sends a byte each second, for ever. */
export async function drippingServer(
  greeting: Uint8Array,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(greeting);
    const drip = setInterval(() => socket.write('.'), 1000);
    socket.on('close', () => {
      clearInterval(drip);
      sockets.delete(socket);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
