/** What every answer tells the browser not to do. */
import type { DoorsConfig } from './house.ts'

type Headers = { readonly [name: string]: string }

/** No script but our own files (and one nonce, if given); no framing; nothing from elsewhere. */
export const contentPolicy = (nonce?: string): string =>
  [
    "default-src 'self'",
    `script-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "style-src 'self' 'unsafe-inline'", // The console's kit writes its styles as it renders.
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

export function securityHeaders(config: DoorsConfig, nonce?: string): Headers {
  const stay = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
  return {
    'content-security-policy': contentPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    ...(config.secure && stay),
  }
}
