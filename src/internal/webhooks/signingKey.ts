import * as Base64 from "effect/encoding/Base64"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { isLost, lost, textIn } from "../input/redactedText.ts"

/** What Novu's API keys look like, which are often taken for the secret of an endpoint. */
const apiKey = /^(?:ApiKey |sk_)|^[0-9a-f]{32}$/i

const failed = Result.fail<string>

/**
 * Reads the secret of an endpoint as Novu's dashboard shows it: `whsec_` and
 * the key in base64. Returns in words why it cannot be one.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const signingKey = (secret: unknown): Result.Result<Uint8Array, string> => {
  if (!Redacted.isRedacted(secret)) return failed("must be a Redacted, as from Redacted.make")
  if (isLost(secret)) return failed(`is ${lost}`)
  const text = textIn(secret)?.trim() ?? ""
  if (text === "" || text === "whsec_") return failed("must not be empty")
  if (/^wh[ps]k_/.test(text)) {
    return failed("is an ed25519 key, and must be the endpoint's secret, which begins with whsec_")
  }
  if (apiKey.test(text)) {
    return failed("looks like an API key, and must be the endpoint's secret, which begins with whsec_")
  }
  const key = Base64.decode(text.replace(/^whsec_/, ""))
  if (Result.isFailure(key)) return failed("must be whsec_ and base64, as the dashboard shows it")
  return key.success.length === 0 ? failed("must not be empty") : Result.succeed(key.success)
}
