import { codeHostContract } from '../contracts/code-host.ts';
import { fakeCodeHost } from './code-host.ts';

codeHostContract('the fake code host', async () => {
  const host = fakeCodeHost();
  return {
    host,
    push: (commit) => void host.commits.add(commit),
    shown: (commit, release) =>
      host.written
        .filter((each) => each.commit === commit && each.release === release)
        .map(({ state, description }) => [state, description] as const)
        .reverse(),
    cutOff: () => {
      host.reachable = false;
    },
    stop: async () => undefined,
  };
});
