/** A test that shows a requirement: its file, and its title or that of its group, letter for letter. */
export interface Proof {
  readonly file: string;
  readonly title: string;
}

/** A requirement is shown whole, or it is open; what is shown in part is open, too. */
export type Standing =
  | { readonly shown: readonly [Proof, ...Proof[]] }
  /** One sentence that says what is missing. */
  | { readonly open: string };

/** The titles in one file of tests. */
export function tests(file: string, ...titles: readonly string[]): readonly Proof[] {
  return titles.map((title) => ({ file: `test/${file}.test.ts`, title }));
}

/** A scenario: its folder, and the title of its README. */
export function scenario(folder: string, title: string): Proof {
  return { file: `test/scenarios/${folder}/README.md`, title };
}

/** Shown by all of these. */
export function shownBy(...proofs: readonly (Proof | readonly Proof[])[]): Standing {
  const [first, ...others] = proofs.flat();
  if (first === undefined) throw new Error('a requirement without a test is open');
  return { shown: [first, ...others] };
}

/** Not shown whole; the sentence says what is missing. */
export function open(sentence: string): Standing {
  return { open: sentence };
}
