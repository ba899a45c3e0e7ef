/** Aborted when a person ends the story; whatever waits listens to it, so that the clean-up comes last. */
export const ended = new AbortController();

// `on`, not `once`: execa ends the process at once when nobody else listens any more.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ended.abort());
