const longest = 200;

/**
 * What stands in for a reason where a commit takes another one back and the file gives none: its subject, when that says
 * so by the word, as `git revert` writes it and the merges of code hosts name it. Null for any other subject.
 */
export function revertReason(subject: string): string | null {
  // Control and formatting characters would draw on terminals.
  const plain = subject.replace(/\p{C}+/gu, ' ').trim();
  return /\brevert\b/i.test(plain) ? plain.slice(0, longest) : null;
}
