import { StagepostError } from '../../domain/failure.ts';
import { asSecret, type Secret } from '../../domain/secret.ts';
import { localFiles } from './read-files.ts';

const mostBytes = 1000;
// Below that somebody with a signed message in hand could find it by trying.
const fewestCharacters = 20;

/**
 * Reads a secret that stands alone in a file; anew for each use, so that another one can be put in its place. Throws
 * `bad-configuration`, never with the secret.
 */
export async function readSecret(file: string): Promise<Secret> {
  const bytes = await localFiles.read(file, mostBytes);
  if (bytes === null) throw unusable(`there is no file ${file}`);
  const text = Buffer.from(bytes).toString('utf8').trim();
  if (!/^[\x21-\x7e]+$/.test(text)) throw unusable(`${file} holds no secret alone on one line`);
  if (text.length < fewestCharacters)
    throw unusable(`the secret in ${file} has fewer than ${fewestCharacters} characters`);
  return asSecret(text);
}

function unusable(message: string): StagepostError {
  return new StagepostError({
    code: 'bad-configuration',
    message,
    hint: 'make one with `openssl rand -hex 32`, readable by the user of Stagepost only',
    treatment: 'needs-person',
  });
}
