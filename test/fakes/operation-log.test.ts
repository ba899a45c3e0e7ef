import { operationLogContract } from '../contracts/operation-log.ts';
import { fakeOperationLog } from './operation-log.ts';

operationLogContract('The fake', async () => fakeOperationLog());
