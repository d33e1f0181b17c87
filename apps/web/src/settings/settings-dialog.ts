/** The dialogs that the settings menu leads to. */
export type SettingsDialog = 'blocked' | 'sign-out';
