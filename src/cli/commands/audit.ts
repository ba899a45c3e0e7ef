import type { Command } from 'commander';
import { findPackages, storyOf } from '../../audit/story.ts';
import { StagepostError } from '../../domain/failure.ts';
import { auditAsText } from '../audit/audit-as-text.ts';
import { type AuditOptions, auditClone } from '../audit/audit-clone.ts';
import { choiceAsText, storyAsText } from '../audit/story-as-text.ts';
import type { AddCommand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { type HostOptions, withHostOptions } from '../host-options.ts';

type Options = AuditOptions & HostOptions;

/** `stagepost audit`: proves what was done, from git and, on a host, from what it has published. */
export const addAudit: AddCommand = (program, { io, finish }) => {
  const group = program
    .command('audit')
    .description('prove what was done, and tell where a package came from');
  withAuditOptions(group.command('verify'))
    .description('prove the whole record, offline; names every file that is not as it was written')
    .option('--known <commit...>', 'commits that an earlier audit vouched for; each must still be there')
    .action(async (options: Options) => {
      const { audit } = await auditClone(io, options);
      io.out(options.json === true ? JSON.stringify(audit, null, 2) : auditAsText(audit));
      finish(audit.findings.length === 0 ? exitCodes.done : exitCodes.error);
    });
  withAuditOptions(group.command('show'))
    .description('tell where a package came from, who moved it when, and in which repositories it was')
    .argument('<package>', 'its name, its name with version, its file name, or its sha256')
    .action(async (wanted: string, options: Options) => {
      const { facts, audit } = await auditClone(io, options);
      const found = findPackages(facts, wanted);
      const [only, ...others] = found;
      if (only === undefined) throw unknownPackage(wanted);
      const story = others.length === 0 ? storyOf(facts, audit, only) : null;
      if (options.json === true) io.out(JSON.stringify(story ?? { found }, null, 2));
      else io.out(story === null ? choiceAsText(wanted, found) : storyAsText(story));
      finish(story !== null && story.findings.length > 0 ? exitCodes.error : exitCodes.done);
    });
};

function unknownPackage(wanted: string): StagepostError {
  return new StagepostError({
    code: 'bad-configuration',
    message: `no release that was ever fetched has a package ${wanted}`,
    hint: 'name it as rpm -q or dpkg -W does, by its file name, or by the sha256 of its file',
    treatment: 'needs-person',
  });
}

function withAuditOptions(command: Command): Command {
  return withHostOptions(command)
    .option('--repository <dir>', 'a clone with main and the record branch', '.')
    .option('--key <file...>', 'public keys of the repositories; without it, that of the host');
}
