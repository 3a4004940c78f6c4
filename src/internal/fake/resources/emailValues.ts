/** Has what Novu does to the values of an e-mail step before it stores them. */
import { isReadonlyObject } from "effect/Predicate"
import * as Result from "effect/Result"
import { badRequest, type Rejection } from "../protocol/rejection.ts"
import { isSince } from "../store/eras.ts"
import type { StepRow } from "../store/rows.ts"
import type { Store } from "../store/store.ts"
import { textOf } from "../worker/values.ts"
import { documentOf } from "./layoutContent.ts"
import { layoutByAny } from "./layoutRef.ts"
import { mailyHtml } from "./mailyHtml.ts"

type Values = StepRow["controls"]

/** A layout is stored by its identifier, whatever name of it was sent. */
const resolvedLayout = (store: Store, layoutId: unknown): Result.Result<unknown, Rejection> => {
  if (typeof layoutId === "string") {
    const layout = layoutByAny(store, layoutId)
    return layout === undefined
      ? Result.fail(badRequest(`Layout not found for id ${layoutId}`))
      : Result.succeed(layout.layoutId)
  }
  // Once `null` meant the default layout. Today it means none.
  if (layoutId !== null || isSince(store, "2026-08")) return Result.succeed(layoutId)
  return Result.succeed(store.layouts.createdAt.rows.find(({ isDefault }) => isDefault)?.layoutId ?? null)
}

/** A document becomes HTML where the editor is that of HTML, and any other text nothing in the block editor. */
const convertedBody = ({ body, editorType }: Values): unknown => {
  const document = typeof body === "string" ? documentOf(body) : undefined
  if (editorType === "html" && isReadonlyObject(document)) return mailyHtml(document)
  return editorType === "block" && document === undefined ? "" : body
}

/** Values of what code defines are stored as they are. */
export const emailValues = (store: Store, origin: string, values: Values): Result.Result<Values, Rejection> => {
  if (origin !== "novu-cloud" && origin !== "novu-cloud-v1") return Result.succeed(values)
  return Result.map(resolvedLayout(store, values["layoutId"]), (layoutId) => {
    const body = convertedBody(values)
    return {
      ...values,
      ...(layoutId !== undefined && { layoutId }),
      ...(textOf(values["editorType"]) !== undefined && body !== undefined && { body })
    }
  })
}
