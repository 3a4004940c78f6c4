import type { Row } from "./table.ts"

/** Auth is stored as it was sent, unknown members included. */
export interface Auth {
  readonly [member: string]: unknown
  readonly accessToken?: string
  readonly refreshToken?: string
  readonly expiresAt?: string
  readonly refreshTokenExpiresAt?: string
}

export interface ConnectionRow extends Row {
  readonly identifier: string
  readonly integrationIdentifier: string
  readonly providerId: string
  readonly channel: string
  readonly subscriberId: string | null
  readonly contextKeys: ReadonlyArray<string>
  readonly workspace: Readonly<Record<string, unknown>>
  readonly auth: Auth
}

export interface EndpointRow extends Row {
  readonly identifier: string
  readonly integrationIdentifier: string
  readonly providerId: string
  readonly channel: string
  readonly connectionIdentifier: string | null
  readonly subscriberId: string
  readonly contextKeys: ReadonlyArray<string>
  readonly type: string
  readonly endpoint: Readonly<Record<string, unknown>>
}

export interface ContextRow extends Row {
  readonly type: string
  readonly id: string
  readonly data: Readonly<Record<string, unknown>>
  readonly bridgeUrl: string | undefined
}

export interface IntegrationRow {
  readonly _id: string
  readonly identifier: string
  readonly providerId: string
  readonly channel: string
  readonly name: string
  readonly active: boolean
  readonly credentials: { readonly clientId: string; readonly secretKey: string } | undefined
}
