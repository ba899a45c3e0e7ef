// Plays every attack of docs/attacks.md whose defence is built, and says of each row how it went.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attacks } from '../test/attacks.ts';
import { judgeRow, type RanTest, rowsOf } from './attacks/judge-rows.ts';
import { runTestFiles } from './attacks/run-test-files.ts';

const root = join(import.meta.dirname, '..');
const say = (line: string) => process.stdout.write(`${line}\n`);

const wanted = new Set(process.argv.slice(2));
const all = rowsOf(readFileSync(join(root, 'docs/attacks.md'), 'utf8'));
const rows = all.filter(({ row }) => wanted.size === 0 || wanted.has(row));
const files = rows.flatMap(({ row }) => {
  const standing = attacks[row];
  return standing !== undefined && 'shown' in standing ? standing.shown.map(({ file }) => file) : [];
});

const folder = mkdtempSync(join(tmpdir(), 'attacks-'));
try {
  const report = join(folder, 'report.json');
  const ran: readonly RanTest[] = await runTestFiles(root, [...new Set(files)], report);
  const judged = rows.map((row) => ({ ...row, ...judgeRow(attacks[row.row], ran) }));
  for (const { row, what, result, note } of judged)
    say(`row ${row.padEnd(3)} ${result.padEnd(7)} ${what} (${note})`);
  const count = (result: string) => judged.filter((each) => each.result === result).length;
  say(`\n${count('open')} rows are open: their defence is not built yet`);
  say(`${count('passed')} passed, ${count('failed')} failed`);
  process.exitCode = count('failed') === 0 && count('passed') > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
