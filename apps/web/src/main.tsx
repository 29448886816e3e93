/** Starts the screens: styles, language, theme, then the routes. */
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/fraunces/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { breakOff } from '@holdspace/client';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { endAlerts } from './alerts/alerts.ts';
import { silence, unlockAtFirstPress } from './alerts/sound.ts';
import { onLeaving } from './leave/leave.ts';
import { worker } from './leave/sign-out.ts';
import { showStill } from './leave/still.ts';
import { Tidied } from './leave/tidied.tsx';
import { workerAddress } from './leave/worker-address.ts';
import { ownTab } from './lib/own-tab.ts';
import { messages } from './locales/en/messages.po';
import { Routes } from './routes.tsx';
import { Announcer } from './ui/announcer.tsx';
import { followBack } from './ui/back.ts';
import { keepKeysOfInputMethods } from './ui/input-method.ts';
import { Part } from './ui/part.tsx';
import { followAttention } from './ui/press/attention.ts';
import { guardPresses } from './ui/press/press-guard.ts';
import { surviveTranslation } from './ui/translated.ts';

i18n.loadAndActivate({ locale: 'en', messages });
void ownTab();
keepKeysOfInputMethods(window);

unlockAtFirstPress();

onLeaving(breakOff);
surviveTranslation();
followBack();
followAttention();
guardPresses();
onLeaving(endAlerts);
onLeaving(silence);

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const root = createRoot(place);
// Read by leave/ways.ts.
place.dataset['begun'] = '';
// What is in memory goes too. Later than the press: it may take a moment.
onLeaving(() => setTimeout(() => root.unmount()));
root.render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <Part otherwise={() => null} onFault={() => showStill('broken')}>
        <Tidied>
          <Routes />
        </Tidied>
      </Part>
      <Part otherwise={() => null}>
        <Announcer />
      </Part>
    </I18nProvider>
  </StrictMode>,
);

// Over plain http there is none, and nothing needs it.
worker()
  ?.register(workerAddress)
  .catch(() => undefined);
