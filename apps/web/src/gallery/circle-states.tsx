/** What a participant sees: the circle, the turn, receipts. */
import { Card } from '../ui/card.tsx';
import { ReceiptWords } from '../words/receipt.tsx';
import { minute, now } from './fixtures.ts';
import type { State } from './state.ts';

export const circleStates: readonly State[] = [
  {
    id: 'muted',
    name: 'Muted: what the person reads',
    show: () => (
      <Card>
        <ReceiptWords
          receipt={{
            kind: 'mute',
            reason: 'pace',
            note: 'Let’s leave some room for others. You can write again in a while.',
            until: now + 5 * minute,
          }}
        />
      </Card>
    ),
  },
  {
    id: 'removed',
    name: 'Removed: what the person reads',
    show: () => (
      <Card>
        <ReceiptWords
          receipt={{
            kind: 'remove',
            reason: 'safety',
            note: 'I need to keep this circle safe for everyone. You can write to me.',
          }}
        />
      </Card>
    ),
  },
];
