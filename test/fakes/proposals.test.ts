import { proposalsContract } from '../contracts/proposals.ts';
import { fakeProposals } from './proposals.ts';

proposalsContract('The fake', async () => {
  const fake = fakeProposals({ 'releases/umd-5/voms-4.2.0.yaml': 'old\n', 'stagepost.yaml': 'old\n' });
  const at = (branch: string) => (branch === 'main' ? fake.main.at(-1) : fake.branches.get(branch));
  const clean = (text: string) => text.replace(/[<>\p{Cc}]/gu, ' ');
  return {
    proposals: fake,
    head: () => {
      const commit = fake.main.at(-1)?.commit;
      if (commit === undefined) throw new Error('main has no commit');
      return commit;
    },
    read: (branch, file) => at(branch)?.files.get(file) ?? null,
    newest: (branch) => {
      const by = at(branch)?.by;
      const lines = [...(by?.trailers ?? []), ['Stagepost-Request', by?.key ?? '']];
      const message = [by?.title, by?.body, lines.map((line) => line.join(': ')).join('\n')].join('\n\n');
      return { author: clean(by?.author.name ?? ''), mail: clean(by?.author.mail ?? ''), message };
    },
    length: () => fake.main.length,
    commit: (file, text) => fake.commit(file, text),
    merge: (branch) => fake.merge(branch),
    drop: (branch) => fake.branches.delete(branch),
    beFaster: (file, times) => {
      let done = 0;
      fake.beforePush = () => {
        while (done < times) fake.commit(file, `faster ${++done}\n`);
      };
    },
    close: () => {
      fake.closed = true;
    },
    stop: async () => undefined,
  };
});
