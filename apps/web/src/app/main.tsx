/** Starts the screens: styles, language, theme, then the routes. */
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import { abortAllRequests } from '@holdspace/client';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { endAlerts } from '../lib/alerts/alerts.ts';
import { enableSoundOnFirstPress, stopSound } from '../lib/alerts/sound.ts';
import { onLeaving } from '../lib/exit-hooks.ts';
import { tabStorageReady } from '../lib/storage/duplicate-tab.ts';
import { messages } from '../locales/en/messages.po';
import { Announcer } from '../ui/announcer.tsx';
import { listenToBack } from '../ui/back-button.ts';
import { patchDomForTranslators } from '../ui/browser-translation.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { ignoreInputMethodKeys } from '../ui/input-method.ts';
import { trackInteraction } from '../ui/press/interaction-tracker.ts';
import { guardPresses } from '../ui/press/press-guard.ts';
import { serviceWorkerContainer } from './leave/sign-out.ts';
import { showStaticPage } from './leave/static-page.ts';
import { workerAddress } from './leave/worker-address.ts';
import { Routes } from './routes.tsx';
import { SignOutGate } from './sign-out-gate.tsx';
import { waitForLetters } from './theme/letters.ts';

i18n.loadAndActivate({ locale: 'en', messages });
void tabStorageReady();
ignoreInputMethodKeys(window);

enableSoundOnFirstPress();

onLeaving(abortAllRequests);
patchDomForTranslators();
listenToBack();
trackInteraction();
guardPresses();
onLeaving(endAlerts);
onLeaving(stopSound);

const place = document.getElementById('root');
if (!place) throw new Error('No #root.');
const root = createRoot(place);
// Read by leave/early-script.ts.
place.dataset['begun'] = '';
// Also empties the memory of the page. It runs after the press, because it can take a moment.
onLeaving(() => setTimeout(() => root.unmount()));
let hasLeft = false;
onLeaving(() => {
  hasLeft = true;
});
const screens = (
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <ErrorBoundary fallback={() => null} onError={() => showStaticPage('broken')}>
        <SignOutGate>
          <Routes />
        </SignOutGate>
      </ErrorBoundary>
      <ErrorBoundary fallback={() => null}>
        <Announcer />
      </ErrorBoundary>
    </I18nProvider>
  </StrictMode>
);
void waitForLetters().then(() => {
  if (!hasLeft) root.render(screens);
});

// Over plain http there is none, and nothing needs it.
serviceWorkerContainer()
  ?.register(workerAddress)
  .catch(() => undefined);
