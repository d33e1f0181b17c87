import type { FallbackProps } from 'react-error-boundary';
import { Button } from '../shapes/button.ts';
import { AlertIcon } from '../shapes/icons.tsx';
import { Notice } from '../shapes/notice.tsx';
import { useWords } from '../words/words-context.tsx';

/** A pane that broke, alone: the other one goes on. */
export const PaneFault = ({ resetErrorBoundary }: FallbackProps) => {
  const { words } = useWords();
  return (
    <Notice alert icon={<AlertIcon size={40} />} title={words.app.broken}>
      <Button onClick={resetErrorBoundary}>{words.app.retry}</Button>
      <Button $kind="plain" onClick={() => location.reload()}>
        {words.app.reload}
      </Button>
    </Notice>
  );
};
