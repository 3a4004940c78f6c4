import { jsonAnswer } from "../protocol/answer.ts"
import type { FakeAnswer } from "../protocol/message.ts"

/** Refuses a request before anything looks at it. The message says what to do about it. */
export const refuse = (message: string): FakeAnswer => jsonAnswer(403, [], JSON.stringify({ message }))
