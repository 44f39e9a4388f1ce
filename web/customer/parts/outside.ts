/**
 * Someone else's page (the bank's, the payment service's) in a window of its own: the app stays
 * where it is, sees for itself when all is done, and closes the window.
 */
const WINDOW = 'popup,width=440,height=760'
const WIDE = '(min-width: 900px)'

let opened: Window | null = null

export function openOutside(address: string): void {
  opened = window.open(address, 'dhara-outside', matchMedia(WIDE).matches ? WINDOW : '')
  if (!opened) location.assign(address) // Windows are blocked: there and back by its own link.
}

export function closeOutside(): void {
  opened?.close()
  opened = null
}
