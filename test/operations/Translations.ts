import * as dto from "@novu/api/models/components/index.js"
import { Effect } from "effect"
import { Translations } from "effect-novu/Client/Translations"
import { FakeNovu } from "effect-novu/Testing/FakeNovu"
import { closedResourceType, protoInContent } from "../peer/peerFaults.ts"
import * as Limits from "../peer/peerLimits.ts"
import { made, type Need, type Rows } from "./row.ts"

const welcome: Need = Effect.flatMap(FakeNovu, (fake) => fake.workflow({ id: "welcome", steps: ["in_app"] }))

const resource = { resourceId: "welcome", resourceType: "workflow" } as const

const payload = { ...resource, locale: "en_US", content: { title: "Welcome", footer: { help: "Help" } } }

const needs = [welcome, made(Translations.operations.create, { payload })]

/** The SDK returns results of this group without headers. */
const bare = <A>(call: Promise<A>) => call.then((result) => ({ result }))

/** Novu's SDK describes no failure of this group. */
const traits = { headless: true, undescribed: true } as const

const one = { reads: dto.TranslationResponseDto$inboundSchema, limits: Limits.translation, ...traits }

const imported = {
  reads: dto.ImportMasterJsonResponseDto$inboundSchema,
  limits: Limits.importedTranslations,
  ...traits
}

const fileOf = ({ content, locale }: { readonly content: unknown; readonly locale: string }) => ({
  fileName: `${locale.replaceAll("-", "_")}.json`,
  content: new Blob([typeof content === "string" ? content : JSON.stringify(content)], { type: "application/json" })
})

export const translations: Rows<typeof Translations> = {
  create: {
    asks: (novu, { payload: sent }) => bare(novu.translations.create(sent)),
    takes: { payload: [] },
    ...one,
    faults: [protoInContent],
    example: { payload },
    needs: [welcome],
    lost: "same"
  },
  retrieve: {
    asks: (novu, { params }) => bare(novu.translations.retrieve(params as never)),
    ...one,
    example: { params: { ...resource, locale: "en_US" } },
    needs,
    faults: [closedResourceType],
    unknown: { resourceType: "closed", locale: 400 },
    lost: "same"
  },
  delete: {
    asks: (novu, { params }) => bare(novu.translations.delete(params as never)),
    ...traits,
    example: { params: { ...resource, locale: "en_US" } },
    needs,
    faults: [closedResourceType],
    unknown: { resourceType: "closed", locale: 400 },
    lost: "gone"
  },
  retrieveGroup: {
    asks: (novu, { params }) =>
      bare(novu.translations.groups.retrieve(params.resourceType as never, params.resourceId)),
    reads: dto.TranslationGroupDto$inboundSchema,
    limits: Limits.translationGroup,
    ...traits,
    faults: [closedResourceType],
    unknown: { resourceType: "closed" },
    example: { params: resource },
    needs,
    lost: "same"
  },
  deleteGroup: {
    asks: (novu, { params }) => bare(novu.translations.groups.delete(params.resourceType as never, params.resourceId)),
    ...traits,
    faults: [closedResourceType],
    unknown: { resourceType: "closed" },
    example: { params: resource },
    needs,
    lost: "gone"
  },
  retrieveMaster: {
    asks: (novu, { query }) => bare(novu.translations.master.retrieve(Object(query).locale)),
    takes: { query: [] },
    reads: dto.GetMasterJsonResponseDto$inboundSchema,
    limits: Limits.masterTranslations,
    ...traits,
    example: { query: { locale: "en_US" } },
    needs,
    lost: "same"
  },
  importMaster: {
    asks: (novu, { payload: sent }) => bare(novu.translations.master.import(sent)),
    takes: { payload: [] },
    ...imported,
    example: { payload: { locale: "en_US", masterJson: { workflows: { welcome: { title: "Welcome" } } } } },
    needs: [welcome],
    lost: "same"
  },
  uploadMaster: {
    asks: (novu, { payload: sent }) => bare(novu.translations.master.upload({ file: fileOf(sent) })),
    takes: { payload: [] },
    ...imported,
    example: { payload: { locale: "en_US", content: { workflows: { welcome: { title: "Welcome" } } } } },
    needs: [welcome],
    lost: "same"
  },
  upload: {
    asks: (novu, { payload: sent }) => {
      const { translations: files, ...texts }: { readonly translations: ReadonlyArray<never> } = sent
      return bare(novu.translations.upload({ ...texts, files: files.map(fileOf) } as never))
    },
    takes: { payload: [] },
    reads: dto.UploadTranslationsResponseDto$inboundSchema,
    limits: Limits.translationUpload,
    told: (result) => {
      const { failed, unmatched, uploaded } = Object(result)
      const count = failed.length + unmatched.length
      return { totalFiles: uploaded + count, successfulUploads: uploaded, failedUploads: count, errors: unmatched }
    },
    ...traits,
    example: { payload: { ...resource, translations: [{ locale: "en_US", content: { title: "Welcome" } }] } },
    needs: [welcome],
    lost: "same"
  }
}
