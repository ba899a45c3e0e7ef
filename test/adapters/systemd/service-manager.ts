import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';

// Node.js has no sockets of that kind. What comes with a message, such as a descriptor to wait for, is closed at once.
const listener = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print('listening', flush=True)
while True:
    print(s.recv(4096).decode(), flush=True)
`;

/** Listens as systemd does; the socket is where a service speaks to it. */
export async function serviceManager(): Promise<{ readonly socket: string; readonly heard: () => string }> {
  const folder = mkdtempSync(join(tmpdir(), 'stagepost-notify-'));
  const socket = join(folder, 'notify');
  const child = spawn('python3', ['-c', listener, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  child.stdout.on('data', (bytes: Buffer) => {
    heard += bytes.toString('utf8');
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await expect.poll(() => heard, { timeout: 30_000 }).toContain('listening');
  return { socket, heard: () => heard };
}
