import { conversationSuite } from './conversation-suite.ts';
import { startDuet } from './start-duet.ts';

conversationSuite(() => startDuet());
