/** Gives free what was opened. */
export type Opened = () => void | Promise<void>;

/** Closes the last one first, each whatever became of the others; the first failure is thrown in the end. */
export async function closeAll(opened: Opened[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of opened.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
