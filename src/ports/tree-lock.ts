/** Keeps two reconcilers that share published trees from changing the same one at the same time. */
export interface TreeLock {
  /**
   * Works while the kernel holds a lock on this folder, which must be there; the lock ends with the work or with this
   * process, however it ends. Leaves nothing in the folder. Throws `lock-held` when somebody else keeps it, and
   * `tool-refused` where folders cannot be locked.
   */
  hold<T>(folder: string, work: () => Promise<T>): Promise<T>;
}
