import { emptyRecord } from '../../domain/record.ts';
import { explain, explanationAsText } from '../../report/explain.ts';
import { findingsAsText } from '../../report/findings-as-text.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { releaseKnown } from '../find-release.ts';
import { withHostOptions } from '../host-options.ts';
import { planFromRecord, planHere, type RecordOptions, withRecordOptions } from '../plan-from-record.ts';

interface ExplainOptions extends RecordOptions {
  readonly ifMerged?: string;
  readonly onto: string;
}

/** `stagepost explain`: why not yet, until when, waiting for whom. */
export const addExplain: AddCommand = (program, { io, finish }) => {
  withRecordOptions(withHostOptions(program.command('explain')))
    .description('say why a release is where it is, what it waits for, and what comes next')
    .argument('<release>', 'such as voms-4.2.0, or umd-5/voms-4.2.0 where several majors have one')
    .option('--if-merged <branch>', 'as if this branch of a clone were merged now; nothing is written')
    .option('--onto <revision>', 'with --if-merged: what it would be merged into', 'main')
    .action(async (name: string, options: ExplainOptions) => {
      const { ifMerged: merged, repository, onto } = options;
      const planned =
        merged === undefined
          ? await planHere(io, options)
          : await planFromRecord(io, { repository, commit: onto, merged });
      if (planned.findings.length > 0) io.err(findingsAsText(planned.findings));
      if (planned.kind === 'refused') return finish(exitCodes.error);
      const { desired, actual, plan } = planned;
      const record = actual.record.kind === 'known' ? actual.record.value : emptyRecord;
      const asked = desired.releases.map(({ release }) => release.id);
      const id = releaseKnown(name, [...record.releases.keys(), ...asked]);
      const found = explain(id, { desired, actual, record, plan });
      io.out(options.json === true ? JSON.stringify(found, null, 2) : explanationAsText(found));
      finish(exitCodes.done);
    });
};
