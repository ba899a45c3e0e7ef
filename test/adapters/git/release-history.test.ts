import { releaseHistoryContract } from '../../contracts/release-history.ts';
import { cloneBench, mirrorBench } from './git-bench.ts';

releaseHistoryContract('A mirror', mirrorBench);
releaseHistoryContract('A working clone', cloneBench);
