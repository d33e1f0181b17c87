import { accounts, works } from './exhibition.ts';
import type { Artist, Work } from './exhibition.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

const frame = (body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Between Two · 둘 사이</title>
    <link rel="stylesheet" href="/exhibition.css">
    <script type="module" src="/exhibition.mjs"></script>
  </head>
  <body>${body}</body>
</html>`;

/** The button is a link: Duet's page opens the conversation with whom it names. */
const workCard = ({ title, year, about, artist, colors: [from, to] }: Work, me: Artist | null): string => `
  <article>
    <svg viewBox="0 0 4 3" aria-hidden="true"><rect width="4" height="3" fill="${from}"/><circle cx="2.6" cy="1.4" r=".9" fill="${to}"/></svg>
    <h2>${escape(title)}</h2>
    <p>${escape(artist.name)}, ${year}. ${escape(about)}</p>
    ${artist.username === me?.username ? '' : `<a class="button" href="/messages/to/${encodeURIComponent(artist.username)}">Write to ${escape(artist.name)}</a>`}
  </article>`;

export const exhibitionPage = (me: Artist | null): string =>
  frame(`
  <header>
    <div><h1>Between Two · 둘 사이</h1><p><span id="visitors">1</span> here now</p></div>
    <nav>${
      me
        ? `<a href="/messages">Messages</a><form method="post" action="/logout"><button>Log out ${escape(me.name)}</button></form>`
        : '<a class="button" href="/login">Log in</a>'
    }</nav>
  </header>
  <main>${works.map((work) => workCard(work, me)).join('')}</main>`);

/** `next`: where one goes from here. */
export const loginPage = (next: string): string =>
  frame(`
  <header><div><h1>Log in</h1><p>An example: choose who you are.</p></div></header>
  <main><form class="people" method="post" action="/login"><input type="hidden" name="next" value="${escape(next)}">${accounts
    .map(({ username, name }) => `<button name="username" value="${escape(username)}">${escape(name)}</button>`)
    .join('')}</form></main>`);
