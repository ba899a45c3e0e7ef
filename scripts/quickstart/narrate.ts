/** The words of the story; the commands' own output stands between them. */
export const say = {
  chapter(title: string): void {
    console.log(`\n== ${title}`);
  },
  fact(text: string): void {
    console.log(`   ${text}`);
  },
  command(words: readonly string[]): void {
    console.log(`\n$ ${words.join(' ')}`);
  },
};
