import * as Redacted from "effect/Redacted"

/** Returns a secret that a seed may give in the clear. */
export const reveal = (secret: Redacted.Redacted<string> | string): string =>
  typeof secret === "string" ? secret : Redacted.value(secret)
