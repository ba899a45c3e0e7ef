import { join } from 'node:path';
import { watch } from 'chokidar';

/**
 * Wakes the loop when a branch of a repository on this machine moves. A hint only: what is missed here is found by
 * the next poll, and an error ends nothing.
 */
export function watchBranches(
  repository: string,
  listener: { readonly moved: () => void; readonly failed: (error: unknown) => void },
): { readonly close: () => Promise<void> } {
  const gitDirs = [repository, join(repository, '.git')];
  const places = gitDirs.flatMap((dir) => [join(dir, 'refs', 'heads'), join(dir, 'packed-refs')]);
  const watcher = watch(places, { ignoreInitial: true, ignored: (path) => path.endsWith('.lock') });
  watcher.on('all', () => listener.moved());
  // What moved since the first run and before anything was watched.
  watcher.on('ready', () => listener.moved());
  watcher.on('error', (error) => listener.failed(error));
  return { close: () => watcher.close() };
}
