import { docComments, traces } from './comments.ts';
import { doorways } from './doorways.ts';
import { barrels, cycles, deadFiles, schemas } from './imports.ts';
import { packages } from './packages.ts';
import type { Rule } from './rule.ts';
import { secondOpinion } from './second-opinion.ts';
import { fileSizes, functionSizes, parameters } from './sizes.ts';
import { anys, consoles, defaultExports, fileNames, purity } from './words.ts';

export const allRules: readonly Rule[] = [
  doorways,
  packages,
  secondOpinion,
  cycles,
  deadFiles,
  schemas,
  barrels,
  fileSizes,
  functionSizes,
  parameters,
  fileNames,
  consoles,
  defaultExports,
  anys,
  purity,
  docComments,
  traces,
];
