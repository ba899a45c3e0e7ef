const outcomeLine = /^[ \t]*outcome[ \t]*:[ \t]*(success|warning)[ \t.]*$/im;

// As much as a release file takes.
const mostCharacters = 2000;

/** The outcome that somebody wrote on a line of its own; null where there is none. */
export function outcomeIn(said: string): 'Success' | 'Warning' | null {
  const word = outcomeLine.exec(said)?.[1];
  if (word === undefined) return null;
  return word.toLowerCase() === 'success' ? 'Success' : 'Warning';
}

/** What somebody wrote beside that, in one line; empty for nothing. */
export function reasonIn(said: string): string {
  const words = said.replace(outcomeLine, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...words];
  return characters.length <= mostCharacters ? words : `${characters.slice(0, mostCharacters - 1).join('')}…`;
}
