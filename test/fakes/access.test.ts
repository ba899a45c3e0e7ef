import { sessionsContract, tokensContract } from '../contracts/access.ts';
import { fakeSessions, fakeTokens } from './access.ts';

sessionsContract('The fake', async () => fakeSessions());
tokensContract('The fake', async () => fakeTokens());
