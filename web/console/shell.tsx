/** The frame of every page: modules at the left, the search at the top, the page. */
import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { KeysHelp } from './keys-help.tsx'
import { useKeys } from './keys.ts'
import { Nav } from './nav.tsx'
import { Search } from './search.tsx'
import { UserMenu } from './user-menu.tsx'

const KEY = 'dhara-nav'
const NARROW = '(max-width: 900px)'

export function Shell() {
  const [isNavOpen, setNavOpen] = useState(
    () => localStorage.getItem(KEY) !== 'closed' && !matchMedia(NARROW).matches,
  )
  const [isSearching, setSearching] = useState(false)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const { pathname } = useLocation()
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [pathname])
  const toggleNav = () => {
    if (!matchMedia(NARROW).matches) localStorage.setItem(KEY, isNavOpen ? 'closed' : 'open')
    setNavOpen(!isNavOpen)
  }
  useKeys({
    onSearch: () => setSearching(true),
    onHelp: () => setHelpOpen(true),
    onNav: toggleNav,
  })
  return (
    <div className={isNavOpen ? 'shell' : 'shell shell-wide'}>
      <a className="skip" href="#page">
        To the page
      </a>
      <header className="top">
        <button
          type="button"
          className="icon-button"
          aria-label={isNavOpen ? 'Fold the menu' : 'Show the menu'}
          aria-expanded={isNavOpen}
          onClick={toggleNav}
        >
          ☰
        </button>
        <span className="brand">
          Dhara <span lang="hi">धारा</span>
        </span>
        <button type="button" className="search-opener" onClick={() => setSearching(true)}>
          <span>Find a person, loan, page or action</span>
          <kbd>Ctrl K</kbd>
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Keys"
          onClick={() => setHelpOpen(true)}
        >
          ?
        </button>
        <UserMenu />
      </header>
      <Nav onGo={() => matchMedia(NARROW).matches && setNavOpen(false)} />
      {isNavOpen ? <div className="nav-shade" onClick={() => setNavOpen(false)} /> : null}
      <main id="page" className="page" tabIndex={-1} data-at={pathname}>
        <Outlet />
      </main>
      <Search isOpen={isSearching} onClose={() => setSearching(false)} />
      <KeysHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
}
