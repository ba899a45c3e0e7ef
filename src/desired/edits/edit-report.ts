import { inlineValue } from '../../document/edit/write-value.ts';
import { readDocument } from '../../document/read-document.ts';
import { fieldsOf } from '../../document/schemas.ts';
import { sourceText } from '../../document/source-text.ts';
import { type Day, dayOf } from '../../domain/day.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { type Result, refused } from '../../domain/result.ts';
import { editAll } from './edit-release.ts';

/** What a team has to say; what is undefined stays as it is. */
export interface ReportWish {
  readonly release: ReleaseId;
  readonly team: string;
  readonly state: 'invited' | 'accepted' | 'declined';
  readonly result?: 'Success' | 'Warning' | 'Reject';
  /** Day of the report. */
  readonly date?: string;
  readonly link?: string;
  readonly comments?: string;
}

/** The file of a team's answer about a release. */
export function reportFileOf({ release, team }: Pick<ReportWish, 'release' | 'team'>): string {
  return `releases/${release}.reports/${team}.yaml`;
}

/** The report file with this answer, dated where it has no date yet (R105); `bytes` is null for a new one. */
export function editReport(wish: ReportWish, bytes: Uint8Array | null, now: Instant): Result<Uint8Array> {
  const file = reportFileOf(wish);
  const old = bytes === null ? null : readDocument({ file, bytes, schema: 'report' });
  if (old?.ok === false) return old;
  const text =
    bytes === null ? beginning(wish.team) : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const { release: _release, ...said } = wish;
  const fields = { ...said, ...daysOf(wish, old?.value.value ?? {}, dayOf(now)) };
  const order = fieldsOf('report');
  const edits = order.flatMap((name) => {
    const value = fields[name as keyof typeof fields];
    return value === undefined || (bytes === null && name === 'team')
      ? []
      : [{ path: [name] as const, value, order }];
  });
  const edited = editAll(sourceText(file, text), edits);
  if (!edited.ok) return edited;
  const written = new TextEncoder().encode(edited.value.text);
  const read = readDocument({ file, bytes: written, schema: 'report' });
  return read.ok ? { ok: true, value: written } : refused(read.findings);
}

function beginning(team: string): string {
  return `# yaml-language-server: $schema=../../../schemas/report.schema.json\nteam: ${inlineValue(team)}\n`;
}

interface Days {
  readonly invitedAt?: string | null;
  readonly acceptedAt?: string | null;
  readonly date?: string | null;
}

function daysOf({ state, result, date }: ReportWish, old: Days, today: Day) {
  return {
    ...(state === 'invited' && !old.invitedAt ? { invitedAt: today } : {}),
    ...(state === 'accepted' && !old.acceptedAt ? { acceptedAt: date ?? today } : {}),
    ...(date === undefined && result !== undefined ? { date: today } : {}),
  };
}
