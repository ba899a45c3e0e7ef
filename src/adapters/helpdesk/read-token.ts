import { open } from 'node:fs/promises';
import { refused } from './helpdesk-failure.ts';

const mostBytes = 1000;

/** Reads the token anew, so that another one can be put in its place while Stagepost runs. */
export async function readToken(file: string): Promise<string> {
  const text = (await readStart(file)).trim();
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw refused(`${file} holds no token`, 'Put an access token of the helpdesk into it, on one line.');
}

async function readStart(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw refused(`the token of the helpdesk cannot be read from ${file}: ${code}`, 'Make it readable.');
  }
}
