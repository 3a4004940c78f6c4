/**
 * Describes who changed a resource.
 *
 * @since 0.1.0
 */
import { nullableTextKey, textKey } from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"

/**
 * Says who changed or published a workflow or a layout last.
 *
 * @category models
 * @since 0.1.0
 */
export class Author extends entity<Author>()("UserResponseDto", {
  _id: textKey,
  firstName: nullableTextKey,
  lastName: nullableTextKey,
  externalId: nullableTextKey
}) {}
