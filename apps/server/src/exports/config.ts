/** `@holdspace/server/config`: the settings of a server, and the keys derived from its secret. */

export { deriveKeys, withSecret } from '../config/secrets.ts';
export { readSettings } from '../config/settings.ts';
