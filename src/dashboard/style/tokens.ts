/** Colours, spaces and sizes, in pairs for light and dark. */
export const tokensStyle = `
/* ---- tokens ---- */
:root {
  color-scheme: light dark;
  --paper:  light-dark(oklch(0.982 0.003 250), oklch(0.185 0.012 262));
  --sheet:  light-dark(oklch(1 0 0),           oklch(0.222 0.013 262));
  --sunk:   light-dark(oklch(0.957 0.005 250), oklch(0.158 0.011 262));
  --ink:    light-dark(oklch(0.235 0.022 262), oklch(0.935 0.007 250));
  --ink-2:  light-dark(oklch(0.445 0.02 260),  oklch(0.755 0.014 255));
  --rule:   light-dark(oklch(0.885 0.007 255), oklch(0.325 0.014 260));
  --track:  light-dark(oklch(0.74 0.012 258), oklch(0.46 0.016 260));
  --bar:    light-dark(oklch(0.445 0.135 262), oklch(0.56 0.13 262));
  --edge:   light-dark(oklch(0.6 0.015 258),   oklch(0.58 0.016 258));
  --accent: light-dark(oklch(0.445 0.135 262), oklch(0.8 0.095 258));
  --accent-wash: light-dark(oklch(0.962 0.018 260), oklch(0.265 0.036 262));
  --ok:     light-dark(oklch(0.455 0.1 155),   oklch(0.82 0.115 155));
  --wait:   light-dark(oklch(0.485 0.1 68),    oklch(0.845 0.105 82));
  --stop:   light-dark(oklch(0.49 0.175 27),   oklch(0.775 0.125 25));
  --stop-wash: light-dark(oklch(0.968 0.016 25), oklch(0.252 0.032 22));
  --hold:   light-dark(oklch(0.46 0.115 305),  oklch(0.815 0.085 305));

  --s1: 0.25rem; --s2: 0.5rem; --s3: 0.75rem; --s4: 1rem; --s5: 1.5rem; --s6: 2.25rem;
  --t-xs: 0.75rem; --t-s: 0.8125rem; --t-m: 0.875rem; --t-l: 1rem; --t-xl: 1.25rem; --t-xxl: 1.75rem;
  --sans: system-ui, sans-serif;
  --mono: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"]  { color-scheme: dark; }
`;
