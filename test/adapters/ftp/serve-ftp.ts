import { readFile, stat } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** One file that is to be sent. */
export interface SendingTurn {
  readonly data: Socket;
  /** From the byte on that was asked for. */
  readonly content: Buffer;
  /** 1 for the first file that this server sends. */
  readonly times: number;
  readonly say: (line: string) => void;
  /** Ends the whole conversation without a word. */
  readonly hangUp: () => void;
}

/** How a server of a test is otherwise than good ones. */
export interface FtpManners {
  /** Commands that it does not know. */
  readonly lacks?: readonly string[];
  /** What it says instead, by command; undefined leaves it to answer. */
  readonly says?: (command: string, argument: string) => string | undefined;
  /** Takes over the sending of a file, and what is said at its end. */
  readonly sends?: (turn: SendingTurn) => void;
  readonly address?: string;
  readonly port?: number;
}

/** An ftp server of a test, with the commands that it was given. */
export interface FtpServer {
  readonly port: number;
  readonly host: string;
  readonly commands: readonly string[];
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

/** Serves a folder to everybody in passive mode (RFC 959, 2428 and 3659), as far as fetching goes. */
export async function serveFtp(folder: string, manners: FtpManners = {}): Promise<FtpServer> {
  const address = manners.address ?? '127.0.0.1';
  const sockets = new Set<Socket>();
  const commands: string[] = [];
  const sent = { files: 0 };
  let connections = 0;
  const keep = (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer((control) => {
    keep(control);
    converse(control, { folder, manners, commands, keep, address, sent });
  });
  const port = await listenOn(server, address, manners.port);
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port, host: `${address}:${port}`, commands, connections: () => connections, stop };
}

interface Talk {
  readonly folder: string;
  readonly manners: FtpManners;
  readonly commands: string[];
  readonly keep: (socket: Socket) => void;
  readonly address: string;
  readonly sent: { files: number };
}

function converse(control: Socket, talk: Talk): void {
  const { manners, commands } = talk;
  const say = (line: string) => control.write(`${line}\r\n`);
  const state: Context['state'] = { data: undefined, from: 0 };
  const hangUp = () => control.destroy();
  let rest = '';
  say(manners.says?.('', '') ?? '220 ready');
  control.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, command = '', argument = ''] = /^([A-Za-z]+) ?(.*)$/.exec(line) ?? [];
      commands.push(line);
      const said = manners.lacks?.includes(command) ? '502 what?' : manners.says?.(command, argument);
      if (said !== undefined) say(said);
      else void answer(command, argument, { ...talk, say, hangUp, state });
    }
  });
}

type Context = Talk & {
  readonly say: (line: string) => void;
  readonly hangUp: () => void;
  readonly state: { data: Promise<Socket> | undefined; from: number };
};

const fixed: Readonly<Record<string, string>> = {
  USER: '331 password?',
  PASS: '230 welcome',
  TYPE: '200 binary',
  STRU: '200 files',
};

async function answer(command: string, argument: string, context: Context): Promise<void> {
  const { say, state, folder } = context;
  if (command in fixed) return say(fixed[command] ?? '');
  if (command === 'EPSV' || command === 'PASV') return passive(command, context);
  if (command === 'REST') {
    state.from = Number(argument);
    return say('350 then retrieve');
  }
  const facts = await stat(join(folder, argument)).catch(() => undefined);
  if (command === 'SIZE' && facts?.isFile()) return say(`213 ${facts.size}`);
  if (command === 'MDTM' && facts?.isFile()) return say('213 20260102030405');
  if (command === 'RETR' && facts?.isFile()) return send(join(folder, argument), context);
  say(['SIZE', 'MDTM', 'RETR'].includes(command) ? '550 no such file' : '502 what?');
}

async function passive(command: string, { say, state, keep, address }: Context): Promise<void> {
  const waiting = createServer();
  const port = await listenOn(waiting, address);
  state.data = new Promise((resolve) => {
    waiting.once('connection', (socket) => {
      keep(socket);
      waiting.close();
      resolve(socket);
    });
  });
  const numbers = [...address.split('.'), port >> 8, port & 255].join(',');
  say(command === 'EPSV' ? `229 passive (|||${port}|)` : `227 passive (${numbers})`);
}

async function send(path: string, { say, hangUp, state, manners, sent }: Context): Promise<void> {
  const data = await state.data;
  if (data === undefined) return say('425 no data connection');
  const content = (await readFile(path)).subarray(state.from);
  state.from = 0;
  sent.files += 1;
  say('150 here it comes');
  if (manners.sends !== undefined) manners.sends({ data, content, times: sent.files, say, hangUp });
  else data.end(content, () => say('226 that was all'));
}

async function listenOn(server: Server, address: string, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return (server.address() as AddressInfo).port;
}
