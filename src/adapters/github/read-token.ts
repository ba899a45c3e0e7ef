import { readFile } from 'node:fs/promises';
import { StagepostError } from '../../domain/failure.ts';

/** The token of a file, read anew for each use because it may be renewed. Throws `code-host-refused`, never with the token. */
export async function readToken(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unusable(`the file of the GitHub token ${file} cannot be read: ${error.code ?? 'unknown error'}`);
  });
  const token = text.trim();
  // A header has room for visible ASCII only; anything else is not a token.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw unusable(`the file ${file} does not hold a GitHub token`);
}

function unusable(message: string): StagepostError {
  return new StagepostError({
    code: 'code-host-refused',
    message,
    hint: 'write the token into that file, alone on one line, readable by the user of Stagepost only',
    treatment: 'needs-person',
  });
}
