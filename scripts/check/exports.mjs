// `export *` hides what a door opens, and makes circles.
import { sources } from './sources.mjs';
import { verdict } from './verdict.mjs';

verdict(
  sources('src')
    .filter(({ text }) => /^export \*/m.test(text))
    .map(({ file }) => `${file}: export by name, not by *`),
);
