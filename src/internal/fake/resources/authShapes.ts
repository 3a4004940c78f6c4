import type { AuthShape } from "../../../Testing/FakeOptions.ts"
import type { Auth } from "../store/rows.ts"

/** Each of Novu's versions shows stored auth in one of these forms. */
export const authShapes: Readonly<Record<AuthShape, (auth: Auth) => Auth>> = {
  verbatim: (auth) => auth,
  full: (auth) => only(auth, ["accessToken", "refreshToken", "expiresAt", "refreshTokenExpiresAt"]),
  accessToken: (auth) => only(auth, ["accessToken"]),
  hasAccessToken: () => ({ hasAccessToken: true }),
  hasRefreshToken: (auth) => ({
    ...only(auth, ["accessToken"]),
    hasRefreshToken: Boolean(auth.refreshToken),
    ...only(auth, ["expiresAt", "refreshTokenExpiresAt"])
  }),
  blank: () => ({ accessToken: "" }),
  empty: () => ({})
}

const only = (auth: Auth, names: ReadonlyArray<string>): Auth => {
  const kept: Record<string, unknown> = {}
  for (const name of names) if (auth[name] !== undefined) kept[name] = auth[name]
  return kept
}
