import { pullRequestsContract } from '../contracts/pull-requests.ts';
import { fakePullRequests } from './pull-requests.ts';

pullRequestsContract('the fake', async () => {
  const fake = fakePullRequests();
  return {
    pullRequests: fake,
    push: (branch) => void fake.branches.add(branch),
    decide: (branch, state) => {
      const at = fake.opened.findLastIndex((each) => each.branch === branch);
      const found = fake.opened[at];
      if (found !== undefined) fake.opened[at] = { ...found, state };
    },
    titles: (branch) => fake.opened.filter((each) => each.branch === branch).map(({ title }) => title),
    cutOff: () => {
      fake.reachable = false;
    },
    stop: async () => undefined,
  };
});
