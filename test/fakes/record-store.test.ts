import { recordStoreContract } from '../contracts/record-store.ts';
import { fakeRecordBranch } from './record-store.ts';

recordStoreContract('The fake', async () => {
  const branch = fakeRecordBranch();
  return { first: branch.store(), second: branch.store(), close: async () => undefined };
});
