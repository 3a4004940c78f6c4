import type { FakeAnswer, HeaderPair } from "./message.ts"

export const jsonType: HeaderPair = ["Content-Type", "application/json; charset=utf-8"]

export const jsonAnswer = (status: number, headers: ReadonlyArray<HeaderPair>, body: string): FakeAnswer => ({
  status,
  headers: [...headers, jsonType],
  body
})
