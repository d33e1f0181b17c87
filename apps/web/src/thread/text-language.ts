/** What a text with Hangul is marked as: Korean breaks between words, and a screen reader has a voice for it. */
export const textLanguage = (text: string): 'ko' | undefined => (/\p{Script=Hangul}/u.test(text) ? 'ko' : undefined);
