/**
 * The answers about many things in their order, some asked for at once: each waits for the disk, or for a thread, most of
 * its time, and one after the other they would add up.
 */
export async function eachOf<T, A>(
  things: readonly T[],
  atOnce: number,
  ask: (thing: T) => Promise<A>,
): Promise<readonly A[]> {
  const answers: A[] = [];
  for (let from = 0; from < things.length; from += atOnce)
    answers.push(...(await Promise.all(things.slice(from, from + atOnce).map(ask))));
  return answers;
}
