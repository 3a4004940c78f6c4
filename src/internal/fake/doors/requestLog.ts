import * as Headers from "effect/http/Headers"
import type { RecordedRequest } from "../../../Testing/FakeState.ts"
import type { FakeRequest } from "../protocol/message.ts"

export interface Entry {
  readonly request: FakeRequest
  readonly at: number
  status: number | undefined
}

const decoder = new TextDecoder()

/** Records what arrived and what was answered, oldest first. Bodies are decoded only when somebody reads the record. */
export const makeRequestLog = () => {
  const entries: Array<Entry> = []
  return {
    record: (request: FakeRequest, at: number): Entry => {
      const entry: Entry = { request, at, status: undefined }
      entries.push(entry)
      return entry
    },
    all: (): ReadonlyArray<RecordedRequest> => entries.map(toRecorded),
    last: (count: number): ReadonlyArray<RecordedRequest> => entries.slice(-count).map(toRecorded),
    size: () => entries.length,
    reset: () => {
      entries.length = 0
    }
  }
}

const toRecorded = ({ at, request, status }: Entry): RecordedRequest => ({
  method: request.method,
  url: request.target,
  headers: Headers.fromInput(request.headers),
  body: decoder.decode(request.body),
  at,
  status
})
