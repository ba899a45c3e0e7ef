import { signerContract } from '../contracts/signer.ts';
import { fakeSigner } from './signer.ts';

const signer = fakeSigner();

signerContract('the fake signer', {
  signer: async () => signer,
  other: async () => fakeSigner('B'.repeat(40)),
});
