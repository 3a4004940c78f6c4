import * as dto from "@novu/api/models/components/index.js"
import * as requests from "@novu/api/models/operations/index.js"
import { Schema } from "effect"
import { Layouts } from "effect-novu/Client/Layouts"
import { dashboardSource, protoInPreview, translationFlag } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { wireOf } from "../peer/zodSchema.ts"
import { made, type Rows } from "./row.ts"

const layoutId = "main-layout"

const params = { layoutId }

const main = made(Layouts.operations.create, { payload: { layoutId, name: "Main" } })

const other = made(Layouts.operations.create, { payload: { layoutId: "other-layout", name: "Other" } })

const email = { body: "<html><body>{{content}}</body></html>", editorType: "html" } as const

/** Leaves out that a widget may stand within another, of which no samples can be made. */
const wire = wireOf(dto.LayoutResponseDto$inboundSchema, {
  controls: wireOf(dto.LayoutControlsDto$inboundSchema, {
    uiSchema: wireOf(dto.UiSchema$inboundSchema, { properties: undefined })
  })
})

const answer = {
  reads: dto.LayoutResponseDto$inboundSchema,
  wire,
  limits: Limits.layout
}

/** Novu's SDK calls Novu's own id by another name. */
const told = (result: unknown): unknown => {
  const { _id: id, updatedBy, ...rest } = Object(result)
  return { ...rest, ...(id === undefined ? {} : { id }), ...(updatedBy === undefined ? {} : { updatedBy }) }
}

export const layouts: Rows<typeof Layouts> = {
  create: {
    asks: (novu, { payload }) => novu.layouts.create(payload),
    // The SDK calls `__source` by another name.
    takes: { payload: [] },
    ...answer,
    told,
    faults: [translationFlag, dashboardSource],
    example: { payload: { layoutId, name: "Main", isTranslationEnabled: true } },
    lost: "twice"
  },
  list: {
    asks: (novu, { query }) => novu.layouts.list(query ?? {}),
    takes: { query: requests.LayoutsControllerListRequest$outboundSchema },
    reads: dto.ListLayoutResponseDto$inboundSchema,
    wire: wireOf(dto.ListLayoutResponseDto$inboundSchema, { layouts: Schema.Array(wire) }),
    limits: Limits.layoutPage,
    example: { query: { query: "MAIN", orderBy: "name" } },
    needs: [main],
    lost: "same"
  },
  retrieve: {
    asks: (novu, { params: { layoutId: id } }) => novu.layouts.retrieve(id),
    ...answer,
    told,
    example: { params },
    needs: [main],
    lost: "same"
  },
  update: {
    asks: (novu, { params: { layoutId: id }, payload }) => novu.layouts.update(payload, id),
    takes: { payload: dto.UpdateLayoutDto$outboundSchema },
    ...answer,
    told,
    faults: [translationFlag],
    example: { params, payload: { name: "Main", controlValues: { email } } },
    needs: [main],
    lost: "same"
  },
  delete: {
    asks: (novu, { params: { layoutId: id } }) => novu.layouts.delete(id),
    example: { params: { layoutId: "other-layout" } },
    needs: [main, other],
    lost: "gone"
  },
  duplicate: {
    asks: (novu, { params: { layoutId: id }, payload }) => novu.layouts.duplicate(payload, id),
    takes: { payload: dto.DuplicateLayoutDto$outboundSchema },
    ...answer,
    told,
    faults: [translationFlag],
    example: { params, payload: { name: "A copy", layoutId: "copy" } },
    needs: [main],
    lost: "twice"
  },
  preview: {
    asks: (novu, { params: { layoutId: id }, payload }) => novu.layouts.generatePreview(payload, id),
    // The SDK sends more of a subscriber than a layout can show.
    takes: { payload: [] },
    reads: dto.GenerateLayoutPreviewResponseDto$inboundSchema,
    limits: Limits.layoutPreview,
    faults: [protoInPreview],
    example: {
      params,
      payload: { controlValues: { email }, previewPayload: { subscriber: { firstName: "Ada", data: { plan: "pro" } } } }
    },
    needs: [main],
    lost: "same"
  },
  retrieveUsage: {
    asks: (novu, { params: { layoutId: id } }) => novu.layouts.usage(id),
    reads: dto.GetLayoutUsageResponseDto$inboundSchema,
    limits: Limits.usage,
    example: { params },
    needs: [main],
    lost: "same"
  }
}
