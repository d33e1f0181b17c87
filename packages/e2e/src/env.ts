/** The one place of this package that reads the environment. */
export const env = {
  /** A Chromium; `npm test` finds one or installs it. */
  chromium: process.env['DUET_CHROMIUM'] ?? '/usr/bin/chromium',
};
