import { useEffect, useMemo, useState } from 'react'

/** The items in slices, one more at a time until all are there: so that no frame waits for all of them. */
export function useSlices<T>(items: readonly T[] | undefined, length: number): readonly (readonly T[])[] {
  const slices = useMemo(
    () =>
      Array.from({ length: Math.ceil((items?.length ?? 0) / length) }, (_, i) =>
        (items ?? []).slice(i * length, (i + 1) * length),
      ),
    [items, length],
  )
  const [shown, setShown] = useState(1)
  useEffect(() => {
    if (shown >= slices.length) return
    const timer = setTimeout(() => setShown(shown + 1))
    return () => clearTimeout(timer)
  }, [shown, slices])
  return useMemo(() => slices.slice(0, shown), [slices, shown])
}
