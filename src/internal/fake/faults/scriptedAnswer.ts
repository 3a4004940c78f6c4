import type { FaultHeaders, FaultResponse } from "../../../Testing/Fault.ts"
import { jsonType } from "../protocol/answer.ts"
import type { FakeAnswer, HeaderPair } from "../protocol/message.ts"

/** Makes the answer that a fault describes. A content type is added unless the fault has its own. */
export const scriptedAnswer = (response: FaultResponse): FakeAnswer => {
  const headers = headerPairs(response.headers ?? {})
  const hasType = headers.some(([name]) => name.toLowerCase() === "content-type")
  if (response.text !== undefined) {
    const plain: HeaderPair = ["Content-Type", "text/plain; charset=utf-8"]
    return { status: response.status, headers: hasType ? headers : [...headers, plain], body: response.text }
  }
  if (response.body === undefined) return { status: response.status, headers, body: undefined }
  return {
    status: response.status,
    headers: hasType ? headers : [...headers, jsonType],
    body: JSON.stringify(response.body)
  }
}

export const headerPairs = (headers: FaultHeaders): Array<HeaderPair> =>
  Object.entries(headers).flatMap(([name, values]) =>
    typeof values === "string" ? [[name, values] as const] : values.map((value) => [name, value] as const)
  )
