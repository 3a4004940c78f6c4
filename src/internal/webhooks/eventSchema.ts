/**
 * Describes what the parts of events share. An event goes through queues, so
 * what it encodes to decodes to the same event.
 */
import { isString } from "effect/Predicate"
import type * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { JsonObject } from "../schema/schema.ts"
import { isRecord, loosely, nullishKey, openLiterals, Secret, Timestamp } from "../schema/schema.ts"

export type WireRecord = Readonly<Record<string, unknown>>

const readTime = Schema.decodeUnknownResult(Timestamp)

const isTime = (value: unknown): value is string => Result.isSuccess(readTime(value))

/**
 * Describes a time that is absent where there is none, or something that is no
 * time. `uncheckedTimeKey` keeps the latter as `undefined`, which JSON cannot.
 */
export const timeKey = nullishKey(Timestamp, isTime)

/** Describes an object of any members that may be absent. */
export const recordKey = nullishKey(JsonObject, isRecord)

/** Describes a member that is left as it is. */
export const rawKey = Schema.optionalKey(Schema.Json)

export const secretKey = nullishKey(Secret, isString)

/** Describes a text of known values and others, which may be absent. */
export const openKey = <const Known extends ReadonlyArray<string>>(known: Known) =>
  nullishKey(openLiterals(known), isString)

const SecretRecord: Schema.Codec<Redacted.Redacted<typeof JsonObject.Type>, typeof JsonObject.Encoded> = Schema
  .RedactedFromValue(JsonObject)

/** Describes an object that may hold tokens among its members. */
export const secretRecordKey = nullishKey(SecretRecord, isRecord)

/** Says whether a value is a row of Novu's store, which has an id. */
export const isRow = <I extends object>(value: unknown): value is I =>
  isRecord<WireRecord>(value) && (isString(value["_id"]) || typeof value["_id"] === "number")

/**
 * Reads `schema` from a value that `renew` first brings from an older form, or
 * from one that a document describes, to the form that `schema` has.
 */
export const renewed = <S extends Schema.Codec<unknown, unknown>>(
  schema: S,
  renew: (value: unknown) => unknown
): Schema.decodeTo<S, Schema.Codec<S["Encoded"]>> =>
  loosely<S["Encoded"]>(Schema.toEncoded(schema)).pipe(
    Schema.decodeTo(schema, {
      // What `renew` returns is checked by `schema`, as all that comes from outside.
      decode: SchemaGetter.transform((value) => renew(value) as S["Encoded"]),
      encode: SchemaGetter.passthrough()
    })
  )

/** Does what `renewed` does for an object. What is none is left to fail. */
export const renewedRecord = <S extends Schema.Codec<unknown, unknown>>(
  schema: S,
  renew: (record: WireRecord) => WireRecord
): Schema.decodeTo<S, Schema.Codec<S["Encoded"]>> =>
  renewed(schema, (value) => isRecord<WireRecord>(value) ? renew(value) : value)
