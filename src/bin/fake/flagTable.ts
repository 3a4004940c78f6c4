/** Describes a flag: whether it takes a value, whether it may be given several times, and what the help says of it. */
export interface Flag {
  /** Is what the help writes for the value. A flag without one is on or off. */
  readonly value?: string
  readonly repeats?: true
  readonly does: string
}

/** Lists the flags of `effect-novu fake`, in the order of the help. */
const flagTable = {
  port: { value: "number", does: "listens on this port (3210); 0 takes a free one" },
  host: { value: "address", does: "listens on this address instead of 127.0.0.1 and ::1; 0.0.0.0 is every one" },
  "allow-host": { value: "name", repeats: true, does: "answers requests to this name as well, such as novu" },
  key: { value: "[name=]key", repeats: true, does: "has an environment with this key (sk_fake)" },
  "app-id": { value: "id", does: "has this application identifier (app_fake)" },
  seed: { value: "file", does: "starts with what this JSON file holds" },
  init: { does: "writes a sample of such a file and its schema, and ends" },
  state: { value: "file", does: "starts with what this file holds, and saves to it at the end" },
  "any-workflow": { does: "makes a workflow that is triggered and not known, in-app and e-mail" },
  webhook: { value: "url[,secret]", repeats: true, does: "delivers signed webhooks to this URL" },
  "local-oauth": { does: "leads the OAuth URLs to a consent page of the fake" },
  idempotency: { does: "honours idempotency keys" },
  "rate-limit": { value: "plan", does: "limits requests as on free, pro, business, enterprise or unlimited" },
  keep: { value: "number", does: "keeps this many messages and requests (10000)" },
  help: { does: "prints this" },
  version: { does: "prints the version" }
} as const satisfies Record<string, Flag>

export type FlagName = keyof typeof flagTable

export const flagNames = Object.keys(flagTable) as ReadonlyArray<FlagName>

/** Looks at a row by the shape that all rows share. */
export const flagOf = (name: FlagName): Flag => flagTable[name]
