import { useEffect, useRef, useState } from 'react'
import type { Draft } from './draft.ts'

/** What was typed and not saved, kept while other pages are looked at. Never stored. */
let kept: Partial<Draft> = {}

/** What is typed, apart from what is saved. `onLeave` hears that the page is left with some of it. */
export function useKeptDraft(isUnsaved: (typed: Partial<Draft>) => boolean, onLeave: () => void) {
  const [typed, setTyped] = useState(kept)
  const latest = useRef({ isUnsaved, onLeave })
  latest.current = { isUnsaved, onLeave }
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (latest.current.isUnsaved(kept)) event.preventDefault()
    }
    window.addEventListener('beforeunload', guard)
    return () => {
      window.removeEventListener('beforeunload', guard)
      if (latest.current.isUnsaved(kept)) latest.current.onLeave()
    }
  }, [])
  return {
    typed,
    put: (part: Partial<Draft>) => {
      kept = { ...kept, ...part }
      setTyped(kept)
    },
    clear: () => {
      kept = {}
      setTyped(kept)
    },
  }
}
