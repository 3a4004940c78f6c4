import * as Hex from "effect/encoding/Hex"
import type { Recipient, Recipients } from "../../Schema/Event.ts"

/** Characters of a transaction id that Novu stores. */
const longest = 255

/** Makes an id as Novu makes its own: `txn_` and 24 hexadecimal digits, from the platform's cryptographic source. */
export const newTransactionId = (): string => `txn_${Hex.encode(globalThis.crypto.getRandomValues(new Uint8Array(12)))}`

const isList = (to: Recipients): to is ReadonlyArray<Recipient> => Array.isArray(to)

const subscriberOf = (recipient: Recipient): string | undefined =>
  typeof recipient === "string" ? recipient : "subscriberId" in recipient ? String(recipient.subscriberId) : undefined

const nameOf = (recipient: Recipient): string =>
  typeof recipient !== "string" && "topicKey" in recipient
    ? JSON.stringify(["topic", recipient.topicKey, recipient.exclude])
    : JSON.stringify(["subscriber", subscriberOf(recipient)])

const sha256 = async (text: string): Promise<string> =>
  Hex.encode(new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))))

/**
 * Makes the id of one occurrence from its workflow, its key and its recipients.
 * Novu drops a second event with the same id whichever workflow it starts and
 * whomever it is for, so all three belong to it. One subscriber's id stands in
 * it as it is; several are hashed, which takes a promise.
 */
export const derivedTransactionId = (
  workflowId: string,
  key: string,
  to: Recipients | undefined
): string | Promise<string> => {
  const recipients: ReadonlyArray<Recipient> = to === undefined ? [] : isList(to) ? to : [to]
  const [first] = recipients
  const single = recipients.length === 1 && first !== undefined ? subscriberOf(first) : undefined
  const readable = `${encodeURIComponent(workflowId)}:${encodeURIComponent(key)}:${single}`
  if (single !== undefined && readable.length <= longest) return readable
  const names = [...new Set(recipients.map(nameOf))].toSorted()
  return sha256(JSON.stringify([workflowId, key, names])).then((digest) => `txn_${digest}`)
}
