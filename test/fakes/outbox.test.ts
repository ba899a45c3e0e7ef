import { outboxContract } from '../contracts/outbox.ts';
import { fakeOutbox } from './outbox.ts';

outboxContract('The fake', async () => fakeOutbox());
