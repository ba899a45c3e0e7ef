import { releaseHistoryContract } from '../contracts/release-history.ts';
import { fakeReleaseHistory } from './release-history.ts';

releaseHistoryContract('The fake', async () => fakeReleaseHistory());
