/** A text that may not be seen: however it is printed, logged or put into JSON, it shows as `[secret]`. */
export interface Secret {
  /** The text itself, for the one place that needs it. */
  reveal(): string;
}

const shown = '[secret]';
// What util.inspect, and with it console.log, asks for.
const inspected = Symbol.for('nodejs.util.inspect.custom');

/** Wraps a text so that it is never shown by accident. */
export function asSecret(text: string): Secret {
  const show = () => shown;
  return Object.freeze({ reveal: () => text, toString: show, toJSON: show, [inspected]: show });
}
