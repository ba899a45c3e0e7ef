/** Calls at once, but not again before so many milliseconds are over: what came meanwhile is one call then. */
export function spaced(call: () => void, milliseconds: number): () => void {
  let rests = false;
  let asked = false;
  function rest(): void {
    rests = true;
    setTimeout(() => {
      rests = false;
      if (!asked) return;
      asked = false;
      rest();
      call();
    }, milliseconds).unref();
  }
  return () => {
    if (rests) {
      asked = true;
      return;
    }
    rest();
    call();
  };
}
