/** Errors of a form by field name, as the server names the fields; each is one sentence. */
export type FieldErrors = Readonly<Record<string, string>>;
