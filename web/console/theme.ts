/** Light or dark: as the device prefers, until a person chooses. */
import { theme as antd, type ThemeConfig } from 'antd'
import { useSyncExternalStore } from 'react'

export type Choice = 'system' | 'light' | 'dark'
const KEY = 'dhara-theme'
const listeners = new Set<() => void>()
const prefersDark = matchMedia('(prefers-color-scheme: dark)')
prefersDark.addEventListener('change', () => listeners.forEach((tell) => tell()))

export function chosenTheme(): Choice {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function chooseTheme(choice: Choice): void {
  if (choice === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, choice)
  applyTheme()
  listeners.forEach((tell) => tell())
}

export function applyTheme(): void {
  const choice = chosenTheme()
  if (choice === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = choice
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
const isDark = (): boolean => {
  const choice = chosenTheme()
  return choice === 'system' ? prefersDark.matches : choice === 'dark'
}
export const useChoice = (): Choice => useSyncExternalStore(subscribe, chosenTheme)
export const useIsDark = (): boolean => useSyncExternalStore(subscribe, isDark)

/** The kit's colours for antd, which mixes its shades from them and so needs plain values. */
export function antdTheme(dark: boolean): ThemeConfig {
  const shades = dark
    ? { primary: '#4fc4bb', on: '#04201e', ground: '#0e1413', card: '#151d1c', line: '#3a4746' }
    : { primary: '#0b6b6b', on: '#ffffff', ground: '#f5f7f6', card: '#ffffff', line: '#c8d1cf' }
  return {
    algorithm: dark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: shades.primary,
      colorInfo: shades.primary,
      colorTextLightSolid: shades.on,
      colorBgLayout: shades.ground,
      colorBgContainer: shades.card,
      colorBgElevated: dark ? '#1c2625' : '#ffffff',
      colorBorder: shades.line,
      colorText: dark ? '#e6eceb' : '#16201f',
      colorTextSecondary: dark ? '#9dabaa' : '#55615f',
      colorTextPlaceholder: dark ? '#83918f' : '#6b7775',
      colorError: dark ? '#f2877d' : '#b02a24',
      fontFamily: 'var(--font)',
      fontSize: 14,
      borderRadius: 6,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.15s',
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
      Tooltip: { colorTextLightSolid: '#ffffff' },
    },
  }
}
