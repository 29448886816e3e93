/** The sign-in of a person: return code, devices, return, and signed-out page. */

import type { OwnSessions } from '@holdspace/protocol';
import { type ReactNode, use } from 'react';
import { now } from '../lib/time/now.ts';
import { CodeWords } from '../sign-in/code-words.tsx';
import { DevicesContent } from '../sign-in/devices.tsx';
import { ReturnCodeCard } from '../sign-in/return-code.tsx';
import { ReturnPage } from '../sign-in/return-page.tsx';
import { loadSignIn } from '../sign-in/sign-in.lazy.ts';
import { SignedOutHerePage, SignedOutReason } from '../sign-in/signed-out.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { inCircleFrame } from './circle-states.tsx';
import { participantView } from './fixtures.ts';
import type { GalleryState } from './gallery-state.ts';

const exampleCode = 'orchard mellow window harbor pigeon lantern';
const day = 24 * 60 * 60_000;
const noop = () => undefined;
const today = Math.floor(now() / day) * day;

const one: OwnSessions = {
  sessions: [{ since: today - 2 * day, by: 'join', current: true }],
  notices: [],
  hasCode: true,
  mayMakeCode: true,
};
const several: OwnSessions = {
  ...one,
  sessions: [...one.sessions, { since: today - day, by: 'code', current: false }],
  notices: [{ what: 'code-used', at: today - day }],
};
const signedInByCode: OwnSessions = {
  sessions: several.sessions.map((each) => ({ ...each, current: !each.current })),
  notices: [],
  hasCode: true,
  mayMakeCode: 'not-yours',
};

const devicesState = (id: string, name: string, known: OwnSessions): GalleryState => ({
  id,
  name,
  frame: 'screen',
  render: () =>
    inCircleFrame(
      participantView({}),
      <main>
        <h1 className="hidden">{name}</h1>
        <Sheet open onClose={noop} title="Your devices and return code">
          <DevicesContent sessions={known} onChanged={noop} />
        </Sheet>
      </main>,
    ),
});
const pageState = (id: string, name: string, shown: ReactNode): GalleryState => ({
  id,
  name,
  frame: 'screen',
  render: () => shown,
});
const endedReasons = [
  ...(['signed-out', 'everywhere', 'new-code', 'replaced'] as const),
  ...(['room', 'not-facilitator', 'time', 'unknown'] as const),
];

/** The parts are used here without their lazy edge; their catalogue is loaded all the same. */
function WithSignInCatalogue({ children }: { readonly children: ReactNode }) {
  use(loadSignIn());
  return children;
}

const states: readonly GalleryState[] = [
  {
    id: 'return-code',
    name: 'Return code: shown once',
    frame: 'narrow',
    render: () => <ReturnCodeCard code={exampleCode} onNoted={noop} onDismiss={noop} />,
  },
  {
    id: 'return-code-typed',
    name: 'Return code: as it is understood',
    frame: 'narrow',
    render: () => (
      <CodeWords small label="Recognised so far" words={exampleCode.split(' ')} unknown={[2]} />
    ),
  },
  devicesState('devices', 'Devices: one', one),
  devicesState('devices-news', 'Devices: the code was used elsewhere', several),
  devicesState('devices-by-code', 'Devices: came in by the code', signedInByCode),
  devicesState('devices-no-code', 'Devices: no code yet', { ...one, hasCode: false }),
  pageState('come-back', 'Come back by a code', <ReturnPage />),
  pageState('signed-out-here', 'Signed out by oneself', <SignedOutHerePage />),
  ...endedReasons.map((why) =>
    pageState(`signed-out-${why}`, `Signed out: ${why}`, <SignedOutReason reason={why} />),
  ),
];

export const signInStates: readonly GalleryState[] = states.map((state) => ({
  ...state,
  show: () => <WithSignInCatalogue>{state.render()}</WithSignInCatalogue>,
}));
