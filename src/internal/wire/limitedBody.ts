import type { BodyFormat } from "../../Transport/Operation.ts"
import { invalidInput } from "../input/invalidInput.ts"
import { jsonBody } from "./jsonBody.ts"

/** Writes a payload as JSON of at most as many bytes as the route takes. `path` names what there is too much of. */
export const limitedBody = (path: string, most: number): BodyFormat => (payload) => {
  const body = jsonBody(payload)
  if (!("bytes" in body) || body.bytes.length <= most) return body
  return invalidInput(path, `Expected at most ${most} bytes as JSON, and there are ${body.bytes.length}`)
}
