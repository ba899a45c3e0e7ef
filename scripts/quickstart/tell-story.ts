import { releaseFile } from '../provider/release-file.ts';
import { say } from './narrate.ts';
import { type Provider, releasePath } from './provider-side.ts';
import {
  mergePullRequest,
  type ReleaseRepository,
  setFields,
  stagepost,
  writeIn,
} from './release-repository.ts';

/** Takes both releases from Unverified to production, one merged edit after the other. */
export async function tellStory(repository: ReleaseRepository, provider: Provider): Promise<void> {
  const { voms, argus } = provider;
  const toProduction = {
    desiredState: 'Production',
    outcome: 'Success',
    stageRolloutReport: 'https://example.org/reports/stage-rollout',
  };
  const toStageRollout = {
    desiredState: 'StageRollout',
    verificationReport: 'https://example.org/reports/verification',
  };

  say.chapter('Two releases are submitted: one file each, merged by pull request');
  await mergePullRequest(repository, 'submit voms 4.2.0 and argus 1.7.5', async (dir) => {
    await writeIn(dir, releasePath(voms), releaseFile(voms));
    await writeIn(dir, releasePath(argus), releaseFile(argus));
  });
  await stagepost(['validate', '--repository', repository.dir]);
  await stagepost(['plan', '--host', repository.hostFile]);
  await reconcile(repository);

  say.chapter('Verifiers look at both, and ask for stage rollout of both; there is one slot');
  await mergePullRequest(repository, 'voms and argus: verification begins', async (dir) => {
    for (const release of [voms, argus])
      await setFields(dir, releasePath(release), { desiredState: 'InVerification' });
  });
  await mergePullRequest(repository, 'voms: to stage rollout', (dir) =>
    setFields(dir, releasePath(voms), toStageRollout),
  );
  await mergePullRequest(repository, 'argus: to stage rollout', (dir) =>
    setFields(dir, releasePath(argus), toStageRollout),
  );
  await reconcile(repository);

  say.chapter('Early adopters are content: voms goes to production, and argus takes the slot by itself');
  await mergePullRequest(repository, 'voms: to production', (dir) =>
    setFields(dir, releasePath(voms), toProduction),
  );
  await reconcile(repository);

  say.chapter('And argus follows');
  await mergePullRequest(repository, 'argus: to production', (dir) =>
    setFields(dir, releasePath(argus), toProduction),
  );
  await reconcile(repository);
}

async function reconcile({ hostFile, tickets }: ReleaseRepository): Promise<void> {
  await stagepost(['apply', '--host', hostFile]);
  await stagepost(['status', '--host', hostFile]);
  await tickets?.tell(['umd-5/voms-4.2.0', 'umd-5/argus-1.7.5']);
}
