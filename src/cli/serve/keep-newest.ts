/** Works out each answer once as long as the same is asked; one that failed is worked out again. */
export function keepNewest<K, V>(work: (key: K) => Promise<V>): (key: K) => Promise<V> {
  let newest: { readonly key: K; readonly value: Promise<V> } | undefined;
  return (key) => {
    if (newest?.key === key) return newest.value;
    const value = work(key);
    const kept = { key, value };
    newest = kept;
    value.catch(() => {
      if (newest === kept) newest = undefined;
    });
    return value;
  };
}
