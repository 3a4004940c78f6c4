import type { SeedLayout, SeedTranslation } from "../../../Testing/Seed.ts"
import { emptyLayout } from "../store/layouts.ts"
import { type Store, translationKey } from "../store/store.ts"
import { put, savedStamp, type Seeding, stampOf } from "./seeding.ts"

/** The first layout of an environment is its default. */
export const seedLayout = (seeding: Seeding, given: string | SeedLayout): void => {
  const { layouts } = seeding.store
  const seed: SeedLayout = typeof given === "string" ? { layoutId: given } : given
  const { controlValues = emptyLayout, isTranslationEnabled = false, layoutId, name = layoutId } = seed
  const existing = layouts.byKey.get(layoutId)
  const isDefault = seed.isDefault ?? existing?.isDefault ?? layouts.byKey.size === 0
  put(layouts, existing, {
    ...stampOf(seeding, seed, existing),
    layoutId,
    name,
    isDefault,
    isTranslationEnabled,
    controlValues
  })
}

export const savedLayouts = ({ layouts }: Store): ReadonlyArray<SeedLayout> =>
  layouts.createdAt.rows.map((row) => ({
    layoutId: row.layoutId,
    name: row.name,
    isDefault: row.isDefault,
    isTranslationEnabled: row.isTranslationEnabled,
    controlValues: row.controlValues,
    ...savedStamp(row)
  }))

export const seedTranslation = (seeding: Seeding, seed: SeedTranslation): void => {
  const { translations } = seeding.store
  const { content, locale, resourceId, resourceType } = seed
  const existing = translations.byKey.get(translationKey(seed))
  put(translations, existing, { ...stampOf(seeding, seed, existing), resourceType, resourceId, locale, content })
}

export const savedTranslations = ({ translations }: Store): ReadonlyArray<SeedTranslation> =>
  translations.createdAt.rows.map((row) => ({
    resourceType: row.resourceType,
    resourceId: row.resourceId,
    locale: row.locale,
    content: row.content,
    ...savedStamp(row)
  }))
