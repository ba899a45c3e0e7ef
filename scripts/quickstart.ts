import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended } from './quickstart/ended.ts';
import { installFromProduction } from './quickstart/install-from-production.ts';
import { say } from './quickstart/narrate.ts';
import { type Provider, startProvider } from './quickstart/provider-side.ts';
import { makeReleaseRepository } from './quickstart/release-repository.ts';
import { serveDashboard } from './quickstart/serve-dashboard.ts';
import { serveFolder } from './quickstart/serve-folder.ts';
import { tellStory } from './quickstart/tell-story.ts';
import { startTickets } from './quickstart/tickets.ts';

const exitAtEnd = process.argv.includes('--exit');
const withTracker = process.argv.includes('--with-rt');

// A short path: the socket of gpg's agent lives below it, and a socket's path has 107 bytes at most.
const work = await mkdtemp(join(tmpdir(), 'stagepost-'));
const stops: (() => Promise<void>)[] = [];

try {
  await run();
} catch (error) {
  if (!ended.signal.aborted) throw error;
  process.exitCode = 130;
} finally {
  for (const stop of stops.reverse()) await stop();
  await rm(work, { recursive: true, force: true });
}

async function run(): Promise<void> {
  say.chapter('A provider builds one release of RPMs and one of DEBs, and serves both by rsync');
  const provider: Provider = await startProvider(join(work, 'provider'));
  stops.push(provider.stop);

  say.chapter('An administrator makes a release repository with one major release');
  const web = await serveFolder(join(work, 'www'));
  stops.push(web.stop);
  const tickets = withTracker ? await startTickets(work) : null;
  if (tickets !== null) stops.push(tickets.stop);
  const repository = await makeReleaseRepository({ work, provider, url: web.url, tickets });

  await tellStory(repository, provider);
  const installed = await installFromProduction({ work, repository, provider });
  for (const line of installed) say.fact(line);
  say.chapter('The daemon follows main from now on, and shows every release');
  const releases = [provider.voms, provider.argus].map(
    ({ product, version }) => `umd-5/${product}-${version}`,
  );
  const dashboard = await serveDashboard(repository, releases);
  stops.push(dashboard.stop);
  say.fact(`the dashboard with both releases: ${dashboard.url}`);
  console.log('\nquickstart: 2 releases in production, installed by dnf and apt');
  if (exitAtEnd) return;
  say.fact(`the release repository is ${repository.dir}; the published trees are in ${join(work, 'www')}`);
  say.fact('now it is yours: edit a file below its releases/, commit on main, and watch the dashboard.');
  say.fact('Ctrl-C ends it and removes everything.');
  await dashboard.done;
  ended.signal.throwIfAborted();
  throw new Error('stagepost serve has ended by itself');
}
