import type { IntakeLimits } from '../domain/policy.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import { counted, refuse } from './refuse.ts';

/**
 * Throws `intake-too-large` for a release that promises more than policy takes, before any of it is fetched. A file whose
 * size the manifest does not tell is held to the limits while it is fetched.
 */
export function checkLimits(manifest: readonly ManifestFile[], limits: IntakeLimits): void {
  const total = manifest.reduce((sum, file) => sum + (file.size ?? 0), 0);
  const problems = manifest
    .filter((file) => (file.size ?? 0) > limits.maxFileBytes)
    .map((file) => `${file.path} has ${file.size} bytes; at most ${limits.maxFileBytes} are fetched`);
  if (manifest.length > limits.maxFiles) {
    problems.push(`the release has ${manifest.length} files; at most ${limits.maxFiles} are fetched`);
  }
  if (total > limits.maxBytes) {
    problems.push(`the release has ${total} bytes; at most ${limits.maxBytes} are fetched`);
  }
  if (problems.length === 0) return;
  const count = counted(problems.length, 'limit');
  throw refuse('intake-too-large', `the release exceeds ${count} of stagepost.yaml`, problems);
}
