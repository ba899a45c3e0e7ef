import { inboxContract } from '../contracts/inbox.ts';
import { fakeInbox } from './inbox.ts';

inboxContract('The fake', async () => fakeInbox());
