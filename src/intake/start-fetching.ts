import { join } from 'node:path';
import { StagepostError } from '../domain/failure.ts';
import { msOf } from '../domain/instant.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { fetchFolderOf } from './scratch-layout.ts';

/** Fetches files of one folder of the release, and answers with the folder of ours that holds what arrived. */
export type Fetch = (request: {
  /** Empty, or ending with a slash. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly maxFileBytes: number;
}) => Promise<string>;

/** From where something is fetched, and within which limits. */
interface Place extends Pick<FetchRelease, 'agreed' | 'acceptedTools'> {
  /** What to call it while it is fetched. */
  readonly release: string;
  readonly source: Pick<FetchRelease['source'], 'protocol' | 'url'>;
  readonly limits: Pick<FetchRelease['limits'], 'maxSeconds'>;
}

/** Requests of one intake share its time; each gets a new folder, named by nothing that the provider says. */
export function startFetching(
  deps: Pick<IntakeDeps, 'sources' | 'clock' | 'changes' | 'stop'>,
  action: Place,
  scratch: string,
): Fetch {
  const { source, agreed, limits, acceptedTools } = action;
  const reader = deps.sources[source.protocol];
  if (reader === undefined) {
    throw new StagepostError({
      code: 'tool-refused',
      message: `releases cannot be fetched by ${source.protocol}`,
      hint: `known: ${Object.keys(deps.sources).join(', ')}`,
      treatment: 'needs-person',
    });
  }
  const startedAt = msOf(deps.clock.now());
  let requests = 0;
  return async (request) => {
    const maxSeconds = limits.maxSeconds - (msOf(deps.clock.now()) - startedAt) / 1000;
    if (maxSeconds <= 0) throw outOfTime(action);
    requests += 1;
    const into = join(fetchFolderOf(scratch), String(requests));
    await deps.changes.makeFolder(into);
    const stop = deps.stop === undefined ? {} : { stop: deps.stop };
    await reader.fetch({ url: source.url, into, maxSeconds, agreed, acceptedTools, ...stop, ...request });
    return into;
  };
}

function outOfTime({ release, limits }: Place): StagepostError {
  return new StagepostError({
    code: 'command-timed-out',
    message: `fetching ${release} took more than ${limits.maxSeconds} s`,
    hint: 'It is tried again; a release of this size may need a higher limit in stagepost.yaml.',
  });
}
