// A line to a server of this machine, which can be slow or cut while the server is well.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Line {
  /** host:port of this end. */
  readonly host: string;
  /** How often somebody connected. */
  readonly calls: () => number;
  /** From now on an rsync daemon behind it greets, and then only says every second that it will come to it. */
  readonly hold: () => void;
  /** From now on nobody gets an answer; what is open is broken off. */
  readonly cut: () => void;
  /** As if there were no line; what is held goes on. */
  readonly pass: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts a line to a port of this machine. */
export async function startLine(port: number): Promise<Line> {
  let mode: 'pass' | 'hold' | 'cut' = 'pass';
  let calls = 0;
  const open = new Set<Socket>();
  const held = new Set<() => void>();
  const server = createServer((client) => {
    calls += 1;
    if (mode === 'cut') return void client.destroy();
    const far = connect(port, '127.0.0.1');
    for (const socket of [client, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        far.destroy();
      });
    }
    client.pipe(far);
    if (mode === 'pass') return void far.pipe(client);
    held.add(dripping(client, far));
  });
  const goOn = () => {
    for (const release of held) release();
    held.clear();
  };
  const breakOff = () => {
    for (const socket of open) socket.destroy();
    held.clear();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    hold: () => {
      mode = 'hold';
    },
    cut: () => {
      mode = 'cut';
      breakOff();
    },
    pass: () => {
      mode = 'pass';
      goOn();
    },
    stop: async () => {
      breakOff();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Lets the greeting through and holds the rest; calling the answer ends that. */
function dripping(client: Socket, far: Socket): () => void {
  far.once('data', (greeting) => {
    far.pause();
    client.write(greeting);
  });
  // What a daemon says before it is ready is the message of the day.
  const drip = setInterval(() => client.write('One moment, please.\n'), 1000);
  client.on('close', () => clearInterval(drip));
  return () => {
    clearInterval(drip);
    far.pipe(client);
  };
}
