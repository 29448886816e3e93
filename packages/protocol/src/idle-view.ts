/** Views in which nothing has happened yet, for samples in tests and in the gallery. */
export { idleOwnState } from '@holdspace/core/own-state';
export { idlePublicState, publicStateFields } from '@holdspace/core/public-state';
