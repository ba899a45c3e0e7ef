/** The mover of packages inside our own trees (R67, R68). */
export interface PackageMover {
  /**
   * Gives every file of `from` a second name in `to` (made when missing) and asserts that both are one inode.
   * Idempotent; never removes. Throws `move-not-linked` when a file is a copy, naming it.
   */
  linkAll(from: string, to: string): Promise<void>;
}
