import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { InvalidSecret } from "../../Webhooks/WebhookError.ts"
import { textIn } from "../input/redactedText.ts"
import { utf8 } from "./hmac.ts"
import { signingKey } from "./signingKey.ts"

type Keys = ReadonlyArray<Uint8Array> | InvalidSecret

const readAll = (secrets: unknown, read: (secret: unknown) => Result.Result<Uint8Array, string>): Keys => {
  const all: ReadonlyArray<unknown> = Array.isArray(secrets) ? secrets : [secrets]
  if (all.length === 0) return new InvalidSecret({ why: "is missing" })
  const keys: Array<Uint8Array> = []
  for (const secret of all) {
    const key = read(secret)
    if (Result.isFailure(key)) return new InvalidSecret({ why: key.failure })
    keys.push(key.success)
  }
  return keys
}

/** Reads the secrets of endpoints. */
export const signingKeys = (secrets: unknown): Keys => readAll(secrets, signingKey)

const apiKey = (secret: unknown): Result.Result<Uint8Array, string> => {
  if (!Redacted.isRedacted(secret)) return Result.fail("must be a Redacted, as from Redacted.make")
  const text = textIn(secret)?.replace(/^ApiKey /, "").trim() ?? ""
  if (text.startsWith("whsec_")) {
    return Result.fail("is that of a webhook's endpoint, and must be the secret key of the environment")
  }
  return text === "" ? Result.fail("must not be empty") : Result.succeed(utf8(text))
}

/** Reads secret keys of environments, whose text is the key of what Novu signs with them. */
export const apiKeys = (secrets: unknown): Keys => readAll(secrets, apiKey)
