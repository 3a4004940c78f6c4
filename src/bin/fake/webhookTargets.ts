import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"
import { signingKeys } from "../../internal/webhooks/keys.ts"
import { InvalidSecret } from "../../Webhooks/WebhookError.ts"
import { type Refusal, refusal } from "./refusal.ts"

/** Says where webhooks go, and whether their secret was made here, so that somebody has to be told of it. */
export interface WebhookTarget {
  readonly to: string
  readonly secret: Redacted.Redacted
  readonly isMade: boolean
}

/**
 * Makes a secret from the key of the environment and the URL, so that it is the
 * same after a restart and the receiver's configuration goes on to fit.
 */
const madeFrom = (key: string, url: string): string =>
  `whsec_${createHmac("sha256", key).update(`webhook ${url}`).digest("base64")}`

/** Reads `--webhook`, which is a URL or `url,secret`. A comma of the URL itself is written `%2C`. */
export const readWebhooks = (
  given: ReadonlyArray<string>,
  key: string
): Effect.Effect<ReadonlyArray<WebhookTarget>, Refusal> =>
  Effect.forEach(given, (text) =>
    Effect.gen(function*() {
      const comma = text.indexOf(",")
      const to = comma < 0 ? text : text.slice(0, comma)
      if (!/^https?:\/\//.test(to) || !URL.canParse(to)) {
        return yield* refusal(`--webhook needs a URL, such as --webhook http://localhost:3000/webhooks/novu.`)
      }
      const isMade = comma < 0
      const secret = Redacted.make(isMade ? madeFrom(key, to) : text.slice(comma + 1))
      const keys = signingKeys(secret)
      if (keys instanceof InvalidSecret) {
        return yield* refusal(`The secret of --webhook ${keys.why}: leave it out, and the fake makes one.`)
      }
      return { to, secret, isMade }
    }))
