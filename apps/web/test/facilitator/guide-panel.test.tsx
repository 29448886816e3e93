/** The words and questions of a circle at the console, in the part of the meeting they are for. */
import type { CircleGuideBody, View } from '@holdspace/protocol';
import { expect, it } from 'vitest';
import { fixedTimeline, TimelineProvider } from '../../src/circle/model/circle-view.ts';
import { ConsoleProvider } from '../../src/facilitator/console/console-context.tsx';
import { GuidePanel } from '../../src/facilitator/meeting/guide-panel.tsx';
import { allowed, facilitatorView, type ViewChanges } from '../../src/gallery/fixtures.ts';
import { renderHtml, visibleText } from '../rendered.tsx';

const guide: CircleGuideBody = {
  phases: {
    opening: { words: 'Welcome.', prompts: ['How do you arrive?'], minutes: 10, mode: 'round' },
    body: { prompts: ['How was your week?', 'What helped?'] },
    closing: { words: 'Thank you.' },
  },
};
const send = () => Promise.resolve({ ok: true } as const);
const panel = (changes: ViewChanges, given: CircleGuideBody = guide): string => {
  const view: View = facilitatorView({ mine: { can: allowed('facilitator') }, ...changes });
  return visibleText(
    renderHtml(
      <TimelineProvider value={fixedTimeline(view.timeline)}>
        <ConsoleProvider value={{ circle: 'c', view, send, guide: given }}>
          <GuidePanel />
        </ConsoleProvider>
      </TimelineProvider>,
    ),
  );
};

it('KIT-1 shows what is for this part of the meeting alone', () => {
  const opening = panel({ phase: 'opening', round: null, prompt: null });
  expect(opening).toContain('Welcome.');
  expect(opening).toContain('Post these words');
  expect(opening).toContain('About 10 minutes');
  expect(opening).toContain('How do you arrive?');
  expect(opening).toContain('Start a round on it');
  expect(opening).not.toContain('How was your week?');
  expect(panel({ phase: 'doors' })).toContain('Welcome.');
  expect(panel({ phase: 'closing' })).toContain('Thank you.');
});

it('KIT-1 puts a question into the round that runs, and says which one it is', () => {
  const body = panel({ phase: 'body', prompt: 'What helped?' });
  expect(body).toContain('Make it the question');
  expect(body).toContain('This is the question now.');
  expect(body).not.toContain('Start a round on it');
});

it('KIT-1 is absent without a guide, and once the meeting is over', () => {
  expect(panel({ phase: 'body' }, {})).toBe('');
  expect(panel({ phase: 'aftercare' })).toBe('');
});
