import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** The fields of both versions, one after the other; none holds a tab or a line break. */
export type Question = readonly string[];

// rpm.vercmp reads each argument as epoch, version and release. rpm.ver takes the three apart from each other.
const luaProgram = `
local function compare(a, b) if a < b then return -1 elseif a == b then return 0 else return 1 end end
local answers = {}
for line in io.lines(questions) do
  local f = {}
  for field in (line .. "\\t"):gmatch("([^\\t]*)\\t") do f[#f + 1] = field end
  if #f == 2 then answers[#answers + 1] = rpm.vercmp(f[1], f[2])
  else answers[#answers + 1] = compare(rpm.ver(f[1], f[2], f[3]), rpm.ver(f[4], f[5], f[6])) end
end
local out = io.open(replies, "w")
out:write(table.concat(answers, "\\n"), "\\n")
out:close()
`;

const perlProgram = `
use strict;
use Dpkg::Version;
while (my $line = <STDIN>) {
  chomp $line;
  my ($left, $right) = split /\\t/, $line;
  print version_compare($left, $right), "\\n";
}
`;

/** One run of rpm for all questions: of two fields for \`rpm.vercmp\`, of six for \`rpm.ver\`. */
export async function askRpm(questions: readonly Question[]): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'versions-'));
  try {
    const [program, asked, replies] = ['ask.lua', 'questions', 'replies'].map((name) => join(folder, name));
    if (program === undefined || asked === undefined || replies === undefined) throw new Error('no folder');
    await writeFile(asked, linesOf(questions));
    await writeFile(program, `local questions, replies = "${asked}", "${replies}"\n${luaProgram}`);
    // What goes wrong in Lua is said on stderr, with exit code 0.
    const { stderr } = await execa('rpm', ['--eval', `%{lua: dofile("${program}")}`], { reject: false });
    if (stderr !== '') throw new Error(`rpm could not answer: ${stderr.slice(0, 2000)}`);
    return numbersOf(await readFile(replies, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One run of dpkg's Perl library for all questions; it ends at the first version that it takes for a bad one. */
export async function askDpkgLibrary(questions: readonly Question[]): Promise<readonly number[]> {
  const input = linesOf(questions);
  const { stdout, stderr } = await execa('perl', ['-e', perlProgram], { input });
  if (stderr !== '') throw new Error(`Dpkg::Version could not answer: ${stderr.slice(0, 2000)}`);
  return numbersOf(stdout);
}

/** dpkg itself, which answers one question at a time by its exit code. */
export async function askDpkg([a = '', b = '']: Question): Promise<number> {
  if (await dpkgSays(a, 'lt', b)) return -1;
  return (await dpkgSays(a, 'eq', b)) ? 0 : 1;
}

/** Exit code 0 is yes and 1 is no; it warns of versions that it takes for bad ones. */
async function dpkgSays(a: string, relation: 'lt' | 'eq', b: string): Promise<boolean> {
  const { exitCode, stderr } = await execa('dpkg', ['--compare-versions', a, relation, b], { reject: false });
  if (stderr !== '' || (exitCode !== 0 && exitCode !== 1))
    throw new Error(`dpkg gave ${exitCode}: ${stderr}`);
  return exitCode === 0;
}

function linesOf(questions: readonly Question[]): string {
  return questions.map((fields) => `${fields.join('\t')}\n`).join('');
}

function numbersOf(text: string): readonly number[] {
  return text.trimEnd().split('\n').map(Number);
}
