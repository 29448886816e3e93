/** Starts the screens: styles, language, theme, then the routes. */
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/fraunces/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Cover } from './leave/cover.tsx';
import { ShiftLeaves } from './leave/shift-presses.ts';
import { messages } from './locales/en/messages.po';
import { Routes } from './routes.tsx';
import { applyPreferences } from './settings/preferences.ts';
import { Announcer } from './ui/announcer.tsx';

i18n.loadAndActivate({ locale: 'en', messages });
applyPreferences();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <Routes />
      <Announcer />
      <ShiftLeaves />
      <Cover />
    </I18nProvider>
  </StrictMode>,
);
