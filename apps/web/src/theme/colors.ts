import { css } from 'styled-components';

/** Behind everything, and around the page where a browser colours itself. */
export const grounds = { light: '#ffffff', dark: '#0b0d12' } as const;

/** Every pair of text and ground below stands at 4.5 : 1 or more. */
const light = css`
  color-scheme: light;
  --ground: ${grounds.light};
  --raised: #ffffff;
  --sunken: #f1f2f6;
  --hover: #f5f6f9;
  --chosen: #eceef6;
  --line: #e3e5ec;
  --text: #0e1116;
  --quiet: #5c6270;
  --accent: #4453ef;
  --accent-strong: #3542d6;
  --accent-text: #3542d6;
  --on-accent: #ffffff;
  --mine: #4f50f0;
  --waiting: #dfe2fb;
  --on-waiting: #3b4170;
  --theirs: #eff0f4;
  --danger: #c4162c;
  --danger-ground: #fdecee;
  --danger-strong: #c4162c;
  --on-danger: #ffffff;
  --notice: #fff4d6;
  --on-notice: #5a4300;
  --active: #16a34a;
  --scrim: rgb(10 12 20 / 50%);
  --shadow: 0 12px 40px rgb(16 20 40 / 18%), 0 2px 8px rgb(16 20 40 / 8%);
`;

const dark = css`
  color-scheme: dark;
  --ground: ${grounds.dark};
  --raised: #181b23;
  --sunken: #262b36;
  --hover: #14171f;
  --chosen: #1d212c;
  --line: #2c3240;
  --text: #f2f4f8;
  --quiet: #a2a9b8;
  --accent: #5a66f5;
  --accent-strong: #6f7aff;
  --accent-text: #a3acff;
  --on-accent: #ffffff;
  --mine: #5555ee;
  --waiting: #2b3158;
  --on-waiting: #cfd4ff;
  --theirs: #232834;
  --danger: #ff8c98;
  --danger-ground: #3a161c;
  --danger-strong: #d52b41;
  --on-danger: #ffffff;
  --notice: #3a2f12;
  --on-notice: #ffe3a0;
  --active: #3ecf6e;
  --scrim: rgb(0 0 0 / 62%);
  --shadow: 0 12px 40px rgb(0 0 0 / 60%), 0 0 0 1px #2a2f3c;
`;

export const colors = css`
  :root {
    ${light}
  }
  @media (prefers-color-scheme: dark) {
    :root {
      ${dark}
    }
  }
  :root[data-theme='light'] {
    ${light}
  }
  :root[data-theme='dark'] {
    ${dark}
  }
`;
