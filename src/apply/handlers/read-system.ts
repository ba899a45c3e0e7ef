import { readSystem as read } from '../../intake/system/read-system.ts';
import { type Handler, keysOf } from '../handler.ts';

/** Reads an operating system; it is kept by the record, and nothing of it stays here. */
export const readSystem: Handler<'read-system'> = async ({ intake }, action, { keys }) => {
  const files = action.repositories.flatMap((repository) => repository.keys);
  return { kind: 'system', reading: await read(intake, action, keysOf(keys, files)) };
};
