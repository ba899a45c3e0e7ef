// Publishes as a process of its own that kills itself, as `kill -9` would, before the n-th call that changes something.
// Arguments: folder of the bench, file with the request (or the restoration) as JSON, n. Prints the number of calls.
import { readFileSync, writeSync } from 'node:fs';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { restoreGeneration } from '../../src/publish/restore-generation.ts';
import { benchAt } from './bench.ts';
import { watchedDeps } from './dying-deps.ts';

const [folder = '', file = '', last = ''] = process.argv.slice(2);
const { kind, request } = JSON.parse(readFileSync(file, 'utf8'));
let calls = 0;
const deps = watchedDeps(benchAt(folder).deps, (call) => {
  calls += 1;
  if (calls === Number(last)) {
    writeSync(1, `${call}\n`);
    process.kill(process.pid, 'SIGKILL');
  }
});
if (kind === 'publish')
  await publishGeneration(deps, {
    ...request,
    keys: new Map(request.keys),
    promotions: new Map(request.promotions),
    attested: new Map(request.attested),
  });
else
  await restoreGeneration(deps, {
    ...request,
    keys: new Map(request.keys),
    rootFiles: new Map(request.rootFiles),
  });
writeSync(1, `${calls} calls\n`);
