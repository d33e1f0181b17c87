const emoji = /^\p{RGI_Emoji}$/v;

/** One emoji alone, also one of many code points (a family, a flag, a skin tone). */
export const isBigEmoji = (text: string): boolean => text.length <= 40 && emoji.test(text.trim());
