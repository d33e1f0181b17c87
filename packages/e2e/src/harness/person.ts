import type { BrowserContext, Locator, Page } from 'playwright';
import { password } from './password.ts';

/** What one bubble says, and its place once it has one. */
export type Bubble = { seq: number | null; text: string };

/** Someone at a window, who does what people do: reads words, clicks and types. */
export type Person = ReturnType<typeof personAt>;

export const personAt = (page: Page, name: string) => {
  const list = page.getByRole('navigation', { name: 'Conversations' });
  const composer = page.getByRole('textbox', { name: 'Message', exact: true });
  const log = page.getByRole('log');

  const fillIn = async (username: string, displayName?: string): Promise<void> => {
    await page.getByLabel('Username').fill(username);
    if (displayName) await page.getByLabel('Name', { exact: true }).fill(displayName);
    await page.getByLabel('Password', { exact: true }).fill(password);
  };

  return {
    name,
    page,
    list,
    composer,
    log,

    async signUp(displayName?: string): Promise<void> {
      await page.goto('./sign-up');
      await fillIn(name, displayName);
      await page.getByRole('button', { name: 'Sign up' }).click();
      await page.getByRole('button', { name: 'New message' }).first().waitFor();
    },

    async signIn(): Promise<void> {
      await fillIn(name);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: 'New message' }).first().waitFor();
    },

    async signOut(): Promise<void> {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
    },

    /** Finds someone in the dialog and opens the room with them. */
    async openChatWith(query: string, found: string): Promise<void> {
      await page.getByRole('button', { name: 'New message' }).first().click();
      const dialog = page.getByRole('dialog', { name: 'New message' });
      await dialog.getByRole('combobox').fill(query);
      await dialog.getByRole('option', { name: found }).click();
      await dialog.getByRole('button', { name: 'Chat' }).click();
      await composer.waitFor();
    },

    async openRoom(peer: string): Promise<void> {
      await page.getByRole('link', { name: peer }).click();
      await composer.waitFor();
    },

    async say(text: string): Promise<void> {
      await composer.fill(text);
      await composer.press('Enter');
    },

    /** On a phone Enter breaks the line. */
    async sayByButton(text: string): Promise<void> {
      await composer.fill(text);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
    },

    bubble(text: string): Locator {
      return log.getByText(text, { exact: true });
    },

    /** The bubbles in the DOM, top to bottom. Long threads hold only what is near the view. */
    bubbles(): Promise<Bubble[]> {
      return log.locator('[data-seq], [data-draft]').evaluateAll((rows) =>
        rows.map((row) => ({
          seq: row.hasAttribute('data-seq') ? Number(row.getAttribute('data-seq')) : null,
          text: row.querySelector('[data-bubble]')?.textContent ?? '',
        })),
      );
    },
  };
};

export const openPerson = async (context: BrowserContext, name: string): Promise<Person> =>
  personAt(await context.newPage(), name);
