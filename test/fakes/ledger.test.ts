import { ledgerContract } from '../contracts/ledger.ts';
import { fakeLedger } from './ledger.ts';

ledgerContract('The fake', async () => fakeLedger());
