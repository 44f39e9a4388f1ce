/** The console: who is there, then the pages. */
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#web/kit/fonts.ts'
import '#web/kit/scripts/devanagari.ts'
import '#web/kit/tokens.css'
import { isSignedOut } from '#web/kit/problem.ts'
import './styles/shell.css'
import './styles/page.css'
import './styles/day-field.css'
import './styles/table.css'
import { useMetaQuery } from './meta.ts'
import { router } from './router.tsx'
import { asksForStaff, client } from './session.ts'
import { SignIn } from './sign-in.tsx'
import { Fault, Waiting } from './states.tsx'
import { antdTheme, applyTheme, useIsDark } from './theme.ts'

function Console() {
  const theme = antdTheme(useIsDark())
  return (
    <ConfigProvider theme={theme} componentSize="middle">
      <App>
        <Door />
      </App>
    </ConfigProvider>
  )
}

function Door() {
  const meta = useMetaQuery()
  if (meta.data) return <RouterProvider router={router} />
  if (asksForStaff(meta.error)) return <SignIn isCustomer={!isSignedOut(meta.error)} />
  if (!meta.error) return <Frame />
  return (
    <main className="sign-in">
      <Fault error={meta.error} onRetry={() => void meta.refetch()} />
    </main>
  )
}

/** The shape of what comes, while it is asked whose it is. */
function Frame() {
  return (
    <div className="shell" role="status" aria-label="Loading">
      <header className="top">
        <span className="brand">
          Dhara <span lang="hi">धारा</span>
        </span>
      </header>
      <div className="nav" />
      <main className="page">
        <Waiting />
      </main>
    </div>
  )
}

applyTheme()
const place = document.querySelector('#root')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Console />
      </QueryClientProvider>
    </StrictMode>,
  )
}
