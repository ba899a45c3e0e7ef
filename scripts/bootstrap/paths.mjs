// Where things are. Everything that the bootstrap makes is below .cache, except node_modules itself.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const cache = join(root, '.cache');
export const nodeHome = join(cache, 'node');
export const logFile = join(cache, 'bootstrap.log');
