/**
 * These are a key and a certificate for `localhost` that nobody trusts. They were
 * made with `openssl req -x509` for these tests, and are used for nothing else.
 */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgt9zau+FznQhCwOnB
iFhW/0SLGjKwOuXMvZAR+sMmJ3+hRANCAAROUIHyKw/O7UK27V4CaREcPhQc/f4x
SthQAnI8lumnLPzsr7+h/g7kQN+YxID9n157y31auoDTocyNwwDOHNp4
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBszCCAVmgAwIBAgIUR+O+rfbjrvwIv7cC0qZEhyVPq6YwCgYIKoZIzj0EAwIw
IzEhMB8GA1UEAwwYZWZmZWN0LW5vdnUgdGVzdCBmaXh0dXJlMCAXDTI2MTEyNTA5
NDExNFoYDzIxMjYxMTAxMDk0MTE0WjAjMSEwHwYDVQQDDBhlZmZlY3Qtbm92dSB0
ZXN0IGZpeHR1cmUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAROUIHyKw/O7UK2
7V4CaREcPhQc/f4xSthQAnI8lumnLPzsr7+h/g7kQN+YxID9n157y31auoDTocyN
wwDOHNp4o2kwZzAdBgNVHQ4EFgQU1R75XHcZRdVo/wanR1Ok+jahK8MwHwYDVR0j
BBgwFoAU1R75XHcZRdVo/wanR1Ok+jahK8MwDwYDVR0TAQH/BAUwAwEB/zAUBgNV
HREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwIDSAAwRQIgPSH31DLcJE1zfObD
EL3KfNEm0MgUparNdpqS+ETaLzECIQDpDbup94F18DLjoN1DyGhg3OX1cIgHoZMC
AWCob6Z6Xg==
-----END CERTIFICATE-----
`
}
