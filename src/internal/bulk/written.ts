/** Items that are written out one by one, so that a group is joined of their bytes and nothing is written twice. */
import * as Schema from "effect/Schema"
import type { BodyFormat } from "../../Transport/Operation.ts"

/** An item as it is sent. The item itself tells which secrets a failure must not show. */
export interface Written<Item> {
  readonly item: Item
  readonly bytes: Uint8Array
}

const utf8 = new TextEncoder()
const comma = utf8.encode(",")

/** Bytes that an item takes in the body of its group. */
export const bytesOf = ({ bytes }: Written<unknown>): number => bytes.length + comma.length

/** Takes a group as it is, because its items were checked when they were written. */
export const writtenItems = <Item>() =>
  Schema.declare((_value): _value is { readonly items: ReadonlyArray<Written<Item>> } => true)

const isGroup = (value: unknown): value is { readonly items: ReadonlyArray<Written<unknown>> } =>
  typeof value === "object" && value !== null && "items" in value

/** Writes a group as an object with one member, the list of its items. */
export const joinedAs = (member: string): BodyFormat => {
  const open = utf8.encode(`{"${member}":[`)
  const close = utf8.encode("]}")
  return (group) => {
    const items = isGroup(group) ? group.items : []
    const parts = [open, ...items.flatMap(({ bytes }, place) => place === 0 ? [bytes] : [comma, bytes]), close]
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      bytes.set(part, at)
      at += part.length
    }
    return { bytes, contentType: "application/json" }
  }
}
