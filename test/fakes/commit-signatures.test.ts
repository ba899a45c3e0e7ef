import { noon } from '../builders/release.ts';
import { anSshKey, aPerson } from '../builders/signing.ts';
import { commitSignaturesContract } from '../contracts/commit-signatures.ts';
import { fakeReleaseHistory } from './release-history.ts';

commitSignaturesContract('The fake', async () => {
  const fake = fakeReleaseHistory();
  return {
    signatures: fake.signatures,
    person: async (name) => aPerson(name),
    commit: async (signer) =>
      fake.commit({
        author: 'somebody',
        at: noon,
        files: {},
        ...(signer === null ? {} : { signedBy: anSshKey(signer) }),
      }),
    close: async () => undefined,
  };
});
