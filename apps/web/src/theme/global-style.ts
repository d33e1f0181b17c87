import { createGlobalStyle } from 'styled-components';
import { colors } from './colors.ts';

export const GlobalStyle = createGlobalStyle`
  ${colors}

  /* Some systems' text fonts draw emoji as outlines. */
  @font-face {
    font-family: 'Duet Emoji';
    src: local('Apple Color Emoji'), local('Segoe UI Emoji'), local('Noto Color Emoji');
    unicode-range: U+1F000-1FAFF, U+2600-27BF, U+FE0F, U+200D, U+E0020-E007F;
  }

  *, *::before, *::after { box-sizing: border-box; }

  html {
    height: 100%;
    background: var(--ground);
    color: var(--text);
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  body {
    height: 100%;
    margin: 0;
    overflow: hidden;
    overscroll-behavior: none;
    font: 400 15px/20px 'Duet Emoji', system-ui, -apple-system, 'Segoe UI', Roboto, 'Apple SD Gothic Neo', 'Malgun Gothic',
      'Noto Sans KR', 'Noto Sans CJK KR', 'Noto Sans', sans-serif;
    -webkit-font-smoothing: antialiased;
    -webkit-tap-highlight-color: transparent;
  }

  #root { height: 100%; isolation: isolate; }

  h1, h2, h3, p, ul, ol { margin: 0; padding: 0; font: inherit; }
  /* Korean breaks between words here, not within; a word too long for its line still does. */
  h1, h2, h3, p { word-break: keep-all; overflow-wrap: anywhere; text-wrap: pretty; }
  ul, ol { list-style: none; }
  button, input, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
  button { cursor: pointer; }
  button:disabled { cursor: default; }
  svg { display: block; }

  :where(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }

  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
      scroll-behavior: auto !important;
    }
  }
`;
