import { unfitCharacterIn } from '../../domain/control-character.ts';
import { type RpmHeader, stringsOf } from './rpm-header.ts';

// rpm's include/rpm/rpmtag.h: every text of a header that goes into metadata.
const paragraphs = { summary: 1004, description: 1005, 'change log': 1082 };
const lines = {
  vendor: 1011,
  license: 1014,
  packager: 1015,
  group: 1016,
  address: 1020,
  'list of files': 1027,
  'file names': 1117,
  'folder names': 1118,
  'authors of changes': 1081,
  'names that it provides': 1047,
  'names that it requires': 1049,
  'names that it conflicts with': 1054,
  'names that it obsoletes': 1090,
  'names that it recommends': 5046,
  'names that it suggests': 5049,
  'names that it supplements': 5052,
  'names that it enhances': 5055,
  'versions that it provides': 1113,
  'versions that it requires': 1050,
  'versions that it conflicts with': 1055,
  'versions that it obsoletes': 1115,
};

/** Texts that cannot be written into metadata, or only as something else than they are. */
export function textProblems(header: RpmHeader): readonly string[] {
  return [...problemsOf(header, paragraphs, 'many'), ...problemsOf(header, lines, 'one')];
}

function problemsOf(
  header: RpmHeader,
  tags: Readonly<Record<string, number>>,
  kind: 'one' | 'many',
): readonly string[] {
  return Object.entries(tags).flatMap(([name, tag]) => {
    const unfit = stringsOf(header, tag).flatMap(
      (bytes) => unfitCharacterIn(bytes.toString('utf8'), kind) ?? [],
    );
    return [...new Set(unfit)].map((what) => `its ${name} has ${what}`);
  });
}
