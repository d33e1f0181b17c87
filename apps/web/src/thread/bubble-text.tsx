import { memo } from 'react';
import { textParts } from './text-parts.ts';

export const BubbleText = memo(({ text }: { text: string }) =>
  textParts(text).map((part, index) =>
    part.kind === 'text' ? (
      part.text
    ) : (
      // The parts of one text never change places.
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ),
  ),
);
BubbleText.displayName = 'BubbleText';
