/** Loads every catalogue: the gallery shows the screens of everyone. */
import { i18n } from '@lingui/core';
import { messages as circle } from '../locales/en/circle.po';
import { messages as leading } from '../locales/en/leading.po';
import { messages as own } from '../locales/en/own.po';
import { messages as pages } from '../locales/en/pages.po';
import { messages as place } from '../locales/en/place.po';
import { messages as signIn } from '../locales/en/sign-in.po';
import { messages as speech } from '../locales/en/speech.po';

for (const messages of [circle, leading, own, pages, place, signIn, speech])
  i18n.load('en', messages);
