/** Catalogues are compiled to modules by the build. */
declare module '*.po' {
  export const messages: import('@lingui/core').Messages;
}
