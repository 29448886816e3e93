/** The facilitator's console and calls: each is loaded when it is first shown. */
import { lazyWithLeadingCatalogue } from '../lib/loading/leading-catalogue.lazy.ts';

export const CallBar = lazyWithLeadingCatalogue(() => import('./desk/call-bar.tsx'));
export const CallMonitor = lazyWithLeadingCatalogue(() => import('./desk/call-monitor.tsx'));
export const FacilitatorPanels = lazyWithLeadingCatalogue(() => import('./panels.tsx'));
export const FacilitatorMessageActions = lazyWithLeadingCatalogue(
  () => import('./moderation/message-actions.tsx'),
);
